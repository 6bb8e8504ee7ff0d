const dayMs = 86_400_000;
/** India has one zone and no summer time, so a fixed offset is exact. */
const indiaOffsetMs = 330 * 60_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A day in India, `YYYY-MM-DD`. */
export type IndiaDate = string;

export const addDays = (date: IndiaDate, days: number): IndiaDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

export const datesFrom = (from: IndiaDate, days: number): IndiaDate[] =>
  Array.from({ length: days }, (_, index) => addDays(from, index));

/** The UTC instant of a second of a day in India. */
export const instantOf = (date: IndiaDate, secondOfDay: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - indiaOffsetMs + secondOfDay * 1000).toISOString();

/** The day in India of a UTC instant. */
export const indiaDateOf = (instant: string): IndiaDate =>
  new Date(Date.parse(instant) + indiaOffsetMs).toISOString().slice(0, 10);

export const monthOf = (date: IndiaDate): string => date.slice(0, 7);
export const dayOfMonth = (date: IndiaDate): number => Number(date.slice(8, 10));

/** A date as institutions write it. */
export function writtenDate(date: IndiaDate): Readonly<Record<'dmy' | 'dMonY' | 'ddMonyy' | 'slashed', string>> {
  const [year = '', month = '', day = ''] = date.split('-');
  const shortYear = year.slice(2);
  const name = months[Number(month) - 1] ?? '';
  return {
    dmy: `${day}-${month}-${shortYear}`,
    dMonY: `${day}-${name}-${shortYear}`,
    ddMonyy: `${day}${name}${shortYear}`,
    slashed: `${day}/${month}/${shortYear}`,
  };
}

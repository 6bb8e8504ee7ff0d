/** Days from and to, both inclusive, as ISO dates in the customer's zone. */
export type Window = { readonly from: string; readonly to: string };

const dayMs = 24 * 60 * 60 * 1000;

/** The day that it is in a zone at an instant: in India the day begins at 18:30 UTC. */
export const dayIn = (zone: string, at: Date): string =>
  // Canada writes dates as ISO does.
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** So many days, `today` the last of them. */
export const windowOf = (days: number, today: string): Window => ({
  from: new Date(Date.parse(today) - (days - 1) * dayMs).toISOString().slice(0, 10),
  to: today,
});

/** A whole month, `2026-11`. */
export function windowOfMonth(month: string): Window {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` };
}

export const dayOfMonth = (day: string): number => Number(day.slice(8, 10));

/** Days from and to, both inclusive, as ISO dates. */
export type Window = { readonly from: string; readonly to: string };

const dayMs = 24 * 60 * 60 * 1000;

export const windowOf = (days: number, now: Date): Window => ({ from: daysBefore(days, now), to: daysBefore(0, now) });

export const daysBefore = (days: number, now: Date): string =>
  new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10);

/** A whole month, `2026-11`. */
export function windowOfMonth(month: string): Window {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` };
}

export const dayOfMonth = (day: string): number => Number(day.slice(8, 10));

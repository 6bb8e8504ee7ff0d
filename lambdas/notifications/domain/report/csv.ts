import type { Tally } from './report.ts';

const columns = ['variant', 'channel', 'stage', 'reason', 'count'] as const;

/** All tallies of a campaign, a line each, for a spreadsheet (RFC 4180). */
export const csvOf = (tallies: readonly Tally[]): string =>
  [
    columns.join(','),
    ...tallies.map((tally) => columns.map((column) => field(String(tally[column]))).join(',')),
    '',
  ].join('\r\n');

/** A cell that begins like a formula would be one. */
function field(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

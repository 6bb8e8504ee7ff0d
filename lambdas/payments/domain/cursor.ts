const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/**
 * Whether the instant of a cursor, which anybody may write, is one that the ledger could have made: in UTC with microseconds,
 * of a day that there is, and of a year that the database has.
 */
export function isCursorInstant(text: string): boolean {
  if (!form.test(text) || text.startsWith('0000')) return false;
  const upToMs = `${text.slice(0, 23)}Z`;
  const at = new Date(upToMs);
  return !Number.isNaN(at.getTime()) && at.toISOString() === upToMs;
}

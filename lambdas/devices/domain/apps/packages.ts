/** Android's grammar of an application id: two or more segments of letters, digits and underscores, each led by a letter. */
const packageName = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$/;

/** Sorted and without duplicates or names that no package can have, so that equal sets are equal lists. */
export const normalisePackages = (packages: readonly string[]): string[] =>
  [...new Set(packages.filter((name) => packageName.test(name)))].toSorted();

/** What `after` has that `before` had not, and the other way round. */
export function diffPackages(
  before: readonly string[],
  after: readonly string[],
): { installed: string[]; removed: string[] } {
  const had = new Set(before);
  const has = new Set(after);
  return { installed: after.filter((name) => !had.has(name)), removed: before.filter((name) => !has.has(name)) };
}

/** A package name holds no comma, so the csv needs no quoting. */
export const toCsv = (packages: readonly string[]): string => packages.join(',');

export const fromCsv = (csv: string): string[] => (csv === '' ? [] : csv.split(','));

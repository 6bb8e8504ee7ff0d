export type Data = Readonly<Record<string, unknown>>;

/** The value at a dotted path; `undefined` where there is none. Never what every object inherits. */
export function fieldIn(data: Data, path: string): unknown {
  let found: unknown = data;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Data)[name];
  }
  return found ?? undefined;
}

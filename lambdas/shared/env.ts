/** What a variable holds: any text, a positive whole number, a positive number, or one of some words. */
type Kind = 'text' | 'count' | 'rate' | readonly string[];
export type Shape = Readonly<Record<string, Kind>>;

export type Env<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends 'count' | 'rate'
    ? number
    : S[Name] extends readonly (infer Word)[]
      ? Word
      : string;
};

/**
 * Reads a function's configuration from its environment, once at load. Without a schema's library, which some functions
 * have no room for.
 * @throws Error naming each missing or malformed variable, so that a bad deploy fails at its first cold start.
 */
export function parseEnv<const S extends Shape>(shape: S, source: NodeJS.ProcessEnv = process.env): Env<S> {
  const read = Object.entries(shape).map(([name, kind]) => ({ name, kind, text: source[name] ?? '' }));
  const faults = read.flatMap(({ name, kind, text }) => {
    const fault = faultOf(kind, text);
    return fault === undefined ? [] : [`${name}: ${fault}`];
  });
  if (faults.length > 0) throw new Error(`Environment of this function is incomplete: ${faults.join('; ')}`);
  const values = read.map(({ name, kind, text }) => [name, kind === 'count' || kind === 'rate' ? Number(text) : text]);
  return Object.fromEntries(values) as Env<S>;
}

function faultOf(kind: Kind, text: string): string | undefined {
  if (text === '') return 'is missing';
  if (kind === 'count') return Number.isSafeInteger(Number(text)) && Number(text) > 0 ? undefined : 'is no count';
  if (kind === 'rate') return Number.isFinite(Number(text)) && Number(text) > 0 ? undefined : 'is no rate';
  if (kind !== 'text' && !kind.includes(text)) return `is none of ${kind.join(', ')}`;
  return undefined;
}

type Kind = 'text' | 'number';
type Parsed<Shape extends Readonly<Record<string, Kind>>> = {
  readonly [Name in keyof Shape]: Shape[Name] extends 'number' ? number : string;
};

/**
 * As in `env.ts`, for a function whose other libraries leave no room for zod: all are there, numbers are positive and
 * whole.
 * @throws Error naming each missing or malformed variable, so that a bad deploy fails at its first cold start.
 */
export function parseEnv<const Shape extends Readonly<Record<string, Kind>>>(
  shape: Shape,
  source: NodeJS.ProcessEnv = process.env,
): Parsed<Shape> {
  const values = Object.entries(shape).map(([name, kind]) => {
    const text = source[name] ?? '';
    return [name, kind === 'number' ? Number(text) : text] as const;
  });
  const faults = values.filter(([, value]) =>
    typeof value === 'number' ? !Number.isSafeInteger(value) || value <= 0 : value === '',
  );
  if (faults.length > 0)
    throw new Error(`Environment of this function is incomplete: ${faults.map(([name]) => name).join('; ')}`);
  return Object.fromEntries(values) as Parsed<Shape>;
}

import type { z } from 'zod';

/** A resource of `cdk.out` with its intrinsics resolved. */
export type ResolvedResource = {
  readonly type: string;
  readonly logicalId: string;
  /** What `Ref` gives: `integrations/<it>` is how a route names its integration, the pool id, the client id. */
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

/**
 * Properties by a strict shape.
 * @param place where they are, which the message begins with
 * @throws Unsupported naming the first property or value that the laptop does not know
 */
export function readProperties<Shape extends z.ZodType>(
  shape: Shape,
  properties: unknown,
  place: readonly string[],
  Unsupported: new (message: string) => Error,
): z.output<Shape> {
  const parsed = shape.safeParse(properties);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const at = [...place, ...(issue?.path ?? []), ...unknown].join('.');
  throw new Unsupported(`${at}: ${unknown.length > 0 ? 'not known here' : issue?.message}`);
}

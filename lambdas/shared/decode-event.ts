import type { z } from 'zod';
import { PoisonRecord } from './poison-record.ts';

type Schemas = Readonly<Record<string, z.ZodType>>;
type EventIn<S extends Schemas> = z.infer<S[keyof S]>;

/**
 * Reads a CloudEvent whose type is one of `schemas`. Other types are `undefined`: a stream carries facts for many.
 * @throws PoisonRecord naming the fields that are wrong, never their values
 */
export const decodeEventOf =
  <S extends Schemas>(schemas: S) =>
  (payload: string): EventIn<S> | undefined => {
    const json = parseJson(payload);
    const type = typeof json === 'object' && json !== null && 'type' in json ? json.type : undefined;
    if (typeof type !== 'string') throw new PoisonRecord('not an event: no type');
    const schema = Object.hasOwn(schemas, type) ? schemas[type] : undefined;
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data as EventIn<S>;
    const fields = parsed.error.issues.slice(0, 10).map(({ path }) => path.join('.') || 'event');
    throw new PoisonRecord(`invalid ${type}: ${fields.join(', ')}`);
  };

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    throw new PoisonRecord('not JSON');
  }
}

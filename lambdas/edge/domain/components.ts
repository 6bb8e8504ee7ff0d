import { z } from 'zod';

export type Json = { readonly [key: string]: unknown };

/** Schemas with a name, collected while others refer to them. */
export type Components = {
  readonly schemas: Readonly<Record<string, Json>>;
  /** A schema as OpenAPI writes it: a reference when it has a name. `input` is what callers may leave out or send. */
  readonly schemaOf: (schema: z.ZodType, io: 'input' | 'output') => Json;
};

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is, so the schemas that check requests also describe them. */
export function makeComponents(): Components {
  const schemas: Record<string, Json> = {};
  return {
    schemas,
    schemaOf: (schema, io) => {
      const {
        $schema: _,
        $defs = {},
        ...own
      } = z.toJSONSchema(schema, { io, override: plain }) as Json & { $defs?: Json };
      for (const [name, definition] of Object.entries($defs)) schemas[name] = rebased(definition) as Json;
      const written = rebased(own) as Json;
      const name = z.globalRegistry.get(schema)?.id;
      if (name === undefined) return written;
      // A schema with a name may be a reference to itself among its definitions.
      if (written.$ref === undefined) schemas[name] = written;
      return { $ref: `#/components/schemas/${name}` };
    },
  };
}

/** What only a machine would read: the grammar behind a format, and the range of integers that JavaScript can tell apart. */
function plain({
  jsonSchema,
}: {
  readonly jsonSchema: { format?: string; pattern?: string; minimum?: number; maximum?: number };
}): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** JSON Schema keeps definitions under `$defs`, OpenAPI under `components`; a name is not part of a schema. */
function rebased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rebased);
  if (typeof value !== 'object' || value === null) return value;
  const { id: _, ...schema } = value as Json;
  return Object.fromEntries(
    Object.entries(schema).map(([key, each]) => {
      // A field may be called `id`; only schemas have their name there.
      if (key === 'properties')
        return [key, Object.fromEntries(Object.entries(each as Json).map(([n, s]) => [n, rebased(s)]))];
      if (key === '$ref') return [key, String(each).replace('#/$defs/', '#/components/schemas/')];
      return [key, rebased(each)];
    }),
  );
}

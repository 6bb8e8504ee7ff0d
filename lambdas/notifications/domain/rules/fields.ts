import type { z } from 'zod';
import { type DomainEventType, domainEvents } from '../../../contracts/catalogue.ts';

/** What a field of an event holds. Whole minor units and instants are text. */
export type FieldKind = 'text' | 'number' | 'flag';

/** What `data` of an event of this type may hold, by dotted path. Lists and free records are left out. */
export function fieldsOf(type: DomainEventType): ReadonlyMap<string, FieldKind> {
  const fields = new Map<string, FieldKind>();
  collect(domainEvents[type].shape.data, '', fields);
  return fields;
}

/** As much of a schema's definition as it takes to find its fields. */
type Definition = {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
};

function collect(schema: z.ZodType, path: string, fields: Map<string, FieldKind>): void {
  const definition = schema.def as unknown as Definition;
  const { innerType, shape } = definition;
  const kind = kindOf(definition);
  if (innerType !== undefined) collect(innerType, path, fields);
  else if (shape !== undefined)
    for (const [name, inner] of Object.entries(shape)) collect(inner, path === '' ? name : `${path}.${name}`, fields);
  else if (kind !== undefined) fields.set(path, kind);
}

function kindOf({ type, options = [], values = [] }: Definition): FieldKind | undefined {
  if (type === 'string' || type === 'enum') return 'text';
  if (type === 'number') return 'number';
  if (type === 'boolean') return 'flag';
  if (type === 'literal') return values.every((value) => typeof value === 'string') ? 'text' : undefined;
  if (type !== 'union') return undefined;
  const kinds = new Set(options.map((option) => kindOf(option.def as unknown as Definition)));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

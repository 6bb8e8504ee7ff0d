import type { Json } from './components.ts';

/** How a text is marked, in HTML or Markdown. */
export type Markup = {
  readonly text: (text: string) => string;
  readonly code: (text: string) => string;
  /** A schema by its name. */
  readonly link: (name: string) => string;
};

export type Field = {
  /** From the top of the schema: `messages[].sender`. */
  readonly name: string;
  readonly isRequired: boolean;
  /** Marked up. */
  readonly type: string;
  readonly means: string;
};

/** The name of the schema that a reference leads to. */
const nameIn = ({ $ref }: Json): string | undefined =>
  typeof $ref === 'string' ? $ref.slice($ref.lastIndexOf('/') + 1) : undefined;

/** Every field of an object, those of the objects and lists in it included; named schemas are not gone into. */
export function fieldsOf(schema: Json, markup: Markup, prefix = ''): Field[] {
  const required = new Set(schema.required as readonly string[] | undefined);
  return Object.entries((schema.properties ?? {}) as Record<string, Json>).flatMap(([key, field]) => {
    const name = prefix + key;
    const means = markup.text(String(field.description ?? ''));
    const own = { name, isRequired: required.has(key), type: typeIn(field, markup), means };
    return [own, ...fieldsBelow(name, field, markup)];
  });
}

function fieldsBelow(name: string, field: Json, markup: Markup): Field[] {
  if (field.type === 'object') return fieldsOf(field, markup, `${name}.`);
  if (field.type === 'array') return fieldsBelow(`${name}[]`, field.items as Json, markup);
  const variants = ((field.anyOf ?? []) as readonly Json[]).filter(({ type }) => type !== 'null');
  return variants.flatMap((variant) => fieldsBelow(name, variant, markup));
}

/** What may stand there, in few words. */
export function typeIn(schema: Json, markup: Markup): string {
  const name = nameIn(schema);
  if (name !== undefined) return markup.link(name);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => markup.code(String(value))).join(' or ');
  if (Array.isArray(schema.anyOf))
    return (schema.anyOf as Json[]).map((variant) => typeIn(variant, markup)).join(' or ');
  const plain =
    schema.type === 'array'
      ? `${schema.items === undefined ? 'list' : `list of ${typeIn(schema.items as Json, markup)}`}`
      : (formats[String(schema.format)] ?? markup.text(String(schema.type)));
  return [plain, ...limitsOf(schema, markup)].join(', ');
}

const formats: Readonly<Record<string, string>> = { 'date-time': 'time', date: 'date' };

function limitsOf(schema: Json, { code }: Markup): string[] {
  const { pattern, default: preset } = schema;
  return [
    ...range(schema.minimum, schema.maximum, ''),
    ...range(schema.minItems, schema.maxItems, ' items'),
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...(typeof pattern === 'string' ? [`like ${code(pattern)}`] : []),
    ...(preset === undefined ? [] : [`${code(String(preset))} when left out`]),
  ];
}

function range(least: unknown, most: unknown, unit: string): string[] {
  if (least === undefined && most === undefined) return [];
  if (least === most) return [`${least}${unit}`];
  if (most === undefined) return [`${least}${unit} or more`];
  return [least === undefined ? `up to ${most}${unit}` : `${least} to ${most}${unit}`];
}

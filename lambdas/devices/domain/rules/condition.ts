import { z } from 'zod';

/** What a rule may look at: the fields of a fact. */
export type Subject = Readonly<Record<string, string | number | boolean | null>>;

/** A condition as data; fields that a fact does not have are null. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: string; readonly is: string | number | boolean | null }
  | { readonly field: string; readonly in: readonly (string | number)[] }
  | { readonly field: string; readonly atLeast: number };

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Refuses what it does not know, so that a mistyped rule is seen at once and not never true. */
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ field: z.string(), is: scalar }),
    z.strictObject({ field: z.string(), in: z.array(z.union([z.string(), z.number()])).min(1) }),
    z.strictObject({ field: z.string(), atLeast: z.number() }),
  ]),
);

export type Predicate = (subject: Subject) => boolean;

/** The condition as a function, made once per rule. */
export function compile(wanted: Condition): Predicate {
  if ('all' in wanted) {
    const parts = wanted.all.map(compile);
    return (subject) => parts.every((part) => part(subject));
  }
  if ('any' in wanted) {
    const parts = wanted.any.map(compile);
    return (subject) => parts.some((part) => part(subject));
  }
  if ('not' in wanted) {
    const part = compile(wanted.not);
    return (subject) => !part(subject);
  }
  const { field } = wanted;
  // Not what every object inherits: a rule may name any field.
  const value = (subject: Subject) => (Object.hasOwn(subject, field) ? (subject[field] ?? null) : null);
  if ('in' in wanted) {
    const values = new Set<unknown>(wanted.in);
    return (subject) => values.has(value(subject));
  }
  if ('atLeast' in wanted)
    return (subject) => {
      const found = value(subject);
      return typeof found === 'number' && found >= wanted.atLeast;
    };
  return (subject) => value(subject) === wanted.is;
}

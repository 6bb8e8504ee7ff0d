import { type Data, fieldIn } from './field-in.ts';
import type { FieldKind } from './fields.ts';

type Scalar = string | number | boolean;

/** What must hold of an event's data. A field that is not there, or null, meets no comparison. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: string; readonly is: Scalar }
  | { readonly field: string; readonly in: readonly Scalar[] }
  /** Minor units are digits: they are compared as whole numbers of any size. */
  | { readonly field: string; readonly atLeast: number | string }
  | { readonly field: string; readonly below: number | string };

export type ConditionProblem = { readonly pointer: string; readonly detail: string };

const depthMax = 5;
const listMax = 100;
const typeOf = { text: 'string', number: 'number', flag: 'boolean' } as const;
const digits = /^-?\d{1,30}$/;
/** NUL and half of a surrogate pair have no place in the database. */
const plain = /^[^\p{Cc}\p{Cs}]{0,200}$/u;

function misfit(value: unknown, kind: FieldKind): string | undefined {
  if (typeof value !== typeOf[kind]) return `be a ${typeOf[kind]}`;
  return typeof value !== 'string' || plain.test(value) ? undefined : 'be up to 200 whole characters without controls';
}

/** Everything that is wrong with what should be a condition over these fields; nothing: it is a `Condition`. */
export function problemsOf(
  found: unknown,
  fields: ReadonlyMap<string, FieldKind>,
  pointer = '',
  depth = 1,
): ConditionProblem[] {
  const wrong = (detail: string, at = ''): ConditionProblem[] => [{ pointer: `${pointer}${at}`, detail }];
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return wrong('must be a condition');
  if (depth > depthMax) return wrong(`must not be more than ${depthMax} deep`);
  const { field, ...rest } = found as Readonly<Record<string, unknown>>;
  const [[word, value] = ['', undefined], ...others] = Object.entries(rest);
  if (others.length > 0) return wrong('must say one thing');
  if (field === undefined) {
    if (word === 'not') return problemsOf(value, fields, `${pointer}/not`, depth + 1);
    if (word !== 'all' && word !== 'any') return wrong('must be all, any, not, or about a field');
    if (!Array.isArray(value) || value.length === 0 || value.length > listMax)
      return wrong(`must be 1 to ${listMax} conditions`, `/${word}`);
    return value.flatMap((each, index) => problemsOf(each, fields, `${pointer}/${word}/${index}`, depth + 1));
  }
  const kind = typeof field === 'string' ? fields.get(field) : undefined;
  if (kind === undefined) return wrong('is no field of this event', '/field');
  if (word === 'is') {
    const fault = misfit(value, kind);
    return fault === undefined ? [] : wrong(`must ${fault}`, '/is');
  }
  if (word === 'in') {
    const fits = Array.isArray(value) && value.length > 0 && value.length <= listMax;
    if (!fits) return wrong(`must be a list of 1 to ${listMax}`, '/in');
    const fault = value.map((each) => misfit(each, kind)).find((each) => each !== undefined);
    return fault === undefined ? [] : wrong(`must each ${fault}`, '/in');
  }
  if (word !== 'atLeast' && word !== 'below') return wrong('must compare by is, in, atLeast or below');
  if (kind === 'number') return typeof value === 'number' ? [] : wrong('must be a number', `/${word}`);
  if (kind === 'flag') return wrong('cannot be ordered', '/field');
  return typeof value === 'string' && digits.test(value) ? [] : wrong('must be digits, as text', `/${word}`);
}

export type Predicate = (data: Data) => boolean;

/** The condition as a function, made once per rule. */
export function compile(wanted: Condition): Predicate {
  if ('all' in wanted) {
    const parts = wanted.all.map(compile);
    return (data) => parts.every((part) => part(data));
  }
  if ('any' in wanted) {
    const parts = wanted.any.map(compile);
    return (data) => parts.some((part) => part(data));
  }
  if ('not' in wanted) {
    const part = compile(wanted.not);
    return (data) => !part(data);
  }
  const { field } = wanted;
  if ('is' in wanted) return (data) => fieldIn(data, field) === wanted.is;
  if ('in' in wanted) {
    const values = new Set<unknown>(wanted.in);
    return (data) => values.has(fieldIn(data, field));
  }
  if ('atLeast' in wanted) return (data) => isOrdered(fieldIn(data, field), wanted.atLeast, (a, b) => a >= b);
  return (data) => isOrdered(fieldIn(data, field), wanted.below, (a, b) => a < b);
}

type Order = (a: number | bigint, b: number | bigint) => boolean;

function isOrdered(found: unknown, bound: number | string, order: Order): boolean {
  if (typeof bound === 'number') return typeof found === 'number' && order(found, bound);
  return typeof found === 'string' && digits.test(found) && order(BigInt(found), BigInt(bound));
}

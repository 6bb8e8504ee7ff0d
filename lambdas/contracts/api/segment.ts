import { z } from 'zod';
import { channel } from '../notifications.ts';
import { currencyCode } from '../payment-context.ts';
import { type SegmentField, segmentFields } from '../segment-fields.ts';

type FieldKind = (typeof segmentFields)[SegmentField];

const ordered = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'known'] as const;
const opsOf: Readonly<Record<FieldKind, readonly string[]>> = {
  text: ['eq', 'ne', 'in', 'known'],
  number: ordered,
  money: ordered,
  set: ['has', 'known'],
};
export const segmentOp = z.enum(['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'has', 'known']);
export type SegmentOp = z.infer<typeof segmentOp>;

const word = z.string().regex(/^[\x21-\x7e]{1,60}$/, 'must be a word of up to 60 ASCII characters');
/** It may be owed. */
const bound = z.strictObject({
  minor: z.string().regex(/^-?\d{1,18}$/, 'must be whole minor units in at most 18 digits'),
  currency: currencyCode,
});
const number = z.number().min(-1e9).max(1e9);
const words = z.array(word).min(1).max(100);

/** What a comparison is with. */
function schemaOf(field: SegmentField, op: SegmentOp): z.ZodType | undefined {
  if (op === 'known') return undefined;
  if (field === 'customer.channels') return channel;
  const kind = segmentFields[field];
  if (kind === 'money') return bound;
  if (kind === 'number') return number;
  return op === 'in' ? words : word;
}

type Value = string | number | readonly string[] | { readonly minor: string; readonly currency: string };

export type Comparison = { readonly field: SegmentField; readonly op: SegmentOp; readonly value?: Value };
export type Segment =
  | Comparison
  | { readonly all: readonly Segment[] }
  | { readonly any: readonly Segment[] }
  | { readonly not: Segment };

const comparisonShape = {
  field: z.enum(Object.keys(segmentFields) as [SegmentField, ...SegmentField[]]).optional(),
  op: segmentOp.optional().describe('in: any of a list; has: of a set; known: something is known, whatever it is'),
  value: z
    .unknown()
    .optional()
    .describe('By the field: a word, a list of words for `in`, a number, or a sum with `minor` and `currency`'),
};

type Node = { readonly [Key in 'field' | 'op' | 'value' | 'all' | 'any' | 'not']?: unknown };
type Fault = { readonly path: readonly PropertyKey[]; readonly message: string };

/** One object for all shapes, so that what is wrong is found where it is and not in a union of all that might have been meant. */
function* faultsOf(node: Node): Generator<Fault> {
  const groups = (['all', 'any', 'not'] as const).filter((key) => node[key] !== undefined);
  const isComparison = node.field !== undefined || node.op !== undefined || node.value !== undefined;
  if (groups.length + (isComparison ? 1 : 0) !== 1)
    yield {
      path: groups.length === 0 ? ['all'] : groups.slice(0, 1),
      message: 'must be one comparison (field, op, value), or one of all, any and not',
    };
  else if (isComparison && node.field === undefined) yield { path: ['field'], message: 'is missing' };
  else if (isComparison && node.op === undefined) yield { path: ['op'], message: 'is missing' };
  else if (isComparison) yield* faultsOfValue(node.field as SegmentField, node.op as SegmentOp, node.value);
}

function* faultsOfValue(field: SegmentField, op: SegmentOp, value: unknown): Generator<Fault> {
  const ops = opsOf[segmentFields[field]];
  if (!ops.includes(op)) return yield { path: ['op'], message: `must be one of ${ops.join(', ')} for this field` };
  const schema = schemaOf(field, op);
  if (schema === undefined && value !== undefined) yield { path: ['value'], message: 'is not asked for here' };
  for (const issue of schema?.safeParse(value).error?.issues ?? [])
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) yield { path: ['value', ...issue.path, key], message: 'is not known here' };
    else yield { path: ['value', ...issue.path], message: issue.message };
}

const refusing = (node: Node, context: z.core.$RefinementCtx): void => {
  for (const { path, message } of faultsOf(node)) context.addIssue({ code: 'custom', path: [...path], message });
};

const membersMax = 20;
const comparisonsMax = 100;

/** Groups in groups end somewhere: this deep. */
const innermost = z.strictObject(comparisonShape).superRefine(refusing).meta({ id: 'SegmentComparison' });

const around = (inside: z.ZodType, id: string) => {
  const members = z.array(inside).min(1).max(membersMax).optional();
  return z
    .strictObject({ ...comparisonShape, all: members, any: members, not: inside.optional() })
    .superRefine(refusing)
    .meta({ id });
};

const comparisonsIn = (segment: Segment): number => {
  if ('all' in segment) return segment.all.reduce((sum, each) => sum + comparisonsIn(each), 0);
  if ('any' in segment) return segment.any.reduce((sum, each) => sum + comparisonsIn(each), 0);
  return 'not' in segment ? comparisonsIn(segment.not) : 1;
};

/** A filter over customers: comparisons, joined by all, any and not, three groups deep at most. */
export const segment = around(around(around(innermost, 'SegmentInner'), 'SegmentInside'), 'Segment').refine(
  (node) => comparisonsIn(node as Segment) <= comparisonsMax,
  `must have at most ${comparisonsMax} comparisons`,
  // What is refused for nothing else has the shape of one.
) as unknown as z.ZodType<Segment>;

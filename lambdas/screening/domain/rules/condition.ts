import { z } from 'zod';
import { type FeatureName, featureNames } from './features.ts';

/** `times` has at most four decimals, so that sums are compared exactly. */
type Reference =
  | { readonly feature: FeatureName; readonly times?: number | undefined }
  | { readonly threshold: string; readonly times?: number | undefined };

/** What a feature is compared with. A sum is text, in minor units: `"500000"`. */
export type Operand = number | string | boolean | Reference;

export const orderings = ['above', 'atLeast', 'below', 'atMost'] as const;
export type Ordering = (typeof orderings)[number];

/** One feature and one operator; both ends of `between` are inside. */
export type Comparison = { readonly feature: FeatureName } & {
  readonly [Name in Ordering | 'is']?: Operand | undefined;
} & {
  readonly in?: readonly (string | number)[] | undefined;
  readonly between?: readonly [Operand, Operand] | undefined;
};

/** When a rule fires. What compares with something unknown is neither true nor false, and its rule does not fire. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Comparison;

export const operators = [...orderings, 'is', 'in', 'between'] as const;

/** Money times this is whole. */
export const factorScale = 10_000;

const factor = z
  .number()
  .min(0)
  .max(1_000_000)
  .refine((times) => Math.round(times * factorScale) / factorScale === times, 'must have at most 4 decimals');
export const scaled = (times: number): bigint => BigInt(Math.round(times * factorScale));

const feature = z.enum(featureNames, 'is no feature');
export const thresholdName = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a camelCase name');
/** NUL and half of a surrogate pair have no place in the database. */
const text = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be whole characters without controls');
const operand = z.union(
  [
    z.number(),
    text,
    z.boolean(),
    z.strictObject({ feature, times: factor.optional() }),
    z.strictObject({ threshold: thresholdName, times: factor.optional() }),
  ],
  'must be a number, a text, a boolean, a feature or a threshold',
);

const comparison = z
  .strictObject({
    feature,
    above: operand.optional(),
    atLeast: operand.optional(),
    below: operand.optional(),
    atMost: operand.optional(),
    is: operand.optional(),
    in: z
      .array(z.union([text, z.number()]))
      .min(1)
      .max(1000)
      .optional(),
    between: z.tuple([operand, operand]).optional(),
  })
  .refine(
    (each) => operators.filter((name) => each[name] !== undefined).length === 1,
    `must have one of ${operators.join(', ')}`,
  );

const parts = z.lazy(() => z.array(condition).min(1).max(50));

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [z.strictObject({ all: parts }), z.strictObject({ any: parts }), z.strictObject({ not: condition }), comparison],
    'must be all, any, not, or a feature with one operator',
  ),
);

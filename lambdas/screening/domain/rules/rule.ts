import { z } from 'zod';
import { condition, thresholdName } from './condition.ts';

/** In the order of severity. */
export const actions = ['step-up', 'review', 'block'] as const;
export type Action = (typeof actions)[number];

const money = z.string().regex(/^\d{1,18}$/, 'must be minor units as digits');
const adapts = z.discriminatedUnion('by', [
  /** The mean of the customer's amounts and so many spreads more. */
  z.strictObject({ by: z.literal('own-habit'), spreads: z.number().min(0).max(100) }),
  /** The base times the region's traffic compared with its usual hour. */
  z.strictObject({ by: z.literal('load') }),
]);
/** Relative: a change by more than this share is told. */
const step = z.number().positive().max(10).default(0.25);

const fixed = z.strictObject({
  base: z.union([z.number(), money]),
  adapts: z.never('needs a min and a max beside it').optional(),
});
const adaptive = z.union([
  z.strictObject({ base: money, min: money, max: money, adapts, step }),
  z.strictObject({ base: z.number(), min: z.number(), max: z.number(), adapts: adapts.options[1], step }),
]);

/** Digits in text are money, numbers are numbers. `base` holds while there is nothing to adapt to. */
export const threshold = z.union([fixed, adaptive], 'must be a base, or base, min, max and adapts of one kind');
export type Threshold = z.infer<typeof threshold>;
export type AdaptiveThreshold = z.infer<typeof adaptive>;

export const rule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be a kebab-case name'),
  version: z.int().min(1),
  /** `shadow` rules are told of and decide nothing. */
  mode: z.enum(['live', 'shadow']),
  action: z.enum(actions),
  condition,
  thresholds: z.record(thresholdName, threshold).default({}),
});
export type Rule = z.infer<typeof rule>;

/** The rules for payments in one currency; a rule is changed by its next version. */
export const ruleSet = z.strictObject({
  version: z.int().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
  rules: z.array(rule).max(200),
});
export type RuleSet = z.infer<typeof ruleSet>;

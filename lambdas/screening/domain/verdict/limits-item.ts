import { z } from 'zod';
import { fromItem, type StateItem, toItem } from '../state/item.ts';
import type { Limits } from './limits.ts';

const minor = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt)
  .nullable();

const item = z.object({
  source: z.enum(['state', 'static']),
  customerId: z.string(),
  currency: z.string(),
  asOf: z.string(),
  ruleSetVersion: z.int(),
  stepUpAboveMinor: minor,
  leftTodayMinor: minor,
  payer: z.unknown().transform((stored) => (stored === null ? null : fromItem(stored))),
});

/** Limits as plain JSON; sums are strings. */
export type LimitsItem = Omit<z.input<typeof item>, 'payer'> & { readonly payer: StateItem | null };

const text = (sum: bigint | null): string | null => (sum === null ? null : String(sum));

export const toLimitsItem = (limits: Limits): LimitsItem => ({
  ...limits,
  stepUpAboveMinor: text(limits.stepUpAboveMinor),
  leftTodayMinor: text(limits.leftTodayMinor),
  payer: limits.payer && toItem(limits.payer),
});

/** @throws ZodError when it is not what `toLimitsItem` made */
export const fromLimitsItem = (stored: unknown): Limits => item.parse(stored);

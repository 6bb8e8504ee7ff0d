import type { Money } from './money.ts';

/** A company that brings money in, takes it out or delivers what was paid for. Sums in minor units of its currency. */
export type Vendor = {
  readonly id: string;
  /** How soon it answers, and so which lane carries what goes to it. */
  readonly lane: 'instant' | 'standard' | 'bulk';
  readonly currency: string;
  readonly minMinor: bigint;
  readonly maxMinor: bigint;
  /** What a payment through it costs: a fixed sum and a share. */
  readonly feeMinor: bigint;
  readonly feeBasisPoints: number;
  /** How long its answer is waited for. */
  readonly timeoutSec: number;
};

export type Limit = 'wrong-currency' | 'below-minimum' | 'above-maximum';

/** Why a vendor does not take a sum; `undefined` when it does. */
export function limitBroken({ currency, minMinor, maxMinor }: Vendor, amount: Money): Limit | undefined {
  if (amount.currency !== currency) return 'wrong-currency';
  if (amount.minor < minMinor) return 'below-minimum';
  return amount.minor > maxMinor ? 'above-maximum' : undefined;
}

/** In minor units, a fraction rounded up: nobody pays less than a vendor charges. */
export const feeOf = ({ feeMinor, feeBasisPoints }: Vendor, { minor }: Money): bigint =>
  feeMinor + (minor * BigInt(feeBasisPoints) + 9_999n) / 10_000n;

import type { Money } from './money.ts';

/** A company that brings money in, takes it out or delivers what was paid for. Sums in minor units of its currency. */
export type Vendor = {
  readonly id: string;
  /** How soon what it brings in is to be in a wallet, and so which lane carries it. */
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
export const feeOf = (
  { feeMinor, feeBasisPoints }: Pick<Vendor, 'feeMinor' | 'feeBasisPoints'>,
  { minor }: Money,
): bigint => feeMinor + (minor * BigInt(feeBasisPoints) + 9_999n) / 10_000n;

/** A vendor as operators keep it, with how it is reached. */
export type KnownVendor = Vendor & {
  readonly enabled: boolean;
  /** Where orders are sent; none for one that only brings money in. */
  readonly endpoint: string | null;
  /** How it answers what it does not answer at once: it calls, or is asked again. */
  readonly answers: 'callback' | 'poll';
  /** The subject of the tokens it calls with. */
  readonly client: string | null;
};

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether orders may be sent to an address: over TLS, or on this computer where the stage allows that. */
export function isEndpoint(text: string, mayBeLoopback: boolean): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.search !== '' || url.hash !== '') return false;
  const isOwn = loopback.has(url.hostname);
  if (isOwn) return mayBeLoopback && (url.protocol === 'http:' || url.protocol === 'https:');
  return url.protocol === 'https:';
}

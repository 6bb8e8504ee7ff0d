import { toWire, type WireMoney } from '../money.ts';
import type { Order } from './order.ts';

/** An order as JSON, which has no bigint. */
export type PackedOrder = Omit<Order, 'amount' | 'terms'> & {
  readonly amount: WireMoney;
  readonly terms: Omit<Order['terms'], 'feeMinor'> & { readonly feeMinor: string };
};

export const packed = ({ amount, terms, ...rest }: Order): PackedOrder => ({
  ...rest,
  amount: toWire(amount),
  terms: { ...terms, feeMinor: terms.feeMinor.toString() },
});

export const unpacked = ({ amount, terms, ...rest }: PackedOrder): Order => ({
  ...rest,
  amount: { minor: BigInt(amount.minor), currency: amount.currency },
  terms: { ...terms, feeMinor: BigInt(terms.feeMinor) },
});

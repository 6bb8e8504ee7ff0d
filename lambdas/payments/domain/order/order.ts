import type { PaymentContext } from '../../../contracts/payment-context.ts';
import type { Money } from '../money.ts';
import { walletOf } from '../wallet.ts';

export const endStates = ['delivered', 'undone', 'stuck'] as const;
export type EndState = (typeof endStates)[number];
export type OrderState = 'placed' | 'held' | 'captured' | 'undoing' | EndState;

export type OrderItem = { readonly sku: string; readonly quantity: number };

/** What the customer asked for. */
export type OrderRequest = {
  readonly kind: 'order' | 'cash-out';
  /** Who is paid; without one the vendor is, through its settlement account. */
  readonly merchant: string | null;
  readonly amount: Money;
  readonly reference: string;
  readonly items: readonly OrderItem[];
  /** Where and on what it was asked for. */
  readonly context?: PaymentContext | undefined;
};

/** As they were when it was placed. */
export type OrderTerms = {
  readonly feeMinor: bigint;
  readonly feeBasisPoints: number;
  /** How long the vendor's answer is waited for. */
  readonly timeoutSec: number;
};

/** A payment that a vendor has to confirm. */
export type Order = OrderRequest & {
  /** Also the name of its execution. */
  readonly id: string;
  readonly payer: string;
  readonly vendor: string;
  readonly terms: OrderTerms;
};

export const isEnd = (state: OrderState): state is EndState => endStates.some((end) => end === state);

export const payerOf = ({ payer, amount }: Order): string => walletOf(payer, amount.currency);

/** The merchant's wallet; `undefined` where the vendor itself is paid. */
export const merchantWallet = ({ merchant, amount }: Order): string | undefined =>
  merchant === null ? undefined : walletOf(merchant, amount.currency);

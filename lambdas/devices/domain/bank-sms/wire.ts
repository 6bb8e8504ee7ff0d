import { isBounce } from './bounce.ts';
import { decimalString } from './money.ts';
import type { BankSms, Direction, NonTransactionClass, TransactionKind } from './types.ts';

/** One line of `npm run sms -- --jsonl`: sums are decimal strings with two places. */
export type BankSmsWire = {
  readonly isTransaction: boolean;
  readonly direction: Direction | null;
  readonly kind: TransactionKind | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly account: string | null;
  readonly balance: string | null;
  readonly limit: string | null;
  readonly merchant: string | null;
  readonly reference: string | null;
  readonly class: NonTransactionClass | null;
  readonly confidence: number;
};

const decimal = (minor: bigint | null): string | null => (minor === null ? null : decimalString(minor));

export function toWire(sms: BankSms): BankSmsWire {
  return {
    isTransaction: sms.isTransaction,
    direction: sms.isTransaction ? sms.direction : null,
    kind: sms.isTransaction ? sms.kind : isBounce(sms) ? 'bounce' : null,
    amount: decimal(sms.amountMinor),
    currency: sms.currency,
    account: sms.account,
    balance: decimal(sms.balanceMinor),
    limit: decimal(sms.limitMinor),
    merchant: sms.merchant,
    reference: sms.reference,
    class: sms.isTransaction ? null : sms.class,
    confidence: Math.round(sms.confidence * 100) / 100,
  };
}

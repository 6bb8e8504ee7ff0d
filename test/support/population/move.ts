import type { Books } from './books.ts';
import type { IndiaDate } from './calendar.ts';
import type { Random } from './random.ts';
import { type Draft, type Facts, tellTransaction } from './telling.ts';
import type { Account, Customer, TransactionTruth } from './types.ts';

/** What every part of a day sees. */
export type Day = {
  readonly customer: Customer;
  readonly date: IndiaDate;
  readonly books: Books;
  readonly random: Random;
};

/** Something at a second of the day. It is told when its turn comes, because what it says depends on what came before. */
export type Happening = { readonly second: number; readonly tell: () => readonly Draft[] };

/** A movement on a bank account in that bank's words; silent when the money is not there. */
export function move(
  { books, date, random }: Day,
  account: Account,
  template: keyof Account['bank'],
  told: Pick<TransactionTruth, 'kind' | 'direction'>,
  amountMinor: bigint,
  more: Pick<Facts, 'merchant' | 'place'> = {},
): Draft[] {
  const balanceMinor =
    told.direction === 'credit' ? books.credit(account, amountMinor) : books.debit(account, amountMinor);
  if (balanceMinor === undefined) return [];
  const facts = { date, amountMinor, account: account.tail, balanceMinor, reference: random.digits(12), ...more };
  return [tellTransaction(account.bank.sender, account.bank[template], facts, { ledger: 'account', ...told })];
}

import type { IndiaDate } from './calendar.ts';
import type { Account, Card, Customer, Emi } from './types.ts';

export type CardBook = { availableMinor: bigint; bill: { amountMinor: bigint; dueDate: IndiaDate } | undefined };

/** What a customer's banks know while the days pass. No balance ever goes below zero. */
export type Books = {
  readonly balanceOf: (account: Account) => bigint;
  readonly credit: (account: Account, amountMinor: bigint) => bigint;
  /** The new balance, or `undefined` when there is too little and nothing happens. */
  readonly debit: (account: Account, amountMinor: bigint) => bigint | undefined;
  readonly cardOf: (card: Card) => CardBook;
  /** EMIs that bounced the day before: their charge and the lender's call follow. */
  bounced: Emi[];
};

export function openBooks({ accounts, cards }: Customer): Books {
  const balances = new Map(accounts.map((account) => [account.tail, account.openingMinor]));
  const cardBooks = new Map<string, CardBook>(
    cards.map((card) => [card.tail, { availableMinor: card.limitMinor, bill: undefined }]),
  );
  const balanceOf = ({ tail }: Account) => balances.get(tail) ?? 0n;
  const set = ({ tail }: Account, balance: bigint) => {
    balances.set(tail, balance);
    return balance;
  };
  return {
    balanceOf,
    credit: (account, amountMinor) => set(account, balanceOf(account) + amountMinor),
    debit: (account, amountMinor) =>
      balanceOf(account) < amountMinor ? undefined : set(account, balanceOf(account) - amountMinor),
    cardOf: ({ tail }) => {
      const book = cardBooks.get(tail);
      if (book === undefined) throw new Error(`no card ${tail}`);
      return book;
    },
    bounced: [],
  };
}

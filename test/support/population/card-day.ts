import { addDays, dayOfMonth } from './calendar.ts';
import { type Day, type Happening, move } from './move.ts';
import { cardMerchants } from './people.ts';
import { fill, tellDropped, tellNotice, tellTransaction } from './telling.ts';
import type { Card } from './types.ts';

const hour = 3600;
const daysToPay = 14;

/** A credit card's day: purchases, the monthly statement, the reminder, and the payment that an account makes. */
export const cardHappenings = (day: Day, card: Card): Happening[] => [
  ...purchase(day, card),
  ...statement(day, card),
  ...reminder(day, card),
  ...payment(day, card),
];

function purchase({ books, date, random }: Day, card: Card): Happening[] {
  if (!random.chance(0.25)) return [];
  const amountMinor = BigInt(random.int(150, 6000)) * 100n;
  const merchant = random.pick(cardMerchants);
  const code = random.chance(0.4) ? random.digits(6) : undefined;
  const tell = () => {
    const book = books.cardOf(card);
    if (book.availableMinor < amountMinor) return [];
    book.availableMinor -= amountMinor;
    const facts = { date, amountMinor, account: card.tail, limitMinor: book.availableMinor, merchant, code };
    const { sender, spend, otp } = card.issuer;
    return [
      ...(code === undefined ? [] : [tellDropped(sender, fill(otp, facts), 'otp')]),
      tellTransaction(sender, spend, facts, { ledger: 'card', kind: 'card', direction: 'debit' }),
    ];
  };
  return [{ second: random.int(9 * hour, 22 * hour), tell }];
}

function statement({ books, date, random }: Day, card: Card): Happening[] {
  if (dayOfMonth(date) !== card.statementDay) return [];
  const tell = () => {
    const book = books.cardOf(card);
    const amountMinor = card.limitMinor - book.availableMinor;
    if (amountMinor === 0n) return [];
    const dueDate = addDays(date, daysToPay);
    book.bill = { amountMinor, dueDate };
    const facts = { date, amountMinor, minimumMinor: amountMinor / 20n, account: card.tail, dueDate };
    return [tellNotice(card.issuer.sender, card.issuer.statement, facts, 'statement')];
  };
  return [{ second: random.int(6 * hour, 8 * hour), tell }];
}

function reminder({ books, date, random }: Day, card: Card): Happening[] {
  const { bill } = books.cardOf(card);
  if (bill === undefined || addDays(date, 3) !== bill.dueDate) return [];
  const facts = { date, amountMinor: bill.amountMinor, account: card.tail, dueDate: bill.dueDate };
  const tell = () => [tellNotice(card.issuer.sender, card.issuer.due, facts, 'due')];
  return [{ second: random.int(9 * hour, 11 * hour), tell }];
}

/** The bill is paid by UPI the day before it is due, by whoever has the money; the rest let it pass. */
function payment(day: Day, card: Card): Happening[] {
  const { customer, books, date, random } = day;
  const tell = () => {
    const book = books.cardOf(card);
    const bill = book.bill;
    if (bill === undefined || addDays(date, 1) !== bill.dueDate) return [];
    book.bill = undefined;
    const told = { kind: 'upi', direction: 'debit' } as const;
    const paid = move(day, customer.accounts[0], 'upiDebit', told, bill.amountMinor, { merchant: 'CRED CLUB' });
    if (paid.length === 0) return [];
    book.availableMinor += bill.amountMinor;
    const facts = { date, amountMinor: bill.amountMinor, account: card.tail, limitMinor: book.availableMinor };
    const received = { ledger: 'card', kind: 'card', direction: 'credit' } as const;
    return [...paid, tellTransaction(card.issuer.sender, card.issuer.payment, facts, received)];
  };
  return [{ second: random.int(18 * hour, 20 * hour), tell }];
}

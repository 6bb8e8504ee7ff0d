import type { Books } from './books.ts';
import { addDays, dayOfMonth, type IndiaDate } from './calendar.ts';
import { cardHappenings } from './card-day.ts';
import { chatter } from './chatter.ts';
import { type Day, type Happening, move } from './move.ts';
import { funds, payers, shops } from './people.ts';
import { makeRandom, type Random } from './random.ts';
import { tellNotice } from './telling.ts';
import type { Customer, Emi } from './types.ts';

const hour = 3600;
const savedMinor = 250_000n;
const returnChargeMinor = 59_000n;

/** All that happens to a customer on one day, in the order of the clock. */
export function happeningsOf(customer: Customer, date: IndiaDate, books: Books, random: Random): Happening[] {
  const day: Day = { customer, date, books, random };
  return [
    ...salary(day),
    ...customer.emis.flatMap((emi) => emiHappenings(day, emi)),
    ...afterBounces(day),
    ...savings(day),
    ...everydayMoney(day),
    ...customer.cards.flatMap((card) => cardHappenings(day, card)),
    ...chatter(day),
  ].sort((a, b) => a.second - b.second);
}

function salary(day: Day): Happening[] {
  const { customer, date, random } = day;
  if (dayOfMonth(date) !== customer.salaryDay) return [];
  // Some employers pay minutes after midnight: a day, and at times a month, that UTC has not reached.
  const second = random.chance(0.3) ? random.int(60, 900) : random.int(10 * hour, 17 * hour);
  const told = { kind: 'salary', direction: 'credit' } as const;
  const tell = () =>
    move(day, customer.accounts[0], 'salary', told, customer.salaryMinor, { merchant: customer.employer });
  return [{ second, tell }];
}

function emiHappenings(day: Day, emi: Emi): Happening[] {
  const { customer, date, books, random } = day;
  const [account] = customer.accounts;
  if (dayOfMonth(addDays(date, 2)) === emi.day) {
    const facts = { date, amountMinor: emi.amountMinor, dueDate: addDays(date, 2) };
    const tell = () => [tellNotice(emi.lender.sender, emi.lender.due, facts, 'due')];
    return [{ second: random.int(10 * hour, 12 * hour), tell }];
  }
  if (dayOfMonth(date) !== emi.day) return [];
  const collect = () => {
    const more = { merchant: emi.lender.name };
    const paid = move(day, account, 'emi', { kind: 'emi', direction: 'debit' }, emi.amountMinor, more);
    if (paid.length > 0) return paid;
    books.bounced.push(emi);
    const facts = { date, amountMinor: emi.amountMinor, account: account.tail, ...more };
    return [tellNotice(account.bank.sender, account.bank.bounce, facts, 'failed', true)];
  };
  return [{ second: random.int(4 * hour, 7 * hour), tell: collect }];
}

/** The day after a bounce the bank charges for it, if it can, and the lender calls. */
function afterBounces(day: Day): Happening[] {
  const { customer, date, books, random } = day;
  const bounced = books.bounced.splice(0);
  return bounced.map((emi) => ({
    second: random.int(8 * hour, 9 * hour),
    tell: () => [
      ...move(day, customer.accounts[0], 'fee', { kind: 'fee', direction: 'debit' }, returnChargeMinor),
      tellNotice(emi.lender.sender, emi.lender.overdue, { date, amountMinor: emi.amountMinor }, 'due'),
    ],
  }));
}

/** Who has no EMI saves: a fund is paid under a mandate on the tenth. */
function savings(day: Day): Happening[] {
  const { customer, date, random } = day;
  const merchant = makeRandom(`${customer.seed}/fund`).pick(funds);
  const [account] = customer.accounts;
  if (customer.emis.length > 0) return [];
  if (dayOfMonth(date) === 9) {
    const template = `${account.bank.name}: Rs.{amount} will be debited on {dueDate} from A/c XX{account} for {merchant} e-mandate.`;
    const facts = { date, amountMinor: savedMinor, account: account.tail, merchant, dueDate: addDays(date, 1) };
    const tell = () => [tellNotice(account.bank.sender, template, facts, 'mandate')];
    return [{ second: random.int(9 * hour, 10 * hour), tell }];
  }
  if (dayOfMonth(date) !== 10) return [];
  const told = { kind: 'mandate', direction: 'debit' } as const;
  return [
    {
      second: random.int(5 * hour, 7 * hour),
      tell: () => move(day, account, 'mandate', told, savedMinor, { merchant }),
    },
  ];
}

function everydayMoney(day: Day): Happening[] {
  const { customer, random } = day;
  const happenings: Happening[] = [];
  for (let count = random.int(0, 2); count > 0; count--) {
    const account = random.pick(customer.accounts);
    const wanted = BigInt(random.int(20, 900)) * 100n;
    const merchant = random.pick(shops);
    happenings.push({
      // Up to a minute before midnight in India, which is still the afternoon in UTC.
      second: random.int(8 * hour, 24 * hour - 120),
      tell: () => move(day, account, 'upiDebit', { kind: 'upi', direction: 'debit' }, wanted, { merchant }),
    });
  }
  if (random.chance(0.12)) {
    const account = random.pick(customer.accounts);
    const received = BigInt(random.int(1, 50)) * 10_000n;
    const more = { merchant: random.pick(payers) };
    const told = { kind: 'upi', direction: 'credit' } as const;
    happenings.push({
      second: random.int(9 * hour, 22 * hour),
      tell: () => move(day, account, 'upiCredit', told, received, more),
    });
  }
  if (random.chance(0.06)) {
    const taken = BigInt(random.int(1, 8)) * 50_000n;
    const told = { kind: 'atm', direction: 'debit' } as const;
    happenings.push({
      second: random.int(9 * hour, 21 * hour),
      tell: () => move(day, customer.accounts[0], 'atm', told, taken, { place: customer.city }),
    });
  }
  return happenings;
}

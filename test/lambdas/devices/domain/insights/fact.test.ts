import fc from 'fast-check';
import { type BankFact, toFact } from '../../../../../lambdas/devices/domain/insights/fact.ts';
import { labelledMessages } from '../../../../support/bank-sms-cases.ts';
import { anSms } from '../../../../support/events.ts';

const labelled = labelledMessages();

const read = (message: string, sender = 'VM-HDFCBK-S', key = anSms().key): BankFact | undefined =>
  toFact('asha', anSms({ key, sender, message }));

/** What the table `devices.bank_fact` demands of a row; one that fails would be parked. */
function expectStorable(fact: BankFact): void {
  expect((fact.direction === null) === (fact.class !== null)).toBe(true);
  if (fact.direction !== null) {
    expect(BigInt(fact.amount_minor ?? '0')).toBeGreaterThan(0n);
    expect([typeof fact.kind, typeof fact.currency]).toEqual(['string', 'string']);
  }
  if (fact.currency !== null) expect(fact.currency).toMatch(/^[A-Z]{3}$/);
  if (fact.due_date !== null) expect(new Date(fact.due_date).toISOString().slice(0, 10)).toBe(fact.due_date);
  for (const minor of [fact.amount_minor, fact.balance_minor, fact.limit_minor, fact.min_due_minor])
    if (minor !== null) expect(BigInt.asIntN(64, BigInt(minor))).toBe(BigInt(minor));
  expect(JSON.stringify(fact)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
}

describe('the fact of a message', () => {
  it('is one that the database takes, for every labelled message', () => {
    const facts = labelled.flatMap(({ message, sender }) => read(message, sender ?? '') ?? []);
    expect(facts.length).toBeGreaterThan(labelled.length / 3);
    for (const fact of facts) expectStorable(fact);
  });

  it('is one that the database takes, also when messages are cut, joined and made of huge numbers', () => {
    const message = fc.constantFrom(...labelled.map((each) => each.message));
    const number = fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String);
    const text = fc.oneof(
      fc.tuple(message, fc.nat(200)).map(([whole, length]) => whole.slice(0, length).toWellFormed()),
      fc.tuple(message, message).map((both) => both.join(' ')),
      fc.tuple(message, number).map(([whole, digits]) => whole.replaceAll(/\d[\d,]{2,}(\.\d\d)?/g, digits)),
      fc.tuple(message, number).map(([whole, digits]) => whole.replaceAll(/\d+-\d+-\d+/g, digits)),
    );
    fc.assert(
      fc.property(text, (message) => {
        const fact = read(message);
        if (fact !== undefined) expectStorable(fact);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['Rs 1,250.50', 'INR', '125050'],
    ['JPY 5,000', 'JPY', '5000'],
    ['KWD 12.35', 'KWD', '12350'],
    ['IDR 25000', 'IDR', '2500000'],
  ])('has %s in the minor units of %s', (written, currency, minor) => {
    const told = read(`${written} debited from A/c XX7013 at FRESHMART. Avl Bal ${written}`);
    expect(told).toMatchObject({ currency, amount_minor: minor, balance_minor: minor });
  });

  it('is none for less than half a minor unit', () => {
    expect(read('JPY 0.40 debited from A/c XX7013 at FRESHMART')).toBeUndefined();
    expect(read('JPY 0.50 debited from A/c XX7013 at FRESHMART')).toMatchObject({ amount_minor: '1' });
  });

  it('is none for what says nothing of money: advertisements, codes, chatter', () => {
    for (const message of ['Get a personal loan of Rs 5,00,000 at 10.5%! Apply now', 'Amma, reached home', ''])
      expect(read(message)).toBeUndefined();
  });
});

describe('a credit card', () => {
  it.each([
    ['Rs.1,000.00 spent on HDFC Bank Credit Card XX4410 at AMAZON on 21-11-26. Avl limit: Rs 37,500.00', true],
    ['Your HDFC Bank Credit Card XX4410 statement: Total due Rs 12,500.00, Min due Rs 625.00, due date 03-12-26', true],
    ['Rs.500.00 spent on HDFC Bank Debit Card XX7788 at DMART on 21-11-26. Avl bal Rs 7,500.00', false],
    ['Rs.1,250.00 debited from A/c XX7013 on 21-11-26 to VPA freshmart@upi', false],
  ])('is told from a debit card and an account: %s', (message, isCreditCard) => {
    expect(read(message)?.is_credit_card).toBe(isCreditCard);
  });
});

describe('a movement', () => {
  const movementOf = (message: string, key: string): string | undefined => read(message, undefined, key)?.movement;
  const first = '2026-11-02T06:00:00.000Z#0000000000000001';
  const second = '2026-11-02T06:00:30.000Z#0000000000000002';

  it('has one name in two notices that state its reference, sum and direction', () => {
    const paid = 'Rs.1,250.00 debited from A/c XX7013 to VPA freshmart@upi UPI Ref 632512345678';
    const also = 'A/c XX7013 debited by Rs 1250 to freshmart. UPI Ref No 632512345678';
    expect(movementOf(also, second)).toBe(movementOf(paid, first));
    expect(movementOf(also.replace('1250', '1251'), second)).not.toBe(movementOf(paid, first));
  });

  it('has another name on another day, although a loan’s number stays the same', () => {
    const paid = 'EMI of Rs 3,499.00 debited from A/c XX7013. Ref No 4829104829';
    const nextMonth = first.replace('-11-', '-12-');
    expect(movementOf(paid, first)).toContain('4829104829');
    expect(movementOf(paid, nextMonth)).not.toBe(movementOf(paid, first));
  });

  it('without a reference has one for each notice', () => {
    const paid = 'Rs.1,250.00 debited from A/c XX7013 at FRESHMART';
    expect(movementOf(paid, second)).not.toBe(movementOf(paid, first));
  });
});

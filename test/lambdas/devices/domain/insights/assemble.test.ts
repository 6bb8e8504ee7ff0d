import fc from 'fast-check';
import { insights } from '../../../../../lambdas/contracts/api/insights.ts';
import { assembleInsights } from '../../../../../lambdas/devices/domain/insights/assemble.ts';
import type { Evidence, EvidenceFact } from '../../../../../lambdas/devices/domain/insights/evidence.ts';
import { aNotice, anEvidenceFact, noEvidence } from '../../../../support/evidence.ts';

const now = new Date('2026-11-21T06:30:00.000Z');
const halfYear = { from: '2026-05-26', to: '2026-11-21' };

const told = (facts: readonly EvidenceFact[], evidence: Partial<Evidence> = {}) =>
  insights.parse(assembleInsights('asha', { ...noEvidence, ...evidence, facts }, now));

const inr = (minor: string) => ({ minor, currency: 'INR' });

it('of nobody known everything is empty', () => {
  expect(told([])).toEqual({
    customerId: 'asha',
    asOf: now.toISOString(),
    apps: {
      takenAt: null,
      total: 0,
      byCategory: [],
      recentChanges: [],
      window: { from: '2026-08-24', to: '2026-11-21' },
    },
    salary: null,
    months: [],
    balances: [],
    emis: [],
    bounces: { last30Days: 0, last90Days: 0, last180Days: 0, window: halfYear, messages: 0 },
    cards: [],
    lenders: [],
  });
});

describe('a window', () => {
  it('ends on the customer’s day, which in India begins at 18:30 UTC', () => {
    const to = (at: string, zone = 'Asia/Kolkata') =>
      assembleInsights('asha', { ...noEvidence, zone }, new Date(at)).bounces.window.to;
    expect(to('2026-11-20T18:29:59.999Z')).toBe('2026-11-20');
    expect(to('2026-11-20T18:30:00.000Z')).toBe('2026-11-21');
    expect(to('2026-11-20T18:30:00.000Z', 'Africa/Nairobi')).toBe('2026-11-20');
  });

  it('of a month is the whole month', () => {
    const months = ['2028-02', '2026-12'].map((month) => ({
      ...{ month, currency: 'INR', inflow: '5', outflow: '7', cardSpend: '1' },
      ...{ inflowCount: 1, outflowCount: 1, cardSpendCount: 1, messages: 3 },
    }));
    expect(told([], { months }).months.map(({ window, net }) => [window, net])).toEqual([
      [{ from: '2028-02-01', to: '2028-02-29' }, inr('-2')],
      [{ from: '2026-12-01', to: '2026-12-31' }, inr('-2')],
    ]);
  });
});

describe('a movement', () => {
  const emi = { direction: 'debit', kind: 'emi', amount: '349900', counterparty: 'Bajaj Finance' } as const;

  it('that two messages tell of counts once, by the first', () => {
    const notices = ['Bajaj Finance', 'Another Wording'].map((counterparty) =>
      anEvidenceFact({ ...emi, day: '2026-11-05', counterparty, movement: '4829 debit 349900' }),
    );
    for (const facts of [notices, notices.toReversed()])
      expect(told(facts).emis).toMatchObject([{ lender: 'Bajaj Finance', payments: 1 }]);
  });

  it('counts by the message that knows what it was for, whichever came first', () => {
    const notices = ['transfer', 'emi'].map((kind) =>
      anEvidenceFact({ ...emi, kind, day: '2026-11-05', movement: '4829 debit 349900' }),
    );
    for (const facts of [notices, notices.toReversed()]) expect(told(facts).emis).toMatchObject([{ payments: 1 }]);
  });
});

it('tells the apps from the commonest category on', () => {
  const profile = {
    takenAt: '2026-11-20T00:00:00.000Z',
    total: 6,
    categories: { upi: 2, bank: 2, lender: 1, game: 1 },
  };
  expect(told([], { profile }).apps).toMatchObject({
    total: 6,
    byCategory: [
      { category: 'bank', apps: 2 },
      { category: 'upi', apps: 2 },
      { category: 'game', apps: 1 },
      { category: 'lender', apps: 1 },
    ],
  });
});

const day = fc
  .date({ min: new Date('2026-05-26'), max: new Date('2026-11-21'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const minor = fc.bigInt({ min: 1n, max: 10n ** 18n }).map(String);
const shared = {
  day,
  institution: fc.constantFrom(null, 'Example Bank', 'Bajaj Finance'),
  institutionType: fc.constantFrom(null, 'bank', 'card', 'lender'),
  account: fc.constantFrom(null, '7013', '4410'),
  counterparty: fc.constantFrom(null, 'Infosys Ltd', 'INFOSYS LTD', 'Bajaj Finance'),
  limit: fc.option(minor),
  isCreditCard: fc.boolean(),
  isBounce: fc.boolean(),
};
const transaction = fc
  .record({
    ...shared,
    direction: fc.constantFrom('debit' as const, 'credit' as const),
    kind: fc.constantFrom('salary', 'neft', 'emi', 'loan', 'card', 'fee'),
    amount: minor,
    currency: fc.constantFrom('INR', 'KES'),
    reference: fc.option(fc.constantFrom('r1 debit 5', 'r2 credit 9')),
  })
  .map(({ reference, ...fields }) => anEvidenceFact({ ...fields, ...(reference !== null && { movement: reference }) }));
const notice = fc
  .record({
    ...shared,
    class: fc.constantFrom('due', 'statement', 'failed', 'mandate', 'balance'),
    amount: fc.option(minor),
    currency: fc.constantFrom(null, 'INR'),
    minDue: fc.option(minor),
    dueDate: fc.option(day),
  })
  .map(aNotice);

it('whatever is known, the answer is what the reference says, and does not depend on the order of rows', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(transaction, notice), { maxLength: 40 }), (facts) => {
      const answer = told(facts);
      expect(told(facts.toReversed())).toEqual(answer);
      for (const { payments } of answer.emis) expect(payments).toBeGreaterThan(0);
      const { last30Days, last90Days, last180Days, messages } = answer.bounces;
      expect([last30Days, last90Days, last180Days, messages]).toEqual(
        [last30Days, last90Days, last180Days, messages].toSorted((a, b) => a - b),
      );
    }),
    { numRuns: 300 },
  );
});

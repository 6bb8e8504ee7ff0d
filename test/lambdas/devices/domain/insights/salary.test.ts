import { findSalary } from '../../../../../lambdas/devices/domain/insights/salary.ts';
import { anEvidenceFact } from '../../../../support/evidence.ts';

const window = { from: '2026-05-26', to: '2026-11-21' };

/** From the newest to the oldest, as a finder is given them. */
const find = (...facts: Parameters<typeof anEvidenceFact>[0][]) =>
  findSalary(
    facts.map((fact) => anEvidenceFact(fact)).toSorted((a, b) => (a.key < b.key ? 1 : -1)),
    window,
  );

const pay = { counterparty: 'Infosys Ltd', amount: '8500000' } as const;

describe('a salary', () => {
  it('is what the bank calls so', () => {
    expect(
      find(
        { day: '2026-10-01', kind: 'salary', amount: '8000000', counterparty: 'Infosys Ltd' },
        { day: '2026-11-02', kind: 'salary', amount: '8500000', counterparty: null },
        { day: '2026-11-20', kind: 'neft', amount: '9900000', counterparty: 'A Friend' },
      ),
    ).toEqual({
      amount: { minor: '8500000', currency: 'INR' },
      dayOfMonth: 2,
      employer: 'Infosys Ltd',
      months: 2,
      lastAt: '2026-11-02T06:30:00.000Z',
      detectedBy: 'message',
      window,
      messages: 2,
    });
  });

  it('is what one sender pays in two months, however the name is written', () => {
    expect(
      find(
        { ...pay, day: '2026-10-01' },
        { ...pay, day: '2026-11-01', counterparty: 'INFOSYS LTD', amount: '9000000' },
      ),
    ).toMatchObject({ detectedBy: 'recurrence', months: 2, amount: { minor: '9000000', currency: 'INR' } });
  });

  it('is the one with the most payments of several', () => {
    const rent = { counterparty: 'A Tenant', amount: '2500000' };
    expect(
      find(
        { ...rent, day: '2026-10-05' },
        { ...rent, day: '2026-11-05' },
        ...['2026-09-01', '2026-10-01', '2026-11-01'].map((day) => ({ ...pay, day })),
      ),
    ).toMatchObject({ employer: 'Infosys Ltd', months: 3 });
  });

  it.each([
    ['JPY', '5000', '4999'],
    ['KWD', '5000000', '4999999'],
  ])('is at least 5,000 of the unit in %s too', (currency, enough, less) => {
    const monthsWith = (amount: string) =>
      find({ ...pay, day: '2026-10-01', amount, currency }, { ...pay, day: '2026-11-01', amount, currency })?.months;
    expect([monthsWith(enough), monthsWith(less)]).toEqual([2, undefined]);
  });

  it('may differ by a fifth and not more', () => {
    const monthsWith = (amount: string) =>
      find({ ...pay, day: '2026-10-01', amount }, { ...pay, day: '2026-11-01', amount: '1000000' })?.months;
    expect([monthsWith('800000'), monthsWith('1200000')]).toEqual([2, 2]);
    expect([monthsWith('799999'), monthsWith('1200001')]).toEqual([undefined, undefined]);
  });
});

describe('no salary', () => {
  it.each([
    ['comes but once', { day: '2026-11-01' }, { day: '2026-11-15' }],
    ['is small', { day: '2026-10-01', amount: '499999' }, { day: '2026-11-01', amount: '499999' }],
    ['comes from nobody known', { day: '2026-10-01', counterparty: null }, { day: '2026-11-01', counterparty: null }],
    ['is paid out', { day: '2026-10-01', direction: 'debit' }, { day: '2026-11-01', direction: 'debit' }],
    ['is sent by UPI or refunded', { day: '2026-10-01', kind: 'upi' }, { day: '2026-11-01', kind: 'refund' }],
  ] as const)('%s', (_, first, second) => {
    expect(find({ ...pay, ...first }, { ...pay, ...second })).toBeNull();
  });
});

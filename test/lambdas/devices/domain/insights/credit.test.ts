import { bouncesOf, cardsOf, emisOf, lendersOf } from '../../../../../lambdas/devices/domain/insights/credit.ts';
import { aNotice, anEvidenceFact } from '../../../../support/evidence.ts';

const window = { from: '2026-05-26', to: '2026-11-21' };
const inr = (minor: string) => ({ minor, currency: 'INR' });

describe('instalments', () => {
  const emi = { direction: 'debit', kind: 'emi', amount: '349900' } as const;

  it('are told by lender and sum, the newest first', () => {
    const facts = [
      anEvidenceFact({ ...emi, day: '2026-11-05', counterparty: 'Bajaj Finance' }),
      anEvidenceFact({ ...emi, day: '2026-11-03', counterparty: 'Bajaj Finance', amount: '120000' }),
      anEvidenceFact({ ...emi, day: '2026-10-06', counterparty: 'Bajaj Finance' }),
    ];
    expect(emisOf(facts, window)).toMatchObject([
      {
        lender: 'Bajaj Finance',
        amount: inr('349900'),
        dayOfMonth: 5,
        payments: 2,
        lastAt: '2026-11-05T06:30:00.000Z',
      },
      { lender: 'Bajaj Finance', amount: inr('120000'), payments: 1 },
    ]);
  });

  it('are the lender’s who writes, else of whom the bank names, else of the bank', () => {
    const lenderOf = (fact: Parameters<typeof anEvidenceFact>[0]) =>
      emisOf([anEvidenceFact({ ...emi, ...fact })], window)[0]?.lender;
    expect(lenderOf({ institutionType: 'lender', institution: 'KreditBee', counterparty: 'A Bank' })).toBe('KreditBee');
    expect(lenderOf({ counterparty: 'Bajaj Finance' })).toBe('Bajaj Finance');
    expect(lenderOf({})).toBe('Example Bank');
    expect(lenderOf({ institution: null })).toBe('unknown');
  });

  it('are not what came in', () => {
    expect(emisOf([anEvidenceFact({ ...emi, direction: 'credit' })], window)).toEqual([]);
  });
});

describe('bounces', () => {
  const failed = (day: string) => aNotice({ day, class: 'failed', isBounce: true });
  const charge = (day: string) => anEvidenceFact({ day, direction: 'debit', kind: 'fee', isBounce: true });

  it('are counted in their last 30, 90 and 180 days, today among them', () => {
    const facts = ['2026-11-21', '2026-10-23', '2026-10-22', '2026-08-24', '2026-08-23', '2026-05-26'].map(failed);
    expect(bouncesOf(facts, window)).toEqual({ last30Days: 2, last90Days: 4, last180Days: 6, window, messages: 6 });
  });

  it('that a notice and its charge tell of are one', () => {
    expect(bouncesOf([failed('2026-11-05'), charge('2026-11-06')], window)).toMatchObject({
      last30Days: 1,
      messages: 2,
    });
    expect(bouncesOf([charge('2026-11-06'), charge('2026-11-12')], window)).toMatchObject({ last30Days: 2 });
  });
});

describe('a card', () => {
  const card = { account: '4410', institution: 'Example Bank', isCreditCard: true };
  const bill = (fields: object) => aNotice({ ...card, class: 'statement', currency: 'INR', ...fields });
  const spent = (fields: object) => anEvidenceFact({ ...card, direction: 'debit', kind: 'card', ...fields });

  it('is told by its newest bill and its newest limit', () => {
    const facts = [
      spent({ day: '2026-11-20', limit: '3750000' }),
      bill({ day: '2026-11-15', amount: '1250000', minDue: '62500', dueDate: '2026-12-03' }),
      spent({ day: '2026-11-01', limit: '100' }),
      bill({ day: '2026-10-15', amount: '99' }),
    ];
    expect(cardsOf(facts, window)).toEqual([
      {
        account: '4410',
        issuer: 'Example Bank',
        totalDue: inr('1250000'),
        minimumDue: inr('62500'),
        dueDate: '2026-12-03',
        limitAvailable: inr('3750000'),
        utilisation: 0.25,
        window,
        messages: 4,
      },
    ]);
  });

  it.each([
    ['0', '100', 0],
    ['100', '0', 1],
    ['0', '0', 0],
    ['-500', '100', 0],
    ['1', '2', 0.3333],
    ['900000000000000001', '100000000000000000', 0.9],
  ])('with %s due and %s left is used to %d', (amount, limit, used) => {
    expect(cardsOf([bill({ amount }), spent({ limit })], window)).toMatchObject([{ utilisation: used }]);
  });

  it('has no utilisation while its bill or its limit is unknown', () => {
    expect(cardsOf([bill({ amount: '100' })], window)).toMatchObject([{ utilisation: null, limitAvailable: null }]);
    expect(cardsOf([spent({ limit: '100' })], window)).toMatchObject([{ utilisation: null, totalDue: null }]);
  });

  it('of which only purchases are known is not told, nor is a debit card', () => {
    expect(cardsOf([spent({})], window)).toEqual([]);
    expect(cardsOf([spent({ isCreditCard: false, limit: '100' })], window)).toEqual([]);
  });

  it('is another one at another bank', () => {
    expect(cardsOf([bill({ amount: '1' }), bill({ amount: '2', institution: 'Other Bank' })], window)).toHaveLength(2);
  });
});

it('tells of lenders what they sent, took, asked for and did not get', () => {
  const of = { institutionType: 'lender', institution: 'KreditBee' };
  const facts = [
    aNotice({ ...of, day: '2026-11-20', class: 'due' }),
    aNotice({ ...of, day: '2026-11-06', class: 'failed', isBounce: true }),
    anEvidenceFact({ ...of, day: '2026-10-05', direction: 'debit', kind: 'emi' }),
    anEvidenceFact({ ...of, day: '2026-09-01', kind: 'loan' }),
    anEvidenceFact({ day: '2026-09-02', kind: 'loan', counterparty: 'Bajaj Finance' }),
    anEvidenceFact({ day: '2026-09-03', kind: 'neft', counterparty: 'A Friend' }),
  ];
  const lender = { window };
  expect(lendersOf(facts, window)).toEqual([
    {
      ...lender,
      lender: 'KreditBee',
      disbursals: 1,
      emis: 1,
      reminders: 1,
      bounces: 1,
      lastAt: '2026-11-20T06:30:00.000Z',
      messages: 4,
    },
    {
      ...lender,
      lender: 'Bajaj Finance',
      disbursals: 1,
      emis: 0,
      reminders: 0,
      bounces: 0,
      lastAt: '2026-09-02T06:30:00.000Z',
      messages: 1,
    },
  ]);
});

it('takes a lender for one that its own messages and a bank in capitals tell of', () => {
  const emi = { direction: 'debit', kind: 'emi', amount: '349900' } as const;
  const facts = [
    aNotice({ day: '2026-11-20', class: 'due', institutionType: 'lender', institution: 'KreditBee' }),
    anEvidenceFact({ ...emi, day: '2026-11-06', counterparty: 'KREDITBEE' }),
    anEvidenceFact({ ...emi, day: '2026-10-06', institutionType: 'lender', institution: 'KreditBee' }),
  ];
  expect(lendersOf(facts, window)).toMatchObject([{ lender: 'KreditBee', emis: 2, reminders: 1, messages: 3 }]);
  expect(emisOf(facts, window)).toMatchObject([{ lender: 'KREDITBEE', payments: 2 }]);
});

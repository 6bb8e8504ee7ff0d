import { ofAppChange } from '../../../../../lambdas/devices/domain/rules/occurrences.ts';
import { raise } from '../../../../../lambdas/devices/domain/rules/rule.ts';
import {
  type Countable,
  compileTally,
  type TalliedCondition,
  tallied,
} from '../../../../../lambdas/devices/domain/rules/tally.ts';
import { landedRules } from '../../../../support/rules.ts';

const of = { field: 'kind', is: 'wallet' } as const;
const count = { of, withinDays: 30, atLeast: 2 };
const sum = { of, withinDays: 30, atLeast: '2500000', currency: 'INR' };

const aTopUp = (overrides: Countable['subject'] = {}): Countable => ({
  cause: 'r1',
  amountMinor: '9007199254740993',
  subject: {
    kind: 'wallet',
    currency: 'INR',
    amountMinor: Number('9007199254740993'),
    counterparty: 'Paytm',
    ...overrides,
  },
});

const tallyOf = (wanted: TalliedCondition, fact: Countable) => {
  const { holds, tallyOf: tell } = compileTally(tallied.parse(JSON.parse(JSON.stringify(wanted))));
  return holds(fact.subject) ? tell(fact) : undefined;
};

describe('a count', () => {
  it('takes each fact once', () => {
    expect(tallyOf({ count }, aTopUp())).toEqual({ withinDays: 30, atLeast: '2', item: 'r1', weight: '1' });
    expect(tallyOf({ count }, aTopUp({ kind: 'upi' }))).toBeUndefined();
  });

  it('of distinct values takes each value once, and a fact without one for itself', () => {
    const distinct = { count: { ...count, distinct: 'counterparty' } };
    expect(tallyOf(distinct, aTopUp())).toMatchObject({ item: 'Paytm' });
    expect(tallyOf(distinct, aTopUp({ counterparty: null }))).toMatchObject({ item: 'r1' });
    expect(tallyOf({ count: { ...count, distinct: 'toString' } }, aTopUp())).toMatchObject({ item: 'r1' });
  });
});

describe('a sum', () => {
  it('adds minor units to the last digit', () => {
    expect(tallyOf({ sum }, aTopUp())).toEqual({
      withinDays: 30,
      atLeast: '2500000',
      item: 'r1',
      weight: '9007199254740993',
    });
  });

  it('passes over another currency and what has no sum', () => {
    expect(tallyOf({ sum }, aTopUp({ currency: 'USD' }))).toBeUndefined();
    expect(tallyOf({ sum }, aTopUp({ amountMinor: null }))).toBeUndefined();
  });
});

it.each([
  ['no days', { count: { ...count, withinDays: 0 } }],
  ['half a day', { count: { ...count, withinDays: 0.5 } }],
  ['a count of none, which would always hold', { count: { ...count, atLeast: 0 } }],
  ['a count as text', { count: { ...count, atLeast: '2' } }],
  ['a sum as a number', { sum: { ...sum, atLeast: 2500000 } }],
  ['a sum of no currency', { sum: { of, withinDays: 30, atLeast: '1' } }],
  ['a count in a count', { count: { ...count, of: { count } } }],
  ['a condition beside it', { count, field: 'kind', is: 'wallet' }],
])('is refused with %s', (_, wanted) => {
  expect(tallied.safeParse(wanted).success).toBe(false);
});

it('the rule of three loan apps counts packages, so one that comes again counts once', () => {
  const installed = (day: number) =>
    ofAppChange({
      ...{ customer_id: 'asha', package: 'com.kreditbee', change: 'installed', category: 'lender' },
      at: `2026-11-0${day}T00:00:00.000Z`,
    });
  const raised = [1, 3].flatMap((day) => raise(landedRules('app-change'), installed(day)));
  const tallies = raised.flatMap(({ type, when }) => (when === undefined ? [] : [{ type, item: when.item }]));
  expect(tallies).toEqual([1, 3].map(() => ({ type: 'sangam.devices.loan-apps-amassed.v1', item: 'com.kreditbee' })));
});

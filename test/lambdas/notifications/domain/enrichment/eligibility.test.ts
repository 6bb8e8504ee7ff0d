import fc from 'fast-check';
import { type Product, product } from '../../../../../lambdas/contracts/api/products.ts';
import { eligibilityOf, type Insight } from '../../../../../lambdas/notifications/domain/enrichment/eligibility.ts';

const now = new Date('2026-11-21T06:00:00.000Z');

const loan = (overrides: Partial<Product> = {}): Product => ({
  name: 'Loan',
  currency: 'INR',
  conditions: [],
  amount: { minor: '1000000' },
  stepMinor: '50000',
  leastMinor: '100000',
  ...overrides,
});
const known = (overrides: Partial<Insight> = {}): Insight => ({
  currency: 'INR',
  salaryMinor: 4_000_000n,
  salaryAt: new Date('2026-11-01T06:00:00.000Z'),
  emiMinor: 1_000_000n,
  balanceMinor: 250_000n,
  bounces90d: 1,
  lenders90d: 2,
  appCategories: ['travel'],
  ...overrides,
});
const amountOf = (of: Partial<Product>, insight: Partial<Insight> = {}) =>
  eligibilityOf([product.parse(loan(of))], known(insight), now)?.minor;

describe('the amount', () => {
  it.each<[string, Product['amount'], bigint | undefined]>([
    ['is fixed', { minor: '1000000' }, 1_000_000n],
    ['is a share, rounded down to a step', { percent: 33, of: 'insights.salary' }, 1_300_000n],
    ['is the least', { least: [{ minor: '9000000' }, { percent: 50, of: 'insights.salary' }] }, 2_000_000n],
    ['is the most', { most: [{ minor: '9000000' }, { percent: 50, of: 'insights.salary' }] }, 9_000_000n],
    ['is a sum', { plus: [{ minor: '100000' }, { percent: 100, of: 'insights.balance' }] }, 350_000n],
    [
      'is what is left',
      {
        minus: [
          { percent: 300, of: 'insights.salary' },
          { percent: 200, of: 'insights.emi' },
        ],
      },
      10_000_000n,
    ],
    ['is none below zero', { minus: [{ minor: '1' }, { percent: 100, of: 'insights.emi' }] }, undefined],
    ['is none below the least', { minor: '99999' }, undefined],
  ])('%s', (_, amount, expected) => {
    expect(amountOf({ amount })).toBe(expected);
  });

  it('is none of what is not known, nor in another currency', () => {
    expect(amountOf({ amount: { percent: 50, of: 'insights.salary' } }, { salaryMinor: null })).toBeUndefined();
    expect(amountOf({}, { currency: 'USD' })).toBeUndefined();
    expect(amountOf({}, { currency: null })).toBeUndefined();
  });

  it('is always whole steps, and never above what the formula says', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 6n), (minor, step) => {
        const found = amountOf({ amount: { minor: String(minor) }, stepMinor: String(step), leastMinor: '0' }) ?? 0n;
        expect(found % step).toBe(0n);
        expect(found <= minor && minor - found < step).toBe(true);
      }),
    );
  });
});

describe('conditions', () => {
  it.each<[string, Product['conditions'][number], Partial<Insight>, boolean]>([
    ['a sum that is enough', { field: 'insights.salary', op: 'ge', minor: '4000000' }, {}, true],
    ['a sum that is too small', { field: 'insights.salary', op: 'gt', minor: '4000000' }, {}, false],
    ['a sum that is not known', { field: 'insights.balance', op: 'ge', minor: '0' }, { balanceMinor: null }, false],
    ['a fresh salary', { field: 'insights.salaryDaysAgo', op: 'le', value: 20 }, {}, true],
    ['a stale salary', { field: 'insights.salaryDaysAgo', op: 'lt', value: 20 }, {}, false],
    ['no salary at all', { field: 'insights.salaryDaysAgo', op: 'le', value: 20 }, { salaryAt: null }, false],
    ['too many bounces', { field: 'insights.bounces90d', op: 'eq', value: 0 }, {}, false],
    ['an app of a category', { field: 'insights.appCategories', op: 'has', value: 'travel' }, {}, true],
    ['no app of a category', { field: 'insights.appCategories', op: 'lacks', value: 'games' }, {}, true],
    [
      'apps not known',
      { field: 'insights.appCategories', op: 'lacks', value: 'games' },
      { appCategories: null },
      false,
    ],
  ])('%s', (_, condition, insight, isMet) => {
    expect(amountOf({ conditions: [condition] }, insight) !== undefined).toBe(isMet);
  });

  it('must all be met', () => {
    const conditions: Product['conditions'] = [
      { field: 'insights.bounces90d', op: 'le', value: 1 },
      { field: 'insights.lenders90d', op: 'le', value: 1 },
    ];
    expect(amountOf({ conditions })).toBeUndefined();
  });
});

it('offers what a customer may have most of', () => {
  const products = [
    loan({ name: 'Small' }),
    loan({ name: 'Large', amount: { minor: '5000000' } }),
    loan({ name: 'Mid' }),
  ];
  expect(eligibilityOf(products, known(), now)).toEqual({ product: 'Large', minor: 5_000_000n, currency: 'INR' });
  expect(eligibilityOf([], known(), now)).toBeUndefined();
});

import type { Insight } from '../../../../../lambdas/notifications/domain/enrichment/eligibility.ts';
import { type KnownCustomer, stranger } from '../../../../../lambdas/notifications/domain/enrichment/known-customer.ts';
import { valuesOf } from '../../../../../lambdas/notifications/domain/enrichment/values.ts';

const now = new Date('2026-11-21T06:00:00.000Z');
const insight: Insight = {
  currency: 'INR',
  salaryMinor: 4_000_000n,
  salaryAt: now,
  emiMinor: 0n,
  balanceMinor: null,
  bounces90d: 0,
  lenders90d: 0,
  appCategories: null,
};
const customer: KnownCustomer = {
  ...stranger,
  name: 'Asha',
  language: 'hi',
  insight,
  wallets: [
    { minor: 700n, currency: 'AED' },
    { minor: 1200n, currency: 'INR' },
  ],
};
const facts = {
  customer,
  values: { orderId: 'o-1', other: 'x' },
  campaignName: 'Diwali',
  products: [
    { name: 'Loan', currency: 'INR', conditions: [], amount: { minor: '100000' }, stepMinor: '1', leastMinor: '0' },
  ],
  currency: 'INR',
};
const all = ['eligibility.amount', 'eligibility.product', 'wallet.balance', 'value.orderId'];

it('finds each value by its source', () => {
  expect(valuesOf(new Set(all), facts, now)).toEqual({
    'customer.name': 'Asha',
    'customer.language': 'hi',
    'customer.zone': 'Asia/Kolkata',
    'campaign.name': 'Diwali',
    'eligibility.amount': { minor: 100_000n, currency: 'INR' },
    'eligibility.product': 'Loan',
    'wallet.balance': { minor: 1200n, currency: 'INR' },
    'value.orderId': 'o-1',
  });
});

it('has no value of what is not known, and works out nothing that no text needs', () => {
  const unknown = { ...facts, customer: stranger, campaignName: undefined, values: undefined };
  const told = { 'customer.language': 'en', 'customer.zone': 'Asia/Kolkata' };
  expect(valuesOf(new Set(all), unknown, now)).toEqual(told);
  expect(Object.keys(valuesOf(new Set(), facts, now)).toSorted()).toEqual([
    'campaign.name',
    'customer.language',
    'customer.name',
    'customer.zone',
  ]);
});

it('takes another wallet where there is none in the currency', () => {
  expect(valuesOf(new Set(all), { ...facts, currency: 'USD' }, now)['wallet.balance']).toEqual({
    minor: 700n,
    currency: 'AED',
  });
});

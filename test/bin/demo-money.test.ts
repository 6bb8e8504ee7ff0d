import { planOf, shops } from '../../bin/demo/money/plan.ts';
import { shippedRules } from '../../lambdas/screening/domain/rules/shipped-rules.ts';
import { makePopulation } from '../support/population/index.ts';

const population = (customers: number) => makePopulation({ seed: 'monsoon', customers, from: '2026-10-21', days: 31 });
const plan = planOf('monsoon', population(40));

it('plans the same for the same seed, and something else for another', () => {
  expect(planOf('monsoon', population(40))).toEqual(plan);
  expect(planOf('winter', population(40))).not.toEqual(plan);
});

it('pays no more than was put in, not even with what the stories pay', () => {
  for (const { topUpPaise, payments } of plan) {
    const paid = payments.reduce((sum, { paise }) => sum + paise, 0);
    expect(paid + 60_000 + 34_900 + 49_900).toBeLessThanOrEqual(topUpPaise);
  }
});

it('leaves room for the stories before screening asks for a second factor', () => {
  const most = Number(shippedRules.rules.find(({ id }) => id === 'velocity-10m')?.thresholds?.most?.base);
  // One of them pays what is paid back, another one two orders; alone it is the same customer.
  expect(Math.max(...plan.map(({ payments }) => payments.length)) + 2).toBeLessThanOrEqual(most);
  for (const { payments } of Array.from({ length: 20 }, (_, n) => planOf(`${n}`, population(1))).flat())
    expect(payments.length + 3).toBeLessThanOrEqual(most);
});

it('lets nobody pay themselves, and gives gifts among customers only', () => {
  const known = new Set([...plan.map(({ customer }) => customer.id), ...shops.map(({ id }) => id)]);
  for (const { customer, payments } of plan)
    for (const { payee } of payments) {
      expect(known).toContain(payee);
      expect(payee).not.toBe(customer.id);
    }
  expect(planOf('monsoon', population(1))[0]?.payments.every(({ payee }) => payee.startsWith('demo-'))).toBe(true);
});

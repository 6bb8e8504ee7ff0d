import type { RuleSetState } from '../../../../lambdas/contracts/api/screening.ts';
import type { KeptRuleSet } from '../../../../lambdas/screening/domain/rule-book.ts';
import { shippedRules } from '../../../../lambdas/screening/domain/rules/shipped-rules.ts';
import { makeRules } from '../../../../lambdas/screening/rules/handler.ts';
import { silentLog, silentMeter } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { ago, aRuleSet, times } from '../../../support/screening.ts';

const velocity = shippedRules.rules[0];

function setUp(present: KeptRuleSet[] = [aRuleSet()]) {
  const put: KeptRuleSet[] = [];
  const handler = makeRules({
    ruleSets: {
      all: async () => present,
      put: async ({ currency, rules }, mode, createdBy) => {
        const kept = aRuleSet({ ruleSet: { version: 2, currency, rules }, mode, createdBy });
        put.push(kept);
        return kept;
      },
    },
    pastPayments: async (customer, _, last) => times(last, { payerId: customer }),
    log: silentLog,
    meter: silentMeter,
  });
  const call = (route: string, body?: object) =>
    handler(httpEvent({ route, body, subject: 'operations', scope: 'ops/write' }));
  return { call, put };
}

it('keeps new rules with who made them', async () => {
  const { call, put } = setUp();
  const answer = await call('PUT /v1/screening/rules', {
    currency: 'INR',
    rules: [{ ...velocity, version: 2, mode: 'shadow' }],
  });
  expect([answer.statusCode, jsonOf<RuleSetState>(answer)]).toMatchObject([
    200,
    { version: 2, mode: 'live', createdBy: 'operations' },
  ]);
  expect(put).toHaveLength(1);
});

it.each([
  [
    'a feature that there is none',
    { condition: { feature: 'paid.ever', above: 1 }, version: 2 },
    '/rules/0/condition/feature',
  ],
  [
    'a threshold that is not there',
    { condition: { feature: 'paid.10m.count', above: { threshold: 'least' } }, version: 2 },
    '/rules/0/condition/above',
  ],
  ['a change without a version', { thresholds: { most: { base: 1 } } }, '/rules/0/version'],
  ['a change with an older version', { thresholds: { most: { base: 1 } }, version: 1 }, '/rules/0/version'],
])('refuses %s, says where, and keeps nothing', async (_, changes, pointer) => {
  const { call, put } = setUp();
  const answer = await call('PUT /v1/screening/rules', { currency: 'INR', rules: [{ ...velocity, ...changes }] });
  expect(answer.statusCode).toBe(400);
  const pointers = problemOf(answer).errors?.map((each) => each.pointer) ?? [];
  expect(pointers.filter((each) => each.startsWith(pointer))).not.toEqual([]);
  expect(put).toEqual([]);
});

it('takes no rules for a currency that is in no use', async () => {
  const { call, put } = setUp();
  const answer = await call('PUT /v1/screening/rules', { currency: 'XYZ', rules: [velocity] });
  expect([answer.statusCode, problemOf(answer).errors?.[0]?.pointer, put]).toEqual([400, '/currency', []]);
});

it('tries rules on the last payments of a customer, and changes nothing', async () => {
  const { call, put } = setUp();
  const strict = { ...velocity, version: 2, action: 'review', thresholds: { most: { base: 3 } } };
  const answer = await call('POST /v1/screening/dry-run', {
    currency: 'INR',
    rules: [strict],
    customer: 'asha',
    last: 8,
  });
  expect(jsonOf(answer)).toMatchObject({
    payments: 8,
    changes: { 'allow>review': 3, 'step-up>review': 2 },
    rules: [
      {
        id: 'velocity-10m',
        version: 2,
        hits: 5,
        changed: 5,
        samples: [{ before: 'allow', after: 'review' }, {}, {}, {}, {}],
      },
    ],
  });
  expect(put).toEqual([]);
});

it('tries rules on payments that are sent along, for a currency that has none yet', async () => {
  const { call } = setUp([]);
  const payments = [1, 2, 3].map((n) => ({
    ...{ id: `p-${n}`, at: ago({ minutes: 5 - n }), payer: 'asha', payee: 'shop', payeeKind: 'merchant' },
    amount: { minor: '100', currency: 'EUR' },
  }));
  const strict = { ...velocity, thresholds: { most: { base: 2 } } };
  const answer = await call('POST /v1/screening/dry-run', { currency: 'EUR', rules: [strict], payments });
  expect(jsonOf(answer)).toMatchObject({ payments: 3, changes: { 'allow>step-up': 1 }, rules: [{ hits: 1 }] });
});

import { aRuleRequest } from '../../../../lambdas/contracts/api/notification-people-examples.ts';
import { cachedRules } from '../../../../lambdas/notifications/adapters/trigger-rules.ts';
import type { RuleDefinition } from '../../../../lambdas/notifications/domain/rules/rule.ts';
import { makeTriggerRules, type TriggerRulesDeps } from '../../../../lambdas/notifications/trigger-rules/handler.ts';
import { countingMeter, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aKeptRule, aRuleDefinition } from '../../../support/trigger-rules.ts';

const change = (deps: Partial<TriggerRulesDeps>, body: unknown) =>
  makeTriggerRules({
    rules: { all: async () => [aKeptRule()], put: unexpected('put') },
    templateOf: async () => ({ version: 3, purpose: 'payments', channels: ['push'] }),
    log: silentLog,
    meter: silentMeter,
    ...deps,
  })(
    httpEvent({
      route: 'PUT /v1/notification-rules/{ruleId}',
      path: { ruleId: 'money-received' },
      subject: 'operations',
      scope: 'ops/write',
      body,
    }),
  );

it('keeps a rule that fits its event and shows it with its version', async () => {
  const put: [string, RuleDefinition, string][] = [];
  const answer = await change(
    { rules: { all: async () => [aKeptRule({ version: 2 })], put: async (...told) => void put.push(told) } },
    aRuleRequest,
  );
  expect(put).toEqual([['money-received', aRuleRequest, 'operations']]);
  expect(jsonOf(answer)).toMatchObject({ ruleId: 'money-received', version: 2, purpose: 'payments' });
});

it.each<[string, object]>([
  ['/eventType', { eventType: 'sangam.notifications.opened.v1' }],
  ['/eventType', { eventType: 'sangam.payments.unheard-of.v1' }],
  ['/condition/field', { condition: { field: 'colour', is: 'red' } }],
  [
    '/condition/all/1/is',
    {
      condition: {
        all: [
          { field: 'role', is: 'payee' },
          { field: 'amount', is: 5 },
        ],
      },
    },
  ],
  ['/values/amount/field', { values: { amount: { field: 'sum' } } }],
  ['/values/amount/currency', { values: { amount: { field: 'amount', currency: 'unit' } } }],
  ['/channels', { channels: ['sms', 'sms'] }],
  ['/channels', { channels: ['email', 'inbox'] }],
])('refuses at %s', async (pointer, wrong) => {
  const problem = problemOf(await change({}, { ...aRuleRequest, ...wrong }));
  expect(problem).toMatchObject({ status: 400, errors: [{ in: 'body', pointer }] });
});

it('refuses a template that nobody wrote', async () => {
  const answer = await change({ templateOf: async () => undefined }, aRuleRequest);
  expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ pointer: '/template' }] });
});

describe('rules in force', () => {
  const type = 'sangam.payments.transfer-posted.v1';
  const at = { ms: 0 };
  const now = () => new Date(at.ms);

  it('are those that are enabled and have a template; those without one are counted', async () => {
    const meter = countingMeter();
    const load = cachedRules(
      async () => [
        aKeptRule(),
        aKeptRule({ ruleId: 'off', definition: aRuleDefinition({ enabled: false }) }),
        aKeptRule({ ruleId: 'no-template', templateVersion: null, purpose: null }),
        aKeptRule({
          ruleId: 'off-without',
          templateVersion: null,
          purpose: null,
          definition: aRuleDefinition({ enabled: false }),
        }),
      ],
      now,
      { log: silentLog, meter },
    );
    expect((await load()).get(type)?.map(({ ruleId }) => ruleId)).toEqual(['money-received']);
    expect(meter.counts).toEqual({ RulesWithoutTemplate: 1 });
  });

  it('are asked for once a minute, and stay while they cannot be read', async () => {
    let asked = 0;
    let isAway = true;
    const load = cachedRules(
      async () => {
        asked++;
        if (isAway) throw new Error('away');
        return [aKeptRule({ ruleId: `rule-${asked}` })];
      },
      now,
      { log: silentLog, meter: silentMeter },
    );
    const ids = async () => (await load()).get(type)?.map(({ ruleId }) => ruleId);
    await expect(load()).rejects.toThrow('away');
    isAway = false;
    expect(await ids()).toEqual(['rule-2']);
    at.ms += 59_999;
    expect(await ids()).toEqual(['rule-2']);
    isAway = true;
    at.ms += 1;
    expect(await ids()).toEqual(['rule-2']);
    isAway = false;
    at.ms += 60_000;
    expect(await ids()).toEqual(['rule-4']);
  });
});

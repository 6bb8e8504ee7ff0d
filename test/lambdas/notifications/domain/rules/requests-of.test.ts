import { notificationsRequested } from '../../../../../lambdas/contracts/notifications.ts';
import { requestsOf } from '../../../../../lambdas/notifications/domain/rules/requests-of.ts';
import { bookOf, type RuleDefinition } from '../../../../../lambdas/notifications/domain/rules/rule.ts';
import { anActiveRule, aPostedTransfer } from '../../../../support/trigger-rules.ts';

const askedBy = (definition: Partial<RuleDefinition>, event = aPostedTransfer()) =>
  requestsOf(event, bookOf([anActiveRule(definition)]));
const idOf = (...asked: Parameters<typeof askedBy>) => askedBy(...asked)[0]?.data.recipients[0]?.id;

it('asks for one message to the customer of the event, with the values that the rule names', () => {
  const [request, ...others] = askedBy({});
  expect(others).toEqual([]);
  expect(notificationsRequested.parse(request)).toEqual(request);
  expect(request).toMatchObject({
    subject: 'asha',
    data: {
      origin: { kind: 'rule', ruleId: 'money-received' },
      template: { id: 'money-received', version: 3 },
      purpose: 'payments',
      channels: ['push', 'inbox'],
      expiresAt: '2026-11-21T07:00:00.000Z',
      recipients: [{ customerId: 'asha', values: { amount: '125000 INR', from: 'ravi' } }],
    },
  });
});

it('asks for the same message when the event is told again, and for another one at another event', () => {
  expect(askedBy({})).toEqual(askedBy({}));
  expect(idOf({})).not.toBe(idOf({}, aPostedTransfer({ id: 'event-2' })));
  expect(idOf({})).not.toBe(idOf({}, aPostedTransfer({ subject: 'ravi' })));
});

it('asks for nothing where no rule is met', () => {
  expect(askedBy({}, aPostedTransfer({ data: { role: 'payer' } }))).toEqual([]);
  expect(askedBy({}, aPostedTransfer({ type: 'sangam.payments.funds-held.v1' }))).toEqual([]);
  const { condition: _, ...unconditional } = anActiveRule().definition;
  const rules = bookOf([{ ...anActiveRule(), definition: unconditional }]);
  expect(requestsOf(aPostedTransfer({ data: { role: 'payer' } }), rules)).toHaveLength(1);
});

it('asks once by each rule that is met', () => {
  const rules = bookOf([anActiveRule(), anActiveRule({ once: 'ever' }, { ruleId: 'first-money' })]);
  expect(requestsOf(aPostedTransfer(), rules).map(({ data }) => data.origin)).toEqual([
    { kind: 'rule', ruleId: 'money-received' },
    { kind: 'rule', ruleId: 'first-money' },
  ]);
});

it.each<[RuleDefinition['once'], string, string, boolean]>([
  ['event', '2026-11-21T06:00:00.000Z', '2026-11-21T06:00:00.000Z', false],
  // The day of India begins at 18:30 UTC.
  ['day', '2026-11-20T18:30:00.000Z', '2026-11-21T18:29:59.999Z', true],
  ['day', '2026-11-21T18:29:59.999Z', '2026-11-21T18:30:00.000Z', false],
  ['month', '2026-10-31T18:30:00.000Z', '2026-11-30T18:29:59.999Z', true],
  ['month', '2026-11-30T18:29:59.999Z', '2026-11-30T18:30:00.000Z', false],
  ['ever', '2025-01-01T00:00:00.000Z', '2026-11-21T00:00:00.000Z', true],
])('once in a %s: %s and %s are one message: %s', (once, first, second, isOne) => {
  const at = (id: string, time: string) => idOf({ once }, aPostedTransfer({ id, time }));
  expect(at('event-1', first) === at('event-2', second)).toBe(isOne);
});

it('leaves out what the event does not have, and cuts what is too long', () => {
  const values = {
    reference: { field: 'reference' },
    device: { field: 'context.deviceId' },
    context: { field: 'context' },
    balance: { field: 'balance', currency: 'unit' },
    kind: { field: 'kind' },
  };
  const [request] = askedBy({ values }, aPostedTransfer({ data: { kind: 'k'.repeat(600), context: {} } }));
  expect(request?.data.recipients[0]?.values).toEqual({ kind: 'k'.repeat(500) });
});

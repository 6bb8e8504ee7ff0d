import type { KeptRule } from '../../lambdas/notifications/adapters/trigger-rules.ts';
import type { FollowedEvent } from '../../lambdas/notifications/domain/rules/followed-event.ts';
import type { ActiveRule, RuleDefinition } from '../../lambdas/notifications/domain/rules/rule.ts';

/** Tells payees of money that came. */
export const aRuleDefinition = (overrides: Partial<RuleDefinition> = {}): RuleDefinition => ({
  eventType: 'sangam.payments.transfer-posted.v1',
  condition: { field: 'role', is: 'payee' },
  template: 'money-received',
  channels: ['push', 'inbox'],
  values: { amount: { field: 'amount', currency: 'currency' }, from: { field: 'counterparty' } },
  expiresInMinutes: 60,
  once: 'event',
  enabled: true,
  ...overrides,
});

export const aKeptRule = (overrides: Partial<KeptRule> = {}): KeptRule => ({
  ruleId: 'money-received',
  version: 1,
  definition: aRuleDefinition(),
  changedBy: 'operations',
  changedAt: '2026-11-21T06:00:00.000Z',
  templateVersion: 3,
  purpose: 'payments',
  ...overrides,
});

export const anActiveRule = (
  definition: Partial<RuleDefinition> = {},
  overrides: Partial<Omit<ActiveRule, 'definition'>> = {},
): ActiveRule => ({
  ruleId: 'money-received',
  definition: aRuleDefinition(definition),
  template: { id: 'money-received', version: 3, purpose: 'payments' },
  ...overrides,
});

/** Asha was paid INR 1,250.00 by Ravi. */
export const aPostedTransfer = (overrides: Partial<FollowedEvent> = {}): FollowedEvent & Record<string, unknown> => ({
  specversion: '1.0',
  id: 'event-1',
  source: '/sangam/payments',
  type: 'sangam.payments.transfer-posted.v1',
  subject: 'asha',
  time: '2026-11-21T06:00:00.000Z',
  datacontenttype: 'application/json',
  ...overrides,
  data: {
    transferId: 'api.1',
    role: 'payee',
    account: 'asha:INR',
    counterparty: 'ravi',
    counterpartyKind: 'customer',
    amount: '125000',
    currency: 'INR',
    kind: 'payment',
    reference: null,
    balance: '150000',
    version: '2',
    hold: null,
    reverses: null,
    context: null,
    ...overrides.data,
  },
});

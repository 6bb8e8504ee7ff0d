import type { NotificationPolicy } from '../../../../../lambdas/contracts/api/notification-policy.ts';
import type { Channel, NotificationsRequested } from '../../../../../lambdas/contracts/notifications.ts';
import { orderOf, planFor } from '../../../../../lambdas/notifications/domain/dispatch/plan.ts';
import { stranger } from '../../../../../lambdas/notifications/domain/enrichment/known-customer.ts';
import type { CompiledTemplate } from '../../../../../lambdas/notifications/domain/template/compile.ts';
import type { Rendered } from '../../../../../lambdas/notifications/domain/template/rendered.ts';
import { MissingValue } from '../../../../../lambdas/notifications/domain/template/values.ts';

const now = new Date('2026-11-21T06:00:00.000Z');
const policy: NotificationPolicy = {
  windows: [],
  caps: { promotional: { perDay: 2, perWeek: 5 } },
  currency: 'INR',
  pricesMicros: { push: 85, sms: 150_000, email: 8_500, inbox: 0 },
};
const rules = { policy, products: [] };
const data: NotificationsRequested['data'] = {
  origin: { kind: 'rule', ruleId: 'paid' },
  template: { id: 'paid', version: 1 },
  variant: 'a',
  purpose: 'payments',
  channels: ['push', 'sms', 'inbox'],
  expiresAt: '2026-11-23T00:00:00.000Z',
  recipients: [],
};
const customer = {
  ...stranger,
  addresses: [
    { channel: 'push' as const, address: 'token', platform: 'android' as const, isSuppressed: false },
    { channel: 'sms' as const, address: '+919800000001', platform: null, isSuppressed: false },
  ],
};
const recipient = { id: '018f3c1e-0000-8000-8000-000000000001', customerId: 'asha' };
const rendered: Readonly<Record<string, Rendered>> = {
  push: { channel: 'push', isSilent: false, title: 'Hi', body: '', data: {}, ttlSec: 0 },
  sms: { channel: 'sms', body: 'Hi', parts: 3, senderId: 'SANGAM', dlt: { entityId: '1', templateId: '2' } },
  inbox: { channel: 'inbox', title: 'Hi', body: '', link: undefined },
};

/** Its text of a channel, or what making it throws. */
function templateOf(failing: Partial<Record<Channel, Error>> = {}) {
  const made: Channel[] = [];
  const template: CompiledTemplate = {
    purpose: 'payments',
    needs: new Set(),
    links: [],
    channels: new Set<Channel>(['push', 'sms', 'inbox']),
    render: (channel) => {
      made.push(channel);
      const failure = failing[channel];
      if (failure !== undefined) throw failure;
      return rendered[channel] as Rendered;
    },
  };
  return { template, made };
}

const planned = (template: CompiledTemplate, budget: { minor: string; currency: string } | null = null) => {
  const campaign = { name: 'Diwali', budget, frequencyCap: null };
  return planFor(orderOf(data, template, campaign, rules, now), recipient, customer, rules, () => '', now);
};
const missing = new MissingValue('customer.name');

it('writes the first channel’s text, and the others’ once they are needed', () => {
  const { template, made } = templateOf();
  const plan = planned(template);
  expect(made).toEqual(['push']);
  expect(plan).toMatchObject({ kind: 'send', first: { channel: 'push' }, reserve: 0 });
  expect(plan.kind === 'send' && [...plan.others].map(({ channel }) => channel)).toEqual(['sms', 'inbox']);
});

it('reserves what the dearest channel costs where a budget asks', () => {
  expect(planned(templateOf().template, { minor: '100', currency: 'INR' })).toMatchObject({ reserve: 450_000 });
});

it('goes by the next channel when the text of one cannot be made', () => {
  const plan = planned(templateOf({ push: missing, sms: new TypeError('odd value') }).template);
  expect(plan).toMatchObject({ kind: 'send', first: { channel: 'inbox' } });
});

it.each([
  ['missing-value', missing],
  ['render-failed', new TypeError('odd value')],
])('is suppressed as %s when no text can be made', (reason, failure) => {
  const { template } = templateOf({ push: missing, sms: failure, inbox: missing });
  expect(planned(template)).toEqual({ kind: 'suppressed', reason, due: null });
});

import { randomUUID } from 'node:crypto';
import type { NotificationsRequested } from '../../lambdas/contracts/notifications.ts';
import { compiledTemplates } from '../../lambdas/notifications/adapters/compiled-templates.ts';
import { customersIn } from '../../lambdas/notifications/adapters/customers-reader.ts';
import { dispatchStoreIn } from '../../lambdas/notifications/adapters/dispatch-store.ts';
import { notificationIdOf, requestOf } from '../../lambdas/notifications/adapters/requests.ts';
import { campaignsToSendIn, definitionsIn, rulesIn } from '../../lambdas/notifications/adapters/sending-rules.ts';
import { templatesIn } from '../../lambdas/notifications/adapters/templates-table.ts';
import type { Senders } from '../../lambdas/notifications/dispatch/deliver.ts';
import { type DispatchDeps, makeDispatch } from '../../lambdas/notifications/dispatch/handler.ts';
import { parseSigningKeys } from '../../lambdas/shared/signing-keys.ts';
import type { MigratedDatabase } from './database.ts';
import { silentLog, silentMeter, unexpected } from './fakes.ts';
import { aTemplateDefinition } from './templates.ts';

/** Half past eleven in India: every window is open. */
export const noon = new Date('2026-11-21T06:00:00.000Z');

const keys = parseSigningKeys(JSON.stringify({ current: 'k1', k1: 'x'.repeat(40) }));

/** Everything that a dispatcher works with, the database real. Time stands still, and pauses take none. */
export function dispatchDeps(db: MigratedDatabase, senders: Senders, now: Date = noon): DispatchDeps {
  let slept = 0;
  return {
    rules: rulesIn(db.app, () => now),
    campaign: campaignsToSendIn(db.app),
    template: compiledTemplates(definitionsIn(db.app)),
    customers: customersIn(db.app),
    store: dispatchStoreIn(db.app),
    keys: async () => keys,
    linkBase: 'https://s.example',
    patienceMs: 20_000,
    senders,
    now: () => now,
    nowMs: () => slept,
    sleep: async (ms) => {
      slept += ms;
    },
    newId: randomUUID,
    park: unexpected('park'),
    log: silentLog,
    meter: silentMeter,
  };
}

export const dispatchWith = (deps: DispatchDeps) => makeDispatch(deps);

/** Template `offer` (all channels, purpose offers) and `paid` (purpose payments), each needing nothing but a name. */
export async function addTemplates(db: MigratedDatabase): Promise<void> {
  const { put } = templatesIn(db.admin);
  const definition = (purpose: string) => ({
    purpose,
    variables: { name: { type: 'text', source: 'customer.name', default: 'Customer' } },
    sms: {
      senderId: 'SANGAM',
      dltEntityId: '1101234567890123456',
      texts: { en: { dltTemplateId: '1107161234567890123', body: 'Dear {{ name }}: {{ link.offer }}' } },
    },
    push: { kind: 'visible', texts: { en: { title: 'Dear {{ name }}', body: '{{ link.offer }}' } } },
    email: {
      texts: { en: { subject: 'Dear {{ name }}', html: '<p>{{ name }} <a href="{{ link.offer }}">offer</a></p>' } },
    },
    inbox: { link: 'offer', texts: { en: { title: 'Dear {{ name }}', body: 'An offer.' } } },
  });
  await put('offer', aTemplateDefinition(definition('offers')), 'test');
  await put('paid', aTemplateDefinition(definition('payments')), 'test');
}

/** A customer with a device and a number, who wants everything. */
export async function addCustomer(
  db: MigratedDatabase,
  id: string,
  channels = ['push', 'sms', 'email'],
): Promise<void> {
  await db.admin.query('INSERT INTO notifications.contact (customer_id, name) VALUES (:id, :name)', {
    id,
    name: 'Asha',
  });
  await db.admin.query(`INSERT INTO notifications.preference VALUES (:id, 'promotional', '*', true, 'app', now())`, {
    id,
  });
  for (const channel of channels)
    await db.admin.query(
      'INSERT INTO notifications.endpoint (customer_id, channel, address, platform) VALUES (:id, :channel, :address, :platform)',
      { id, channel, address: `${channel}-of-${id}`, platform: channel === 'push' ? 'android' : null },
    );
}

type Overrides = Partial<NotificationsRequested['data']> & { readonly values?: Record<string, string> };

/** A campaign's record for these customers. */
export function promotion(
  campaignId: string,
  customers: readonly string[],
  overrides: Overrides = {},
): NotificationsRequested {
  const { values, ...data } = overrides;
  return requestOf(
    {
      origin: { kind: 'campaign', campaignId },
      template: { id: 'offer', version: 1 },
      variant: 'a',
      purpose: 'offers',
      channels: ['push', 'sms'],
      expiresAt: '2026-11-23T00:00:00.000Z',
      recipients: customers.map((customerId) => ({
        id: notificationIdOf(`campaign:${campaignId}`, customerId),
        customerId,
        ...(values && { values }),
      })),
      ...data,
    },
    { id: randomUUID(), subject: `${campaignId}-0`, at: noon },
  );
}

/** A rule's record for one customer. */
export const payment = (event: string, customerId: string, overrides: Overrides = {}): NotificationsRequested =>
  requestOf(
    {
      origin: { kind: 'rule', ruleId: 'paid' },
      template: { id: 'paid', version: 1 },
      variant: 'a',
      purpose: 'payments',
      channels: ['push', 'sms'],
      expiresAt: '2026-11-23T00:00:00.000Z',
      recipients: [{ id: notificationIdOf(`rule:paid:${event}`, customerId), customerId }],
      ...overrides,
    },
    { id: randomUUID(), subject: customerId, at: noon },
  );

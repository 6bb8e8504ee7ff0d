import { randomUUID } from 'node:crypto';
import type { Channel } from '../../lambdas/contracts/notifications.ts';
import type { SentMessage } from '../../lambdas/notifications/adapters/sent-messages.ts';
import type { Query } from '../../lambdas/shared/data-api.ts';

export type StoredNotification = {
  readonly id: string;
  readonly customerId: string;
  readonly campaignId: string | null;
  readonly channel: Channel | null;
  readonly state: string;
  readonly reason: string | null;
  readonly variant: string;
  readonly purpose: string;
  readonly providerId: string | null;
  readonly requestedAt: string;
  readonly acceptedAt: string | null;
};

/** Puts a message into the database as if it had been sent; of a rule when it has no campaign. */
export async function storeNotification(
  query: Query,
  overrides: Partial<StoredNotification> = {},
): Promise<StoredNotification> {
  const stored: StoredNotification = {
    id: randomUUID(),
    customerId: 'asha',
    campaignId: 'diwali',
    channel: 'email',
    state: 'accepted',
    reason: null,
    variant: 'a',
    purpose: 'offers',
    providerId: null,
    requestedAt: '2026-11-21T06:00:00.000Z',
    acceptedAt: '2026-11-21T06:00:01.000Z',
    ...overrides,
  };
  await query(
    `INSERT INTO notifications.notification (id, customer_id, campaign_id, rule_id, template_id, template_version, variant,
       purpose, promotional, state, reason, channel, claim, provider_id, requested_at, claimed_at, accepted_at)
     VALUES (:id::uuid, :customerId, :campaignId, CASE WHEN :campaignId::text IS NULL THEN 'salary-credited' END, 'offer', 1,
       :variant, :purpose, true, :state, :reason, :channel, 'stream/shard/1', :providerId, :requestedAt::timestamptz,
       :requestedAt::timestamptz, :acceptedAt::timestamptz)`,
    stored,
  );
  return stored;
}

/** A message of a campaign with two links. */
export const aSentMessage = (overrides: Partial<SentMessage> = {}): SentMessage => ({
  customerId: 'asha',
  campaignId: '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  ruleId: null,
  variant: 'a',
  channel: 'sms',
  purpose: 'offers',
  acceptedAt: '2026-11-21T06:00:01.000Z',
  links: [
    { name: 'offer', target: 'https://shop.example/offer' },
    { name: 'terms', target: 'https://shop.example/terms' },
  ],
  ...overrides,
});

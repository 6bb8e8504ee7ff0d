import type { z } from 'zod';
import type { EventEnvelope } from '../../../contracts/event.ts';
import type { Channel, notificationClicked } from '../../../contracts/notifications.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';

/** What is known of a message since a batch of receipts. */
export type Fact = {
  readonly fact: 'opened' | 'clicked' | 'bounced';
  readonly notificationId: string;
  readonly customerId: string;
  readonly campaignId: string | null;
  readonly ruleId: string | null;
  readonly variant: string;
  readonly channel: Channel;
  readonly at: string;
  /** Of a click; otherwise empty. */
  readonly link: string;
  readonly isMachine: boolean;
};

/** The event that tells a fact; told again, it has the same id. */
export function eventOfFact(told: Fact): EventEnvelope {
  const { fact, notificationId, customerId, campaignId, ruleId, variant, channel, at, link, isMachine } = told;
  const data: Partial<z.infer<typeof notificationClicked>['data']> = {
    notificationId,
    campaignId,
    ruleId,
    variant,
    channel,
    at,
    ...(fact === 'clicked' && { link, isMachine }),
  };
  return {
    specversion: '1.0',
    id: deterministicId('notification', fact, notificationId, link, String(isMachine)),
    source: '/sangam/notifications',
    type: `sangam.notifications.${fact}.v1`,
    subject: customerId,
    time: at,
    datacontenttype: 'application/json',
    data,
  };
}

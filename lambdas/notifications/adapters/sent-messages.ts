import type { Channel, Purpose } from '../../contracts/notifications.ts';
import type { Database } from '../../shared/data-api.ts';
import { utc } from './utc.ts';

/** A message that went out, and the links of its template in their order. */
export type SentMessage = {
  readonly customerId: string;
  readonly campaignId: string | null;
  readonly ruleId: string | null;
  readonly variant: string;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** Null while it is being handed over; of a message of unknown fate, when that began. */
  readonly acceptedAt: string | null;
  readonly links: readonly { readonly name: string; readonly target: string }[];
};

/** One read by the key of the message. */
export type FindMessage = (notificationId: string) => Promise<SentMessage | undefined>;

type Row = Omit<SentMessage, 'links'> & { readonly links: string };

export const sentMessagesIn =
  (database: Database): FindMessage =>
  async (id) => {
    const [row] = await database.query<Row>(
      `SELECT n.customer_id AS "customerId", n.campaign_id AS "campaignId", n.rule_id AS "ruleId", n.variant, n.channel,
         n.purpose, ${utc("coalesce(n.accepted_at, CASE WHEN n.state <> 'claimed' THEN n.claimed_at END)")} AS "acceptedAt", coalesce(t.definition -> 'links', '[]')::text AS links
       FROM notifications.notification AS n
       LEFT JOIN notifications.template AS t ON t.template_id = n.template_id AND t.version = n.template_version
       WHERE n.id = :id::uuid AND n.channel IS NOT NULL`,
      { id },
    );
    return row && { ...row, links: JSON.parse(row.links) as SentMessage['links'] };
  };

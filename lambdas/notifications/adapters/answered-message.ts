import type { Database } from '../../shared/data-api.ts';

export type AnsweredMessage = { readonly notificationId: string; readonly customerId: string };

/** The newest SMS to a number before a time, whichever customer of that number it was for. */
export type FindAnswered = (address: string, before: string) => Promise<AnsweredMessage | undefined>;

/** An answer tells that a message of unknown fate went out after all. */
const outAt = "coalesce(n.accepted_at, CASE n.state WHEN 'unknown' THEN n.claimed_at END)";

export const answeredMessagesIn =
  ({ query }: Database): FindAnswered =>
  async (address, before) => {
    const [found] = await query<AnsweredMessage>(
      `SELECT n.id AS "notificationId", n.customer_id AS "customerId"
       FROM notifications.endpoint AS e JOIN notifications.notification AS n ON n.customer_id = e.customer_id
       WHERE e.channel = 'sms' AND e.address = :address AND n.channel = 'sms' AND ${outAt} <= :before::timestamptz
       ORDER BY ${outAt} DESC, n.id LIMIT 1`,
      { address, before },
    );
    return found;
  };

import type { Channel, Purpose } from '../../contracts/notifications.ts';
import type { Database } from '../../shared/data-api.ts';
import type { ChangedPreference } from '../domain/tracking/changed-preference.ts';
import { utc } from './utc.ts';

/** What customers want no more, or want again, said outside of the app. */
export type Wishes = {
  /**
   * No more messages of this purpose by this channel. Answers what is to be told, also when asked again; nothing when
   * the customer had said so elsewhere.
   */
  readonly unsubscribe: (
    wish: { readonly customerId: string; readonly purpose: Purpose; readonly channel: Channel },
    at: string,
  ) => Promise<readonly ChangedPreference[]>;
  /** No more promotional SMS for all who have this number; asked again, it answers the same. */
  readonly stopSms: (address: string, at: string) => Promise<readonly ChangedPreference[]>;
  /** What an earlier STOP from this number ended goes on. */
  readonly startSms: (address: string, at: string) => Promise<readonly ChangedPreference[]>;
};

const answer = `customer_id AS "customerId", purpose, channel, wanted, source, ${utc('changed_at')} AS "changedAt"`;

/** Written with the wish itself: whoever dies before telling it leaves it to the sweep. */
const untold = `INSERT INTO notifications.untold_preference (customer_id, purpose, channel, wanted, source, changed_at)
  SELECT customer_id, purpose, channel, wanted, source, changed_at FROM written ON CONFLICT DO NOTHING`;

export const wishesIn = ({ query }: Database): Wishes => ({
  unsubscribe: ({ customerId, purpose, channel }, at) =>
    query<ChangedPreference>(
      `WITH written AS (
         INSERT INTO notifications.preference AS p (customer_id, purpose, channel, wanted, source, changed_at)
         VALUES (:customerId, :purpose, :channel, false, 'unsubscribe-link', :at::timestamptz)
         ON CONFLICT (customer_id, purpose, channel) DO UPDATE
         SET wanted = false, source = excluded.source, changed_at = excluded.changed_at
         WHERE p.wanted
         RETURNING p.*
       ), untold AS (${untold})
       SELECT ${answer} FROM written
       UNION ALL
       SELECT ${answer} FROM notifications.preference
       WHERE customer_id = :customerId AND purpose = :purpose AND channel = :channel AND NOT wanted
         AND source = 'unsubscribe-link'`,
      { customerId, purpose, channel, at },
    ),

  stopSms: (address, at) =>
    query<ChangedPreference>(
      `WITH who AS (
         SELECT DISTINCT customer_id FROM notifications.endpoint WHERE channel = 'sms' AND address = :address
       ), written AS (
         INSERT INTO notifications.preference AS p (customer_id, purpose, channel, wanted, source, changed_at)
         SELECT customer_id, 'promotional', 'sms', false, 'sms-stop', :at::timestamptz FROM who ORDER BY customer_id
         ON CONFLICT (customer_id, purpose, channel) DO UPDATE
         SET wanted = false, source = excluded.source, changed_at = excluded.changed_at
         WHERE excluded.changed_at > p.changed_at
         RETURNING p.*
       ), untold AS (${untold})
       SELECT ${answer} FROM written
       UNION ALL
       SELECT ${answer} FROM notifications.preference
       WHERE customer_id IN (SELECT customer_id FROM who) AND purpose = 'promotional' AND channel = 'sms' AND NOT wanted
         AND source = 'sms-stop' AND changed_at = :at::timestamptz
       ORDER BY 1`,
      { address, at },
    ),

  startSms: (address, at) =>
    query<ChangedPreference>(
      `WITH who AS (
         SELECT DISTINCT customer_id FROM notifications.endpoint WHERE channel = 'sms' AND address = :address
       ), written AS (
         UPDATE notifications.preference AS p SET wanted = true, changed_at = :at::timestamptz
         FROM who
         WHERE p.customer_id = who.customer_id AND purpose = 'promotional' AND channel = 'sms' AND source = 'sms-stop'
           AND NOT wanted AND changed_at < :at::timestamptz
         RETURNING p.*
       ), untold AS (${untold})
       SELECT ${answer} FROM written
       UNION ALL
       SELECT ${answer} FROM notifications.preference
       WHERE customer_id IN (SELECT customer_id FROM who) AND purpose = 'promotional' AND channel = 'sms' AND wanted
         AND source = 'sms-stop' AND changed_at = :at::timestamptz
       ORDER BY 1`,
      { address, at },
    ),
});

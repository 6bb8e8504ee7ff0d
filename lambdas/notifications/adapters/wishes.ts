import { type Channel, type Purpose, promotionalPurposes } from '../../contracts/notifications.ts';
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
  /** What an earlier STOP from this number ended goes on: what was asked for before it, and nothing else. */
  readonly startSms: (address: string, at: string) => Promise<readonly ChangedPreference[]>;
};

const answer = `customer_id AS "customerId", purpose, channel, wanted, source, ${utc('changed_at')} AS "changedAt"`;

/** Written with the wish itself: whoever dies before telling it leaves it to the sweep. */
const untold = `INSERT INTO notifications.untold_preference (customer_id, purpose, channel, wanted, source, changed_at)
  SELECT customer_id, purpose, channel, wanted, source, changed_at FROM written ON CONFLICT DO NOTHING`;

const ofNumber = `SELECT DISTINCT customer_id FROM notifications.endpoint WHERE channel = 'sms' AND address = :address`;

const promotional = [...promotionalPurposes, 'promotional'].map((purpose) => `'${purpose}'`).join(', ');

/** Whether a customer asked for some promotion that may come by SMS. */
const asksForSms = (customer: string): string => `EXISTS (
  SELECT FROM notifications.preference AS q
  WHERE q.customer_id = ${customer} AND q.purpose IN (${promotional}) AND q.channel IN ('sms', '*') AND q.wanted)`;

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
      `WITH who AS (${ofNumber}), written AS (
         INSERT INTO notifications.preference AS p (customer_id, purpose, channel, wanted, source, changed_at)
         SELECT customer_id, 'promotional', 'sms', false, 'sms-stop', :at::timestamptz FROM who
         WHERE NOT EXISTS (SELECT FROM notifications.sms_start AS s WHERE s.customer_id = who.customer_id AND s.at >= :at::timestamptz)
         ORDER BY customer_id
         ON CONFLICT (customer_id, purpose, channel) DO UPDATE
         SET wanted = false, source = excluded.source, changed_at = excluded.changed_at,
           before_stop = CASE WHEN p.source = 'sms-stop' AND NOT p.wanted THEN p.before_stop ELSE p.wanted END
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

  // Of a repeat what is left to tell is in the notes: who had said nothing before has no row any more.
  startSms: (address, at) =>
    query<ChangedPreference>(
      `WITH who AS (${ofNumber}), stopped AS MATERIALIZED (
         SELECT p.customer_id, p.before_stop FROM notifications.preference AS p JOIN who USING (customer_id)
         WHERE p.purpose = 'promotional' AND p.channel = 'sms' AND p.source = 'sms-stop' AND NOT p.wanted
           AND p.changed_at < :at::timestamptz
           AND coalesce(p.before_stop, ${asksForSms('p.customer_id')})
         ORDER BY p.customer_id FOR UPDATE OF p
       ), restored AS (
         UPDATE notifications.preference AS p SET wanted = true, changed_at = :at::timestamptz
         FROM stopped AS s
         WHERE p.customer_id = s.customer_id AND p.purpose = 'promotional' AND p.channel = 'sms' AND s.before_stop
       ), removed AS (
         DELETE FROM notifications.preference AS p USING stopped AS s
         WHERE p.customer_id = s.customer_id AND p.purpose = 'promotional' AND p.channel = 'sms' AND s.before_stop IS NULL
       ), started AS (
         INSERT INTO notifications.sms_start AS s (customer_id, at) SELECT customer_id, :at::timestamptz FROM stopped
         ON CONFLICT (customer_id) DO UPDATE SET at = greatest(s.at, excluded.at)
       ), written AS (
         SELECT customer_id, 'promotional'::text AS purpose, 'sms'::text AS channel, true AS wanted, 'sms-stop'::text AS source,
           :at::timestamptz AS changed_at FROM stopped
       ), untold AS (${untold})
       SELECT ${answer} FROM written
       UNION
       SELECT ${answer} FROM notifications.untold_preference
       WHERE customer_id IN (SELECT customer_id FROM who) AND purpose = 'promotional' AND channel = 'sms' AND wanted
         AND source = 'sms-stop' AND changed_at = :at::timestamptz
       ORDER BY 1`,
      { address, at },
    ),
});

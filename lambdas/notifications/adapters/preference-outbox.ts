import type { EventEnvelope } from '../../contracts/event.ts';
import type { Query } from '../../shared/data-api.ts';
import type { Publish } from '../../shared/publish.ts';
import type { ChangedPreference } from '../domain/tracking/changed-preference.ts';
import { utc } from './utc.ts';

type Store = { readonly query: Query };

export const untoldPerCall = 500;

/** What was said a minute ago or earlier, and nobody told since: at most `untoldPerCall`. */
export const untoldPreferencesIn =
  ({ query }: Store) =>
  (): Promise<readonly ChangedPreference[]> =>
    query<ChangedPreference>(
      `SELECT customer_id::text AS "customerId", purpose, channel, wanted, source, ${utc('changed_at')} AS "changedAt"
       FROM notifications.untold_preference
       WHERE stated_at < now() - interval '1 minute' ORDER BY stated_at LIMIT ${untoldPerCall}`,
    );

/** Tells what customers said and notes that it was told. Who dies between the two leaves it to be told again. */
export const tellingPreferences =
  (publish: Publish, { query }: Store): Publish =>
  async (events) => {
    await publish(events);
    await query(
      `DELETE FROM notifications.untold_preference AS u
       USING jsonb_to_recordset(:told) AS t (customer_id text, purpose text, channel text, changed_at timestamptz)
       WHERE u.customer_id = t.customer_id AND u.purpose = t.purpose AND u.channel = t.channel AND u.changed_at = t.changed_at`,
      { told: events.map(keyOf) },
    );
  };

const keyOf = ({ subject, time, data }: EventEnvelope) => ({
  ...(data as Pick<ChangedPreference, 'purpose' | 'channel'>),
  customer_id: subject,
  changed_at: time,
});

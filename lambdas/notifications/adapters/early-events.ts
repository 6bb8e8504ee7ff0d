import type { Query } from '../../shared/data-api.ts';
import type { Convert } from './conversions.ts';
import { utc } from './utc.ts';

export type EarlyEvent = Parameters<Convert>[0][number] & { readonly notificationId: string };

/** Events of customers whose message was with its provider: they are counted once it is known whether it went out. */
export type EarlyEvents = {
  /** At most `earlyEventsPerCall`, of messages that are settled. */
  readonly ready: () => Promise<readonly EarlyEvent[]>;
  /** These stay no longer. */
  readonly counted: (events: readonly EarlyEvent[]) => Promise<void>;
};

export const earlyEventsPerCall = 500;

export const earlyEventsIn = ({ query }: { readonly query: Query }): EarlyEvents => ({
  ready: () =>
    query<EarlyEvent>(
      `SELECT e.event_id AS id, e.notification_id::text AS "notificationId", e.type, e.customer_id::text AS subject,
         ${utc('e.at')} AS time
       FROM notifications.early_event AS e
       WHERE NOT EXISTS (SELECT FROM notifications.notification AS n WHERE n.id = e.notification_id AND n.state = 'claimed')
       ORDER BY e.at, e.event_id LIMIT ${earlyEventsPerCall}`,
    ),
  counted: async (events) => {
    await query(
      `DELETE FROM notifications.early_event AS e
       USING jsonb_to_recordset(:events) AS c (event_id text, notification_id uuid)
       WHERE e.event_id = c.event_id AND e.notification_id = c.notification_id`,
      { events: events.map(({ id, notificationId }) => ({ event_id: id, notification_id: notificationId })) },
    );
  },
});

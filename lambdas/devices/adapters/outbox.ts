import type { EventEnvelope } from '../../contracts/event.ts';
import type { Database } from '../../shared/data-api.ts';
import type { Publish } from '../../shared/publish.ts';

/** Events that were stated together with their facts in Aurora, on their way to the stream. */
export type Outbox = {
  /** Puts these events, and what else of their customers is waiting, on the stream. */
  readonly flush: (customerIds: readonly string[]) => Promise<number>;
  /** Puts on the stream what has waited for over a minute, and forgets what was published a week ago. */
  readonly relay: () => Promise<number>;
};

/** One call's worth: an event has some 500 bytes, and the Data API answers with 1 MiB at most. */
const pageSize = 500;

export function auroraOutbox(database: Database, publish: Publish): Outbox {
  async function move(condition: string, params: Record<string, object>): Promise<number> {
    const rows = await database.query<{ event: string }>(
      `SELECT event::text AS event FROM devices.outbox WHERE published_at IS NULL AND ${condition} ORDER BY created_at LIMIT ${pageSize}`,
      params,
    );
    if (rows.length === 0) return 0;
    const events = rows.map(({ event }) => JSON.parse(event) as EventEnvelope);
    await publish(events);
    // A crash before this publishes again: consumers know an event by its id.
    await database.query(
      'UPDATE devices.outbox SET published_at = now() WHERE event_id = ANY (ARRAY(SELECT jsonb_array_elements_text(:ids)))',
      { ids: events.map(({ id }) => id) },
    );
    return events.length;
  }

  async function moveAll(condition: string, params: Record<string, object>): Promise<number> {
    let moved = 0;
    for (;;) {
      const page = await move(condition, params);
      moved += page;
      if (page < pageSize) return moved;
    }
  }

  return {
    flush: async (customerIds) =>
      moveAll('customer_id = ANY (ARRAY(SELECT jsonb_array_elements_text(:customers)))', { customers: customerIds }),
    relay: async () => {
      await database.query(`DELETE FROM devices.outbox WHERE published_at < now() - interval '7 days'`);
      return moveAll(`created_at < now() - interval '1 minute'`, {});
    },
  };
}

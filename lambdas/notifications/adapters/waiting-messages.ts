import type { NotificationsRequested } from '../../contracts/notifications.ts';
import type { Query } from '../../shared/data-api.ts';

/** A message whose time has come, with the request that it waited with. */
export type DueMessage = { readonly id: string; readonly data: NotificationsRequested['data'] };

/** Rows of messages, for what comes after those who send. */
export type WaitingMessages = {
  /** Some hundreds that are due and were not released lately, the oldest first. */
  readonly due: () => Promise<readonly DueMessage[]>;
  /** Makes due what waits for the end of a pause that is over: it was claimed in the moment when its campaign went on. */
  readonly unpause: () => Promise<void>;
  /** Notes that they are on their lane again: until they are claimed there they wait. */
  readonly released: (ids: readonly string[]) => Promise<void>;
  /**
   * Gives up claims that nobody settled, of promotion and of the rest, each from before an instant.
   * @returns how many, at most `claimsPerCall`
   */
  readonly closeClaims: (promotionalBefore: Date, othersBefore: Date) => Promise<number>;
};

export const claimsPerCall = 1000;

/** An answer of the Data API has at most 1 MiB, in which a quotation mark takes four bytes. */
const bytesPerCall = 250_000;

export const waitingMessagesIn = ({ query }: { readonly query: Query }): WaitingMessages => ({
  due: async () => {
    const rows = await query<{ id: string; request: string }>(
      `SELECT id::text, request FROM (
         SELECT id, request, sum(octet_length(request)) OVER (ORDER BY due_at, id) AS bytes
         FROM (
           SELECT id, due_at, request::text AS request FROM notifications.notification
           -- On a lane that lags it may still lie there; a second request of it would be dropped.
           WHERE state = 'waiting' AND due_at <= now() AND (released_at IS NULL OR released_at < now() - interval '1 hour')
           ORDER BY due_at, id LIMIT 1000
         ) AS oldest
       ) AS measured
       WHERE bytes < ${bytesPerCall} ORDER BY bytes`,
    );
    return rows.map(({ id, request }) => ({ id, data: JSON.parse(request) as NotificationsRequested['data'] }));
  },

  unpause: async () => {
    await query(
      `UPDATE notifications.notification SET due_at = now()
       WHERE id IN (
         SELECT n.id FROM notifications.notification AS n
         JOIN notifications.campaign AS c ON c.campaign_id = n.campaign_id AND c.state <> 'paused'
         WHERE n.state = 'waiting' AND n.reason = 'paused' AND n.due_at > now()
         ORDER BY n.id LIMIT 5000 FOR UPDATE OF n SKIP LOCKED
       )`,
    );
  },

  released: async (ids) => {
    await query(
      `UPDATE notifications.notification SET released_at = now()
       WHERE id IN (SELECT jsonb_array_elements_text(:ids)::uuid) AND state = 'waiting'`,
      { ids },
    );
  },

  closeClaims: async (promotionalBefore, othersBefore) => {
    const [row] = await query<{ closed: number }>(
      `SELECT notifications.close_claims(:promotionalBefore::timestamptz, :othersBefore::timestamptz, ${claimsPerCall}) AS closed`,
      { promotionalBefore: promotionalBefore.toISOString(), othersBefore: othersBefore.toISOString() },
    );
    return row?.closed ?? 0;
  },
});

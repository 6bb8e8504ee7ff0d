import type { NotificationsRequested } from '../../contracts/notifications.ts';
import type { Query } from '../../shared/data-api.ts';

/** A message that its channel did not bring, with the request for what is sent instead. */
export type BouncedMessage = { readonly id: string; readonly request: NotificationsRequested['data'] };

export type BouncedMessages = {
  /**
   * Gives up those of these, or of all, that another channel is left for; answers them until `asked`. At most 500, and as
   * many as an answer holds.
   */
  readonly replace: (ids?: readonly string[]) => Promise<readonly BouncedMessage[]>;
  /** Notes that messages were asked for instead of these. */
  readonly asked: (ids: readonly string[]) => Promise<void>;
  /** Forgets the requests of messages that it is too late to replace. */
  readonly expire: () => Promise<void>;
};

export const bouncedMessagesIn = ({ query }: { readonly query: Query }): BouncedMessages => ({
  replace: async (ids) => {
    const rows = await query<{ id: string; request: string }>(
      'SELECT id::text, request FROM notifications.replace_bounced(:ids)',
      { ids: ids ?? null },
    );
    return rows.map(({ id, request }) => ({ id, request: JSON.parse(request) as BouncedMessage['request'] }));
  },

  asked: async (ids) => {
    await query(
      `UPDATE notifications.notification SET request = NULL, due_at = NULL
       WHERE id IN (SELECT jsonb_array_elements_text(:ids)::uuid) AND state = 'replaced'`,
      { ids },
    );
  },

  expire: async () => {
    await query(
      `UPDATE notifications.notification SET request = NULL, due_at = NULL
       WHERE id IN (
         SELECT id FROM notifications.notification
         WHERE state IN ('accepted', 'unknown', 'replaced') AND request IS NOT NULL AND due_at <= now()
         ORDER BY due_at LIMIT 5000 FOR UPDATE SKIP LOCKED
       )`,
    );
  },
});

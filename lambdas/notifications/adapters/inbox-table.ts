import type { Inbox } from '../../contracts/api/inbox.ts';
import type { Database } from '../../shared/data-api.ts';
import { utc } from './utc.ts';

export type InboxMessage = Inbox['messages'][number];

export type InboxOf = {
  /** The newest first. @param after the message before the page */
  readonly page: (
    customerId: string,
    limit: number,
    after?: { readonly createdAt: string; readonly notificationId: string },
  ) => Promise<readonly InboxMessage[]>;
  readonly find: (customerId: string, notificationId: string) => Promise<InboxMessage | undefined>;
  /** The ids of up to `limit` that were not read, the oldest first. */
  readonly unread: (customerId: string, limit: number) => Promise<readonly string[]>;
  readonly countUnread: (customerId: string) => Promise<number>;
  readonly markRead: (customerId: string, notificationIds: readonly string[], at: string) => Promise<void>;
};

const columns = `notification_id::text AS "notificationId", title, body, link, ${utc('created_at')} AS "createdAt",
  ${utc('read_at')} AS "readAt"`;
const ofCustomer = 'FROM notifications.inbox WHERE customer_id = :customerId';
/** As the cursor has it: a page that ends within a millisecond skips nothing of it. */
const millisecond = "date_trunc('milliseconds', created_at)";

export const inboxIn = ({ query }: Database): InboxOf => ({
  page: (customerId, limit, after) =>
    query<InboxMessage>(
      `SELECT ${columns} ${ofCustomer} AND (:createdAt::timestamptz IS NULL
         OR created_at < :createdAt::timestamptz
         OR (${millisecond} = :createdAt::timestamptz AND notification_id > :notificationId::uuid))
       ORDER BY ${millisecond} DESC, notification_id LIMIT :limit`,
      { customerId, limit, createdAt: after?.createdAt ?? null, notificationId: after?.notificationId ?? null },
    ),

  find: async (customerId, notificationId) => {
    const [row] = await query<InboxMessage>(
      `SELECT ${columns} ${ofCustomer} AND notification_id = :notificationId::uuid`,
      { customerId, notificationId },
    );
    return row;
  },

  unread: async (customerId, limit) => {
    const rows = await query<{ id: string }>(
      `SELECT notification_id::text AS id ${ofCustomer} AND read_at IS NULL ORDER BY created_at, notification_id LIMIT :limit`,
      { customerId, limit },
    );
    return rows.map(({ id }) => id);
  },

  countUnread: async (customerId) => {
    const [row] = await query<{ count: number }>(`SELECT count(*) AS count ${ofCustomer} AND read_at IS NULL`, {
      customerId,
    });
    return row?.count ?? 0;
  },

  markRead: async (customerId, notificationIds, at) => {
    await query(
      `UPDATE notifications.inbox SET read_at = :at::timestamptz
       WHERE customer_id = :customerId AND read_at IS NULL
         AND notification_id = ANY (ARRAY(SELECT jsonb_array_elements_text(:ids)::uuid))`,
      { customerId, at, ids: notificationIds },
    );
  },
});

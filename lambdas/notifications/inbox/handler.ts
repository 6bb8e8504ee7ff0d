import { z } from 'zod';
import { type Inbox, inboxPath, inboxQuery } from '../../contracts/api/inbox.ts';
import type { Clock } from '../../shared/clock.ts';
import { customerOf } from '../../shared/customer-of.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Publish } from '../../shared/publish.ts';
import type { InboxMessage, InboxOf } from '../adapters/inbox-table.ts';
import { receiptEvent } from '../domain/tracking/receipt-event.ts';

export type InboxDeps = HttpHandlerDeps & {
  readonly inbox: InboxOf;
  /** States on the stream of receipts. */
  readonly tell: Publish;
  readonly now: Clock;
};

const noQuery = z.strictObject({});
/** In one call: as many receipts as the stream takes in one. */
const readMax = 500;

/** The messages that a customer finds in the app; to read one is to open it. */
export function makeInbox({ inbox, tell, now, ...deps }: InboxDeps): HttpHandler {
  async function show(customerId: string, request: ApiRequest): Promise<Reply> {
    const { limit, before } = request.query(inboxQuery);
    const [found, unread] = await Promise.all([
      inbox.page(customerId, limit + 1, before === undefined ? undefined : placeOf(before)),
      inbox.countUnread(customerId),
    ]);
    const messages = found.slice(0, limit);
    const last = messages.at(-1);
    const next = found.length > limit && last !== undefined ? cursorOf(last) : null;
    const body: Inbox = { messages, unread, next };
    return { status: 200, body };
  }

  /** Told before it is marked: a crash in between tells it again, and the earliest counts. */
  async function read(customerId: string, notificationIds: readonly string[]): Promise<void> {
    if (notificationIds.length === 0) return;
    const at = now().toISOString();
    await tell(
      notificationIds.map((notificationId) => receiptEvent(customerId, { notificationId, kind: 'opened', at })),
    );
    await inbox.markRead(customerId, notificationIds, at);
    deps.meter.count('InboxMessagesRead', notificationIds.length);
  }

  return makeHttpHandler(deps, async (request) => {
    const customerId = customerOf(request, []);
    if (request.route === 'GET /v1/inbox') return show(customerId, request);
    request.query(noQuery);
    if (request.route === 'POST /v1/inbox/read') {
      const ids = await inbox.unread(customerId, readMax);
      await read(customerId, ids);
      return { status: 200, body: { read: ids.length, unread: await inbox.countUnread(customerId) } };
    }
    const { notificationId } = request.path(inboxPath);
    const message = await inbox.find(customerId, notificationId);
    if (message === undefined) throw new Problem('not-found', 'The inbox of the customer has no such message.');
    if (message.readAt === null) await read(customerId, [notificationId]);
    return { status: 204 };
  });
}

const cursorOf = ({ createdAt, notificationId }: InboxMessage): string =>
  `${String(Date.parse(createdAt)).padStart(13, '0')}.${notificationId}`;

const placeOf = (cursor: string) => ({
  createdAt: new Date(Number(cursor.slice(0, 13))).toISOString(),
  notificationId: cursor.slice(14),
});

import { anInbox } from '../../../../lambdas/contracts/api/notification-people-examples.ts';
import { receiptTaken } from '../../../../lambdas/contracts/notifications.ts';
import type { InboxMessage } from '../../../../lambdas/notifications/adapters/inbox-table.ts';
import { type InboxDeps, makeInbox } from '../../../../lambdas/notifications/inbox/handler.ts';
import { crashingAt } from '../../../support/crashing.ts';
import { silentLog, silentMeter } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, type RequestUnderTest } from '../../../support/http.ts';

const id = (number: number) => `0b7c3f8e-2d41-8a55-9c0e-${String(number).padStart(12, '0')}`;
const message = (number: number, readAt: string | null = null): InboxMessage => ({
  ...(anInbox.messages[0] as InboxMessage),
  notificationId: id(number),
  createdAt: `2026-11-21T06:00:0${number}.000Z`,
  readAt,
});

function anInboxOf(...messages: InboxMessage[]) {
  const read = new Set(messages.flatMap(({ notificationId, readAt }) => (readAt === null ? [] : [notificationId])));
  const opened: string[] = [];
  const unread = () => messages.map(({ notificationId }) => notificationId).filter((each) => !read.has(each));
  const inbox: InboxDeps['inbox'] = {
    page: async (_, limit, after) => {
      const from =
        after === undefined
          ? 0
          : messages.findIndex(({ notificationId }) => notificationId === after.notificationId) + 1;
      return messages.slice(from, from + limit);
    },
    find: async (customerId, notificationId) =>
      customerId === 'asha' ? messages.find((each) => each.notificationId === notificationId) : undefined,
    unread: async (_, limit) => unread().slice(0, limit),
    countUnread: async () => unread().length,
    markRead: async (_, ids) => {
      for (const each of ids) read.add(each);
    },
  };
  const tell: InboxDeps['tell'] = async (events) => {
    for (const event of events) opened.push(receiptTaken.parse(event).data.notificationId);
  };
  return { inbox, tell, opened, unread };
}

const call = (deps: Pick<InboxDeps, 'inbox' | 'tell'>, request: RequestUnderTest) =>
  makeInbox({ ...deps, now: () => new Date('2026-11-21T06:30:00.000Z'), log: silentLog, meter: silentMeter })(
    httpEvent(request),
  );
const readOne = (number: number) => ({
  route: 'POST /v1/inbox/{notificationId}/read',
  path: { notificationId: id(number) },
});

it('pages to the end by the cursor that it gives', async () => {
  const deps = anInboxOf(message(3), message(2), message(1));
  const first = jsonOf<typeof anInbox>(await call(deps, { route: 'GET /v1/inbox', query: { limit: '2' } }));
  expect(first.messages.map(({ notificationId }) => notificationId)).toEqual([id(3), id(2)]);
  expect(first.unread).toBe(3);
  const query = { limit: '2', before: first.next ?? '' };
  const second = jsonOf<typeof anInbox>(await call(deps, { route: 'GET /v1/inbox', query }));
  expect(second.messages.map(({ notificationId }) => notificationId)).toEqual([id(1)]);
  expect(second.next).toBeNull();
});

it('counts a message as opened once, by who has it', async () => {
  const deps = anInboxOf(message(1), message(2, '2026-11-21T06:10:00.000Z'));
  expect((await call(deps, readOne(1))).statusCode).toBe(204);
  expect((await call(deps, readOne(2))).statusCode).toBe(204);
  expect(deps.opened).toEqual([id(1)]);
  expect((await call(deps, { ...readOne(1), subject: 'ravi' })).statusCode).toBe(404);
  expect((await call(deps, readOne(9))).statusCode).toBe(404);
});

it('opens all that is left', async () => {
  const deps = anInboxOf(message(2), message(1));
  const all = { route: 'POST /v1/inbox/read' };
  expect(jsonOf(await call(deps, all))).toEqual({ read: 2, unread: 0 });
  expect(jsonOf(await call(deps, all))).toEqual({ read: 0, unread: 0 });
  expect(deps.opened).toEqual([id(2), id(1)]);
});

it.each([0, 1, 2].flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]))(
  'tells that a message was opened although it died at call %i, %s it was carried out',
  async (at, when) => {
    const deps = anInboxOf(message(1));
    const calls = crashingAt({ ...deps.inbox, tell: deps.tell }, at, when);
    const { tell, ...inbox } = { tell: calls.tell, find: calls.find, markRead: calls.markRead };
    expect((await call({ inbox: { ...deps.inbox, ...inbox }, tell }, readOne(1))).statusCode).toBe(500);
    expect((await call(deps, readOne(1))).statusCode).toBe(204);
    expect(new Set(deps.opened)).toEqual(new Set([id(1)]));
    expect(deps.unread()).toEqual([]);
  },
);

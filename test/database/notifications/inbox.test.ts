import { inboxIn } from '../../../lambdas/notifications/adapters/inbox-table.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const inbox = () => inboxIn(db.app);
const id = (number: number) => `0b7c3f8e-2d41-8a55-9c0e-${String(number).padStart(12, '0')}`;
const store = (customerId: string, number: number, createdAt: string) =>
  db.app.query(
    `INSERT INTO notifications.inbox (customer_id, notification_id, title, body, link, created_at)
     VALUES (:customerId, :id::uuid, 'A title', 'A body', NULL, :createdAt::timestamptz)`,
    { customerId, id: id(number), createdAt },
  );

it('pages from the newest on and skips nothing that came in the same millisecond', async () => {
  await store('asha', 1, '2026-11-21T06:00:00.000100Z');
  await store('asha', 2, '2026-11-21T06:00:00.000900Z');
  await store('asha', 3, '2026-11-21T06:00:00.000500Z');
  await store('asha', 4, '2026-11-21T06:01:00.000Z');
  await store('asha', 5, '2026-11-20T06:00:00.000Z');
  await store('ravi', 6, '2026-11-21T07:00:00.000Z');
  const seen: string[] = [];
  let after: { createdAt: string; notificationId: string } | undefined;
  for (;;) {
    const [message] = await inbox().page('asha', 1, after);
    if (message === undefined) break;
    seen.push(message.notificationId);
    after = message;
  }
  expect(seen).toEqual([4, 1, 2, 3, 5].map(id));
  expect((await inbox().page('asha', 100)).map(({ notificationId }) => notificationId)).toEqual(seen);
});

it('counts and marks what was not read, of its customer alone and once', async () => {
  for (const number of [11, 12, 13]) await store('meera', number, `2026-11-21T06:${number}:00.000Z`);
  expect(await inbox().unread('meera', 2)).toEqual([id(11), id(12)]);
  expect(await inbox().countUnread('meera')).toBe(3);
  await inbox().markRead('ravi', [id(11)], '2026-11-21T08:00:00.000Z');
  expect(await inbox().countUnread('meera')).toBe(3);
  await inbox().markRead('meera', [id(11), id(12)], '2026-11-21T08:00:00.000Z');
  await inbox().markRead('meera', [id(12)], '2026-11-21T09:00:00.000Z');
  expect(await inbox().find('meera', id(12))).toMatchObject({ readAt: '2026-11-21T08:00:00.000Z', title: 'A title' });
  expect(await inbox().unread('meera', 10)).toEqual([id(13)]);
  expect(await inbox().find('ravi', id(12))).toBeUndefined();
});

import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { receiptTaken } from '../../../../lambdas/contracts/notifications.ts';
import { type AppEventsDeps, makeAppEvents } from '../../../../lambdas/notifications/app-events/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, problemOf } from '../../../support/http.ts';
import { aSentMessage } from '../../../support/notifications.ts';

const notificationId = '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37';
const now = new Date('2026-11-21T06:30:00.000Z');
const inert: AppEventsDeps = {
  find: async () => aSentMessage({ channel: 'push' }),
  tell: unexpected('tell'),
  now: () => now,
  log: silentLog,
  meter: silentMeter,
};
const request = (events: readonly object[], subject = 'asha') =>
  httpEvent({
    route: 'POST /v1/notifications/{notificationId}/events',
    path: { notificationId },
    body: { events },
    subject,
  });

it('tells what the customer did with the message, also days later', async () => {
  const told: EventEnvelope[] = [];
  const handle = makeAppEvents({ ...inert, tell: async (events) => void told.push(...events) });
  const events = [
    { kind: 'delivered', at: '2026-11-14T11:30:00+05:30' },
    { kind: 'opened', at: '2026-11-21T06:34:00Z' },
    { kind: 'clicked', at: '2026-11-21T06:29:00Z', link: 'offer' },
  ];
  expect((await handle(request(events))).statusCode).toBe(202);
  expect(told.map((event) => receiptTaken.parse(event).data)).toEqual([
    { notificationId, kind: 'delivered', at: '2026-11-14T06:00:00.000Z' },
    { notificationId, kind: 'opened', at: '2026-11-21T06:34:00.000Z' },
    { notificationId, kind: 'clicked', at: '2026-11-21T06:29:00.000Z', link: 'offer' },
  ]);
  expect(new Set(told.map(({ id }) => id)).size).toBe(3);
});

it.each([
  ['somebody else’s', async () => aSentMessage(), 'ravi'],
  ['nobody’s', async () => undefined, 'asha'],
])('does not know a message that is %s', async (_, find, subject) => {
  const handle = makeAppEvents({ ...inert, find });
  expect(problemOf(await handle(request([{ kind: 'opened', at: '2026-11-21T06:29:00Z' }], subject)))).toMatchObject({
    status: 404,
    type: '/docs#problem-not-found',
  });
});

it.each([
  ['what has not happened yet', { kind: 'opened', at: '2026-11-21T06:35:01Z' }, '/events/0/at'],
  ['a link that the message has not', { kind: 'clicked', at: '2026-11-21T06:29:00Z', link: 'x' }, '/events/0/link'],
  ['a click on no link', { kind: 'clicked', at: '2026-11-21T06:29:00Z' }, '/events/0/link'],
  ['a link that was only opened', { kind: 'opened', at: '2026-11-21T06:29:00Z', link: 'offer' }, '/events/0/link'],
])('refuses %s', async (_, event, pointer) => {
  const problem = problemOf(await makeAppEvents(inert)(request([event])));
  expect([problem.status, problem.errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
});

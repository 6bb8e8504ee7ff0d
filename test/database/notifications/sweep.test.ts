import { randomUUID } from 'node:crypto';
import type { NotificationsRequested } from '../../../lambdas/contracts/notifications.ts';
import { dispatchStoreIn } from '../../../lambdas/notifications/adapters/dispatch-store.ts';
import { waitingMessagesIn } from '../../../lambdas/notifications/adapters/waiting-messages.ts';
import { makeSweep } from '../../../lambdas/notifications/sweep/handler.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { aClaim, addCampaign, aWish, statesOf, talliesOf } from '../../support/dispatch.ts';
import { countingMeter, silentLog } from '../../support/fakes.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const claim = (...args: Parameters<ReturnType<typeof dispatchStoreIn>['claim']>) =>
  dispatchStoreIn(db.app).claim(...args);
const waiting = { decision: 'waiting' as const, reason: 'quiet-hours', due: '2000-01-01T00:00:00.000Z' };
const request = {
  origin: { kind: 'campaign', campaignId: 'diwali' },
  template: { id: 'offer', version: 1 },
  variant: 'a',
  purpose: 'offers',
  channels: ['push'],
  expiresAt: '2999-01-01T00:00:00.000Z',
};

async function sweep() {
  const asked: NotificationsRequested[] = [];
  const meter = countingMeter();
  await makeSweep({
    messages: waitingMessagesIn(db.app),
    request: async (records) => {
      asked.push(...records);
    },
    recordAgeMaxHours: 6,
    now: () => new Date(),
    log: silentLog,
    meter,
  })();
  return { asked, counts: meter.counts };
}

it('asks for what is due, once an hour until somebody claims it, and for nothing else', async () => {
  const [due, later, paused] = [randomUUID(), randomUUID(), randomUUID()];
  await claim(
    [aWish({ request })],
    [
      aClaim(due, 'asha', { ...waiting, recipient: { id: due, customerId: 'asha', values: { a: '1' } } }),
      aClaim(later, 'asha', { ...waiting, due: '2999-01-01T00:00:00.000Z' }),
      aClaim(paused, 'asha', { ...waiting, reason: 'paused', due: '9999-12-31T00:00:00.000Z' }),
    ],
  );
  const { asked, counts } = await sweep();
  expect(asked.map(({ data }) => data)).toEqual([
    { ...request, recipients: [{ id: due, customerId: 'asha', values: { a: '1' } }] },
  ]);
  expect(counts).toMatchObject({ NotificationsReleased: 1 });
  expect((await sweep()).asked).toEqual([]);
  await db.admin.query(
    "UPDATE notifications.notification SET released_at = now() - interval '61 minutes' WHERE released_at IS NOT NULL",
  );
  expect((await sweep()).asked).toHaveLength(1);
  expect(await claim([aWish({ claim: 'l/s/9#x', request })], [aClaim(due, 'asha')])).toEqual({ claimed: [0] });
  await db.admin.query('UPDATE notifications.notification SET released_at = NULL');
  expect((await sweep()).asked).toEqual([]);
});

it('asks for what was claimed as paused in the moment when its campaign went on or was cancelled, and not before', async () => {
  const campaign = randomUUID();
  await addCampaign(db.admin.query, campaign, 'paused');
  const id = randomUUID();
  const verdicts = await claim([aWish({ request, campaign })], [aClaim(id, 'late-for-the-end-of-a-pause')]);
  expect(verdicts).toEqual({ 'waiting:paused': [0] });
  expect((await sweep()).asked).toEqual([]);
  for (const state of ['running', 'cancelled']) {
    await addCampaign(db.admin.query, campaign, state);
    const { asked } = await sweep();
    expect(asked.flatMap(({ data }) => data.recipients.map((recipient) => recipient.id))).toEqual([id]);
    await db.admin.query(
      `UPDATE notifications.notification SET due_at = '9999-12-31T00:00:00Z', released_at = NULL WHERE id = :id::uuid`,
      { id },
    );
  }
  await addCampaign(db.admin.query, campaign, 'paused');
});

it('asks for any number of messages, page by page', async () => {
  const claims = Array.from({ length: 900 }, (_, n) => {
    const [id, customerId] = [randomUUID(), `many-${n}`];
    const values = { long: 'x'.repeat(500), longer: 'y'.repeat(500) };
    return aClaim(id, customerId, { ...waiting, recipient: { id, customerId, values } });
  });
  await claim([aWish({ request })], claims);
  const { asked } = await sweep();
  const ids = asked.flatMap(({ data }) => data.recipients.map(({ id }) => id));
  expect(ids.toSorted()).toEqual(claims.map(({ id }) => id).toSorted());
});

it('asks for messages whose requests are mostly quotation marks', async () => {
  const values = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`c${n}`, '"']));
  const claims = Array.from({ length: 1000 }, (_, n) => {
    const [id, customerId] = [randomUUID(), `quoted-${n}`];
    return aClaim(id, customerId, { ...waiting, recipient: { id, customerId, values } });
  });
  await claim([aWish({ request })], claims);
  const { asked } = await sweep();
  expect(asked.flatMap(({ data }) => data.recipients)).toHaveLength(1000);
});

it('closes claims that nobody can go on with', async () => {
  const rule = `r-${randomUUID()}`;
  const age = { fresh: 14, dead: 16, urgent: 16, 'given-up': 7 * 60 + 1 };
  const ids: Record<string, string> = {};
  for (const [name, minutes] of Object.entries(age)) {
    const id = randomUUID();
    ids[id] = name;
    const promotional = name === 'fresh' || name === 'dead';
    await claim([aWish({ campaign: null, rule, promotional })], [aClaim(id, `c-${id}`)]);
    await db.admin.query(
      'UPDATE notifications.notification SET claimed_at = now() - make_interval(mins => :minutes::integer) WHERE id = :id::uuid',
      { id, minutes },
    );
  }
  const { counts } = await sweep();
  expect(counts).toMatchObject({ ClaimsClosed: 2 });
  const states = await statesOf(db.admin.query, `rule_id = '${rule}'`);
  expect(Object.fromEntries(Object.entries(states).map(([id, state]) => [ids[id], state]))).toEqual({
    fresh: 'claimed',
    dead: 'unknown:interrupted',
    urgent: 'claimed',
    'given-up': 'unknown:interrupted',
  });
  expect(await talliesOf(db.admin.query, `rule:${rule}`)).toEqual({ requested: 4, 'unknown:interrupted': 2 });
});

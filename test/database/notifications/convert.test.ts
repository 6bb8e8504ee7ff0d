import fc from 'fast-check';
import { convertIn } from '../../../lambdas/notifications/adapters/conversions.ts';
import { earlyEventsIn } from '../../../lambdas/notifications/adapters/early-events.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { storeNotification } from '../../support/notifications.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const type = 'sangam.payments.transfer-posted.v1';
const sentAt = '2026-11-21T06:00:00.000Z';
const after = (minutes: number) => new Date(Date.parse(sentAt) + minutes * 60_000).toISOString();
const event = (id: string, subject: string, minutes: number, of = type) => ({
  id,
  type: of,
  subject,
  time: after(minutes),
});
const convert = (events: readonly ReturnType<typeof event>[]) => convertIn(db.app)(events);

/** Of a campaign whose aim is a payment within two hours. */
async function storeCampaign(campaignId: string, conversion: object | null = { eventType: type, withinHours: 2 }) {
  await db.admin.query(
    `INSERT INTO notifications.campaign (campaign_id, name, state, definition, created_by, started_at)
     VALUES (:campaignId, 'A campaign', 'running', :definition, 'operations', :sentAt::timestamptz)`,
    { campaignId, definition: { conversion }, sentAt },
  );
}

const store = (campaignId: string, customerId: string, more: Parameters<typeof storeNotification>[1] = {}) =>
  storeNotification(db.admin.query, { campaignId, customerId, acceptedAt: sentAt, ...more });

const talliesOf = async (campaignId: string) => {
  const rows = await db.app.query<{ key: string; count: number }>(
    `SELECT variant || ':' || channel AS key, sum(count)::integer AS count FROM notifications.tally
     WHERE source = :source AND stage = 'converted' GROUP BY 1 ORDER BY 1`,
    { source: `campaign:${campaignId}` },
  );
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
};

it('counts a message once, by the earliest event in its hours, and tells it again to whom it was not told', async () => {
  await storeCampaign('once');
  const { id } = await store('once', 'once-asha');
  const events = [event('e2', 'once-asha', 50), event('e1', 'once-asha', 40), event('e0', 'once-asha', -1)];
  const told = await convert(events);
  expect(told).toEqual([
    {
      notificationId: id,
      customerId: 'once-asha',
      campaignId: 'once',
      ruleId: null,
      variant: 'a',
      channel: 'email',
      at: after(40),
      by: 'e1',
    },
  ]);
  expect(await convert(events)).toEqual(told);
  expect(await convert([event('e3', 'once-asha', 60)])).toEqual([]);
  expect(await talliesOf('once')).toEqual({ 'a:email': 1 });
});

it('counts nothing of others, of other events, before the message or after its hours', async () => {
  await storeCampaign('bounds');
  await storeCampaign('aimless', null);
  await store('bounds', 'bounds-asha');
  await store('aimless', 'bounds-asha');
  await store('bounds', 'bounds-failed', { state: 'failed' });
  expect(
    await convert([
      event('b1', 'bounds-asha', -1),
      event('b2', 'bounds-asha', 120),
      event('b3', 'bounds-asha', 5, 'sangam.payments.order-placed.v1'),
      event('b4', 'bounds-ravi', 5),
      event('b5', 'bounds-failed', 5),
    ]),
  ).toEqual([]);
  expect(await talliesOf('bounds')).toEqual({});
  expect(await convert([event('b6', 'bounds-asha', 0)])).toHaveLength(1);
});

it('counts customers who were held out for comparison, and tells nothing of them', async () => {
  await storeCampaign('held');
  await store('held', 'held-asha', { state: 'held-out', variant: 'holdout', channel: null, acceptedAt: null });
  expect(await convert([event('h1', 'held-asha', 1)])).toEqual([]);
  await convert([event('h1', 'held-asha', 1)]);
  expect(await talliesOf('held')).toEqual({ 'holdout:': 1 });
});

it('counts the same whatever comes twice, in any order and in any batches', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ customer: fc.nat(3), minutes: fc.integer({ min: -20, max: 150 }), batch: fc.nat(3) }), {
        maxLength: 20,
      }),
      async (made) => {
        const campaignId = `any-${run++}`;
        await storeCampaign(campaignId);
        const customers = [0, 1, 2, 3].map((number) => `${campaignId}-${number}`);
        for (const customer of customers) await store(campaignId, customer);
        const events = made.map(({ customer, minutes }, at) =>
          event(`${campaignId}-${at}`, customers[customer] ?? '', minutes),
        );
        const batches = [0, 1, 2, 3].map((number) => events.filter((_, at) => made[at]?.batch === number));
        for (const batch of [...batches, ...batches.toReversed()]) if (batch.length > 0) await convert(batch);
        const first = customers.map((customer) => {
          const inTime = events.filter(
            ({ subject, time }) => subject === customer && time >= sentAt && time < after(120),
          );
          return inTime.map(({ time }) => time).toSorted()[0] ?? null;
        });
        const rows = await db.app.query<{ at: string | null }>(
          `SELECT to_char(converted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
           FROM notifications.notification WHERE campaign_id = :campaignId ORDER BY customer_id`,
          { campaignId },
        );
        expect(rows.map((row) => row.at)).toEqual(first);
        const converted = first.filter((at) => at !== null).length;
        expect(await talliesOf(campaignId)).toEqual(converted === 0 ? {} : { 'a:email': converted });
      },
    ),
    { numRuns: 15 },
  );
});

it('counts what comes while the message is with its provider once that is known, and not for a message that failed', async () => {
  await storeCampaign('early');
  const early = earlyEventsIn(db.app);
  const [sent, failed] = await Promise.all(
    ['early-asha', 'early-ravi'].map((customer) => store('early', customer, { state: 'claimed', acceptedAt: null })),
  );
  const events = [event('y1', 'early-asha', 0), event('y2', 'early-ravi', 1), event('y0', 'early-asha', -1)];
  for (let time = 0; time < 2; time++) expect(await convert(events)).toEqual([]);
  expect(await early.ready()).toEqual([]);

  const settle = (id: string, state: string) =>
    db.admin.query(
      `UPDATE notifications.notification SET state = :state, accepted_at = :at::timestamptz WHERE id = :id::uuid`,
      { id, state, at: after(5) },
    );
  await settle(String(sent?.id), 'accepted');
  const ready = await early.ready();
  expect(ready).toEqual([{ ...event('y1', 'early-asha', 0), notificationId: sent?.id }]);
  const told = await convert(ready);
  expect(told).toMatchObject([{ notificationId: sent?.id, at: after(0), by: 'y1' }]);
  expect(await convert(ready)).toEqual(told);
  await early.counted(ready);

  await settle(String(failed?.id), 'failed');
  const late = await early.ready();
  expect(late.map(({ id }) => id)).toEqual(['y2']);
  expect(await convert(late)).toEqual([]);
  await early.counted(late);
  expect(await early.ready()).toEqual([]);
  expect(await talliesOf('early')).toEqual({ 'a:email': 1 });
});

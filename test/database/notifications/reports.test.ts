import { sentNotification } from '../../../lambdas/contracts/api/notification-tracking.ts';
import { campaignTalliesIn } from '../../../lambdas/notifications/adapters/campaign-tallies.ts';
import { historyIn } from '../../../lambdas/notifications/adapters/history.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { storeNotification } from '../../support/notifications.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

it('lists all messages of a customer, the newest first, also those of one moment and none of others', async () => {
  const minutes = [1, 2, 2, 2, 3];
  const stored: string[] = [];
  for (const minute of minutes) {
    const requestedAt = `2026-11-21T06:0${minute}:00.000Z`;
    stored.push((await storeNotification(db.admin.query, { customerId: 'asha', requestedAt })).id);
  }
  const { id: foreign } = await storeNotification(db.admin.query, { customerId: 'ravi' });
  const read = historyIn(db.app);
  const seen = [];
  let before: string | undefined;
  for (;;) {
    const page = await read('asha', { limit: 2, before });
    seen.push(...page.map((each) => sentNotification.parse(each)));
    before = page.at(-1)?.notificationId;
    if (page.length < 2) break;
  }
  expect(seen.map(({ notificationId }) => notificationId).toSorted()).toEqual(stored.toSorted());
  expect(seen.map(({ requestedAt }) => Number(requestedAt.slice(14, 16)))).toEqual(minutes.toReversed());
  expect(await read('asha', { limit: 2, before: foreign })).toEqual([]);
});

it('adds up the parts of a tally, and knows no report of nobody’s campaign', async () => {
  const campaignId = '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11';
  const read = campaignTalliesIn(db.app);
  expect(await read(campaignId)).toBeUndefined();
  await db.app.query(
    `INSERT INTO notifications.campaign (campaign_id, name, state, definition, spent_micros, created_by)
     VALUES (:campaignId, 'Diwali', 'running', '{}', 12500000, 'ops')`,
    { campaignId },
  );
  const count = (spread: number, stage: string, counted: number) =>
    db.app.query(
      `INSERT INTO notifications.tally VALUES ('campaign:' || :campaignId, 'a', 'sms', :stage, '', :spread, :counted)`,
      { campaignId, spread, stage, counted },
    );
  await count(0, 'accepted', 3);
  await count(7, 'accepted', 4);
  await count(0, 'waiting', 2);
  await count(1, 'waiting', -2);
  expect(await read(campaignId)).toEqual({
    campaign: { campaignId, name: 'Diwali', state: 'running', spentMicros: '12500000' },
    tallies: [{ variant: 'a', channel: 'sms', stage: 'accepted', reason: '', count: 7 }],
  });
});

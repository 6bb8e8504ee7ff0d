import { randomUUID } from 'node:crypto';
import { convertIn } from '../../../lambdas/notifications/adapters/conversions.ts';
import { dispatchStoreIn } from '../../../lambdas/notifications/adapters/dispatch-store.ts';
import { trackIn } from '../../../lambdas/notifications/adapters/track-receipts.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { aClaim, anOutcome, aWish } from '../../support/dispatch.ts';

let db: MigratedDatabase;
const claim = 'lane/shard-0/1#call';
const type = 'sangam.payments.transfer-posted.v1';

/** A message from its claim to what it was for: one row of each step. @returns whether it came to that */
async function goThrough(): Promise<boolean> {
  const [id, customer, at] = [randomUUID(), `k-${randomUUID()}`, new Date(Date.now() + 60_000).toISOString()];
  const store = dispatchStoreIn(db.app);
  await store.claim([aWish({ claim })], [aClaim(id, customer, { channel: 'sms' })]);
  await store.settle({
    outcomes: [anOutcome(id, { claim, channel: 'sms', provider_id: `sms-${id}` })],
    lost: [],
    moved: [],
  });
  const opened = { kind: 'opened', at, isPermanent: false, isMachine: false } as const;
  const facts = await trackIn(db.app)([{ message: { notificationId: id }, ...opened }]);
  const conversions = await convertIn(db.app)([{ id: randomUUID(), type, subject: customer, time: at }]);
  await db.app.query('SELECT pg_stat_force_next_flush()::text AS flushed');
  return facts.length === 1 && conversions.length === 1;
}

const rowsRead = async (): Promise<number> => {
  const [row] = await db.admin.query<{ read: number }>(
    `SELECT (t.seq_tup_read + sum(i.idx_tup_read))::integer AS read
     FROM pg_stat_user_tables AS t JOIN pg_stat_user_indexes AS i ON i.relid = t.relid
     WHERE t.relname = 'notification' GROUP BY t.seq_tup_read`,
  );
  return row?.read ?? 0;
};

beforeAll(async () => {
  db = await startMigratedDatabase();
  await db.admin.query(
    `INSERT INTO notifications.campaign (campaign_id, name, state, definition, created_by, started_at)
     VALUES ('diwali', 'Diwali', 'running', :definition, 'test', now())`,
    { definition: { conversion: { eventType: type, withinHours: 24 } } },
  );
});

afterAll(() => db.services.drop());

it('a message is found among many by its keys, also by plans that were made when there were few', async () => {
  for (let messages = 0; messages < 8; messages++) await goThrough();
  await db.admin.query(
    `INSERT INTO notifications.notification (id, customer_id, campaign_id, template_id, template_version, variant, purpose, promotional,
       state, channel, provider_id, claim, requested_at)
     SELECT gen_random_uuid(), 'other-' || n, 'diwali', 'offer', 1, 'a', 'offers', true, 'claimed', 'sms', 'other-' || n, 'another', now()
     FROM generate_series(1, 2000) AS n`,
  );
  const before = await rowsRead();
  expect(await goThrough()).toBe(true);
  const read = (await rowsRead()) - before;
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(50);
});

it('functions over batches keep to look-ups when they are written anew', async () => {
  const free = await db.admin.query<{ name: string }>(
    `SELECT proname AS name FROM pg_proc
     WHERE pronamespace = 'notifications'::regnamespace AND proname IN ('claim', 'settle', 'track', 'convert')
       AND NOT coalesce(proconfig, '{}') @>
         '{enable_seqscan=off,enable_hashjoin=off,enable_mergejoin=off,enable_material=off,plan_cache_mode=force_generic_plan}'`,
  );
  expect(free).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { dispatchStoreIn } from '../../../lambdas/notifications/adapters/dispatch-store.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { aClaim, addCampaign, anOutcome, aWish } from '../../support/dispatch.ts';

let db: MigratedDatabase;
let store: ReturnType<typeof dispatchStoreIn>;
const claim = 'lane/shard-0/1#call';

beforeAll(async () => {
  db = await startMigratedDatabase();
  store = dispatchStoreIn(db.app);
  await addCampaign(db.admin.query, 'diwali');
});

afterAll(() => db.services.drop());

async function sendOne(): Promise<void> {
  const id = randomUUID();
  await store.claim([aWish({ claim })], [aClaim(id, `k-${id}`)]);
  await store.settle({ outcomes: [anOutcome(id, { claim })], lost: [], moved: [] });
  await db.app.query('SELECT pg_stat_force_next_flush()::text AS flushed');
}

const entriesRead = async (): Promise<number> => {
  const [row] = await db.admin.query<{ read: number }>(
    `SELECT sum(idx_tup_read)::integer AS read FROM pg_stat_user_indexes WHERE relname = 'notification'`,
  );
  return row?.read ?? 0;
};

it('a message is found among many by its key, also by plans that were made when there were few', async () => {
  for (let sent = 0; sent < 8; sent++) await sendOne();
  await db.admin.query(
    `INSERT INTO notifications.notification (id, customer_id, campaign_id, template_id, template_version, variant, purpose, promotional,
       state, claim, requested_at)
     SELECT gen_random_uuid(), 'other-' || n, 'diwali', 'offer', 1, 'a', 'offers', true, 'claimed', 'another', now()
     FROM generate_series(1, 2000) AS n`,
  );
  const before = await entriesRead();
  await sendOne();
  const read = (await entriesRead()) - before;
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(20);
});

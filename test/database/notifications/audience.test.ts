import fc from 'fast-check';
import type { Segment } from '../../../lambdas/contracts/api/segment.ts';
import { audiencePagesIn } from '../../../lambdas/notifications/adapters/audience-pages.ts';
import { segmentSql } from '../../../lambdas/notifications/domain/audience/compile.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { unexpected } from '../../support/fakes.ts';
import { storeNotification } from '../../support/notifications.ts';
import { segments } from '../../support/segments.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
  await db.admin.query(
    `INSERT INTO notifications.contact (customer_id, language, zone, created_at)
     SELECT 'c' || lpad(n::text, 5, '0'), CASE n % 3 WHEN 0 THEN 'hi' ELSE 'en' END, 'Asia/Kolkata', now() - n * interval '1 hour'
     FROM generate_series(0, 2999) AS n`,
  );
  await db.admin.query(
    `INSERT INTO notifications.endpoint (customer_id, channel, address)
     SELECT customer_id, 'sms', '+9198' || right(customer_id, 5) FROM notifications.contact WHERE right(customer_id, 1) = '0'`,
  );
  await storeNotification(db.admin.query, {
    customerId: 'c00007',
    requestedAt: new Date(Date.now() - 36 * 3_600_000).toISOString(),
  });
});

afterAll(() => db.services.drop());

async function picked(segment: Segment, most = 1_000): Promise<{ readonly ids: string[]; readonly pages: number }> {
  const readPage = audiencePagesIn(db.app, { readBlock: unexpected('readBlock') });
  const ids: string[] = [];
  let pages = 0;
  for (let after: string | number | null | undefined; after !== null; pages++) {
    const page = await readPage({ campaignId: 'one', audience: { kind: 'segment', segment } }, after, most);
    expect(page.members.length).toBeLessThanOrEqual(most);
    ids.push(...page.members.map(({ customerId }) => customerId));
    after = page.next;
  }
  return { ids, pages };
}

it('finds each customer of a segment once, in pages that all take as long', async () => {
  const { ids, pages } = await picked({ field: 'customer.language', op: 'eq', value: 'hi' });
  expect(ids).toHaveLength(1_000);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(pages).toBe(4);
});

it('finds the same in smaller pages', async () => {
  const segment: Segment = { field: 'customer.channels', op: 'has', value: 'sms' };
  expect((await picked(segment, 77)).ids).toEqual((await picked(segment)).ids);
  expect((await picked(segment)).ids).toHaveLength(300);
});

it.each<[string, Segment, readonly string[]]>([
  ['who was told something lately', { field: 'notified.daysAgo', op: 'lt', value: 2 }, ['c00007']],
  ['nobody whose last message is unknown', { field: 'notified.daysAgo', op: 'gt', value: 2 }, []],
  [
    'nobody whose salary is unknown',
    { field: 'insights.salary', op: 'lt', value: { minor: '1', currency: 'INR' } },
    [],
  ],
  [
    'who is new and speaks Hindi',
    {
      all: [
        { field: 'customer.knownDays', op: 'lt', value: 0.2 },
        { field: 'customer.language', op: 'in', value: ['hi'] },
      ],
    },
    ['c00000', 'c00003'],
  ],
])('picks %s', async (_, segment, ids) => {
  expect((await picked(segment)).ids).toEqual(ids);
});

it('reads a page of the longest ids, which is one row of an answer', async () => {
  const name = (n: number) => `zz-${String(n).padStart(4, '0')}-`.padEnd(64, 'x');
  await db.admin.query(
    'INSERT INTO notifications.contact (customer_id) SELECT jsonb_array_elements_text(:ids::jsonb)',
    {
      ids: JSON.stringify(Array.from({ length: 1000 }, (_, n) => name(n))),
    },
  );
  const readPage = audiencePagesIn(db.app, { readBlock: unexpected('readBlock') });
  const segment: Segment = { field: 'customer.language', op: 'known' };
  const { members, next } = await readPage({ campaignId: 'one', audience: { kind: 'segment', segment } }, 'zz', 1_000);
  expect(members[0]?.customerId).toBe(name(0));
  expect(next).toBe(members.at(-1)?.customerId);
  await db.admin.query(`DELETE FROM notifications.contact WHERE customer_id LIKE 'zz-%'`);
});

it('takes the opposite of what is not known for met', async () => {
  const { ids } = await picked({ not: { field: 'wallet.balance', op: 'known' } });
  expect(ids).toHaveLength(3_000);
});

it('makes a statement of any segment that the schema takes', async () => {
  const readPage = audiencePagesIn(db.app, { readBlock: unexpected('readBlock') });
  await fc.assert(
    fc.asyncProperty(segments, async (segment) => {
      const { members } = await readPage({ campaignId: 'one', audience: { kind: 'segment', segment } }, undefined, 5);
      expect(members.length).toBeLessThanOrEqual(5);
    }),
    { numRuns: 60 },
  );
});

it('reads a page along the key, and insights by theirs', async () => {
  await db.admin.query('ANALYZE notifications.contact');
  const { sql } = segmentSql({ field: 'insights.bounces90d', op: 'ge', value: 1 });
  const rows = await db.admin.query<Record<string, string>>(
    `EXPLAIN WITH c AS MATERIALIZED (
       SELECT customer_id, language, zone, created_at FROM notifications.contact WHERE customer_id > 'c00500' ORDER BY customer_id LIMIT 100)
     SELECT count(*) FROM c LEFT JOIN devices.insight_summary AS i ON i.customer_id = c.customer_id WHERE ${sql.replace(':p0', '1')}`,
  );
  const plan = rows.map((row) => Object.values(row)[0]).join('\n');
  expect(plan).toMatch(/Index Scan using contact_pkey|Index Only Scan using contact_pkey/);
  expect(plan).not.toContain('Seq Scan on contact');
});

import { randomUUID } from 'node:crypto';
import { campaignCountsIn } from '../../../lambdas/notifications/adapters/campaign-counts.ts';
import { campaignProgressIn } from '../../../lambdas/notifications/adapters/campaign-progress.ts';
import { campaignsIn, type KnownCampaign } from '../../../lambdas/notifications/adapters/campaigns-table.ts';
import { aDefinition } from '../../support/campaigns.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';

let db: MigratedDatabase;
beforeAll(async () => {
  db = await startMigratedDatabase();
});
afterAll(() => db.services.drop());

const campaigns = () => campaignsIn(db.app);
const progress = () => campaignProgressIn(db.app);

async function opened(definition = aDefinition()): Promise<KnownCampaign> {
  const campaignId = randomUUID();
  await campaigns().open({ campaignId, name: 'Diwali', definition, createdBy: 'ops' });
  return known(campaignId);
}

async function known(campaignId: string): Promise<KnownCampaign> {
  const found = await campaigns().read(campaignId);
  if (found === undefined) throw new Error('the campaign is gone');
  return found;
}

async function begun(): Promise<KnownCampaign> {
  const draft = await opened();
  expect(await campaigns().move(draft, 'scheduled', true)).toBe(true);
  expect(await progress().begin(draft.campaignId, 1)).toBe(true);
  return known(draft.campaignId);
}

it('keeps a campaign as it was first asked for', async () => {
  const first = await opened();
  await campaigns().open({ ...first, name: 'Holi' });
  expect(await known(first.campaignId)).toMatchObject({
    name: 'Diwali',
    state: 'draft',
    definition: aDefinition(),
    run: 0,
    nextPage: null,
    requested: 0,
    spentMicros: '0',
    startsAt: null,
  });
});

it('lists the newest first, in pages', async () => {
  const [, middle, newest] = [await opened(), await opened(), await opened()];
  const page = await campaigns().list(1, undefined);
  expect(page.map(({ campaignId }) => campaignId)).toEqual([newest?.campaignId]);
  const next = await campaigns().list(1, newest?.campaignId);
  expect(next.map(({ campaignId }) => campaignId)).toEqual([middle?.campaignId]);
  expect(await campaigns().list(1, randomUUID())).toEqual([]);
});

it('lists a hundred with the longest of definitions, and reads each', async () => {
  const value = Array.from({ length: 700 }, (_, n) => `${n}`.padStart(60, 'x'));
  const audience = { kind: 'segment', segment: { field: 'customer.zone', op: 'in', value } } as const;
  const definition = aDefinition({ audience });
  for (let n = 0; n < 100; n++) await opened(definition);
  const all = await campaigns().list(100, undefined);
  expect([all.length, all[0]?.definition]).toEqual([100, { purpose: definition.purpose }]);
});

it('moves for one of two who say so at the same time', async () => {
  const draft = await opened();
  const moves = await Promise.all([1, 2, 3].map(() => campaigns().move(draft, 'scheduled', true)));
  expect(moves.toSorted()).toEqual([false, false, true]);
  expect(await known(draft.campaignId)).toMatchObject({ state: 'scheduled', run: 1 });
});

it('starts at the time that was set, or else now', async () => {
  const later = await opened(aDefinition({ startAt: '2099-01-01T00:00:00.000Z' }));
  await campaigns().move(later, 'scheduled', true);
  expect((await known(later.campaignId)).startsAt).toBe('2099-01-01T00:00:00.000Z');
  const past = await opened(aDefinition({ startAt: '2020-01-01T00:00:00.000Z' }));
  await campaigns().move(past, 'scheduled', true);
  expect(Date.parse((await known(past.campaignId)).startsAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
});

it('turns a page once, whoever says so how often', async () => {
  const { campaignId } = await begun();
  const turn = { campaignId, run: 1, page: 0, next: { page: 1, after: 'c9' }, requested: 10 };
  expect(await Promise.all([1, 2].map(() => progress().turnPage(turn)))).toEqual([true, true]);
  expect(await known(campaignId)).toMatchObject({ requested: 10, nextPage: { page: 1, after: 'c9' } });
});

it('counts the page at which it was paused, and lets no earlier run go on', async () => {
  const { campaignId } = await begun();
  await campaigns().move(await known(campaignId), 'paused', false);
  const turn = { campaignId, run: 1, page: 0, next: { page: 1, after: 'c9' }, requested: 10 };
  expect(await progress().turnPage(turn)).toBe(false);
  expect(await known(campaignId)).toMatchObject({ state: 'paused', requested: 10 });

  await campaigns().move(await known(campaignId), 'scheduled', true);
  expect(await progress().begin(campaignId, 1)).toBe(false);
  expect(await progress().begin(campaignId, 2)).toBe(true);
  expect(await progress().turnPage({ ...turn, page: 1, next: { page: 2, after: null } })).toBe(false);
  expect(await progress().end(campaignId, 1, 'done', null)).toBe(false);
  expect((await known(campaignId)).requested).toBe(10);
  expect([
    await progress().end(campaignId, 2, 'done', null),
    await progress().end(campaignId, 2, 'done', null),
  ]).toEqual([true, true]);
  expect(await known(campaignId)).toMatchObject({ state: 'done', nextPage: { page: 1, after: 'c9' } });
});

it('counts the page at which it was cancelled, once', async () => {
  const { campaignId } = await begun();
  await campaigns().move(await known(campaignId), 'cancelled', true);
  const turn = { campaignId, run: 1, page: 0, next: { page: 1, after: 'c9' }, requested: 10 };
  expect([await progress().turnPage(turn), await progress().turnPage(turn)]).toEqual([false, false]);
  expect(await known(campaignId)).toMatchObject({ state: 'cancelled', requested: 10 });
});

it('takes a file as long as it is a draft, and a count only for the file that was counted', async () => {
  const upload = aDefinition({ audience: { kind: 'upload', columns: ['city'], file: null } });
  const { campaignId } = await opened(upload);
  const file = { etag: '"one"', bytes: 10, rows: null, wrong: null, refused: null };
  expect(await campaigns().setFile(campaignId, file)).toBe(true);
  expect(await campaigns().setFile(campaignId, { ...file, etag: '"two"' })).toBe(true);
  expect(await campaigns().setFile(campaignId, { ...file, rows: 3, wrong: 0 })).toBe(false);
  expect(await campaigns().setFile(campaignId, { ...file, etag: '"two"', rows: 4, wrong: 1 })).toBe(true);
  expect((await known(campaignId)).definition.audience).toEqual({
    kind: 'upload',
    columns: ['city'],
    file: { ...file, etag: '"two"', rows: 4, wrong: 1 },
  });
  await campaigns().move(await known(campaignId), 'scheduled', true);
  expect(await campaigns().setFile(campaignId, file)).toBe(false);
});

it('makes due what waits for the end of a pause, and nothing else', async () => {
  const { campaignId } = await begun();
  const waiting = (reason: string, due: string, of = campaignId) =>
    db.admin.query(
      `INSERT INTO notifications.notification (id, customer_id, campaign_id, template_id, template_version, variant, purpose, promotional,
         state, reason, claim, request, due_at, requested_at)
       VALUES (gen_random_uuid(), 'asha', :of, 'offer', 1, 'plain', 'offers', true, 'waiting', :reason, 'stream/shard/1', '{}', :due::timestamptz, now())`,
      { of, reason, due },
    );
  await Promise.all([1, 2, 3].map(() => waiting('paused', 'infinity')));
  await waiting('quiet-hours', '2099-01-01');
  await waiting('paused', 'infinity', 'other');
  expect(await progress().release(campaignId)).toBe(3);
  expect(await progress().release(campaignId)).toBe(0);
});

it('sums what was counted, by reason where there is one', async () => {
  const { campaignId } = await begun();
  const source = `campaign:${campaignId}`;
  const tally = (stage: string, reason: string, spread: number, count: number) =>
    db.admin.query(
      `INSERT INTO notifications.tally (source, variant, channel, stage, reason, spread, count) VALUES (:source, 'plain', 'sms', :stage, :reason, :spread, :count)`,
      { source, stage, reason, spread, count },
    );
  await tally('accepted', '', 0, 5);
  await tally('accepted', '', 1, 7);
  await tally('suppressed', 'no-consent', 0, 3);
  await tally('held-out', '', 0, 2);
  const { counts, suppressedBy } = await campaignCountsIn(db.app)(campaignId);
  expect(counts).toMatchObject({ accepted: 12, suppressed: 3, heldOut: 2, opened: 0 });
  expect(suppressedBy).toEqual([{ reason: 'no-consent', count: 3 }]);
});

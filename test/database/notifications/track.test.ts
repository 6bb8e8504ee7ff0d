import fc from 'fast-check';
import type { EventEnvelope } from '../../../lambdas/contracts/event.ts';
import { earlyReceiptsIn } from '../../../lambdas/notifications/adapters/early-receipts.ts';
import { trackIn } from '../../../lambdas/notifications/adapters/track-receipts.ts';
import type { Receipt } from '../../../lambdas/notifications/domain/tracking/receipt.ts';
import { makeTrackEarly } from '../../../lambdas/notifications/sweep/track-early.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { countingMeter } from '../../support/fakes.ts';
import { type StoredNotification, storeNotification } from '../../support/notifications.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const minute = (minutes: number) => new Date(Date.parse('2026-11-21T06:00:00.000Z') + minutes * 60_000).toISOString();
const told = (
  notificationId: string,
  kind: Receipt['kind'],
  minutes: number,
  more: Partial<Receipt> = {},
): Receipt => ({
  message: { notificationId },
  kind,
  at: minute(minutes),
  ...more,
});
const track = (receipts: readonly Receipt[]) => trackIn(db.app)(receipts);

const timesOf = async (id: string) => {
  const [row] = await db.app.query(
    `SELECT delivered_at AS delivered, bounced_at AS bounced, complained_at AS complained, opened_at AS opened,
       clicked_at AS clicked, replied_at AS replied
     FROM notifications.notification WHERE id = :id::uuid`,
    { id },
  );
  return Object.fromEntries(
    Object.entries(row ?? {}).flatMap(([kind, at]) =>
      at === null ? [] : [[kind, (Date.parse(`${String(at).replace(' ', 'T')}Z`) - Date.parse(minute(0))) / 60_000]],
    ),
  );
};

const talliesOf = async (campaignId: string) => {
  const rows = await db.app.query<{ stage: string; count: number }>(
    `SELECT stage || CASE reason WHEN '' THEN '' ELSE ':' || reason END AS stage, sum(count)::integer AS count
     FROM notifications.tally WHERE source = :source GROUP BY 1 ORDER BY 1`,
    { source: `campaign:${campaignId}` },
  );
  return Object.fromEntries(rows.map(({ stage, count }) => [stage, count]));
};

it('keeps the earliest time of each kind and counts each once, whatever comes twice', async () => {
  const { id } = await storeNotification(db.admin.query, { campaignId: 'once' });
  const receipts = [told(id, 'opened', 9), told(id, 'delivered', 2), told(id, 'opened', 5), told(id, 'delivered', 3)];
  await track(receipts);
  await track(receipts);
  await track([told(id, 'opened', 30)]);
  expect(await timesOf(id)).toEqual({ delivered: 2, opened: 5 });
  expect(await talliesOf('once')).toEqual({ delivered: 1, opened: 1 });
});

it('knows that who opens, clicks, answers or complains was reached, and does not count them twice', async () => {
  const { id } = await storeNotification(db.admin.query, { campaignId: 'implied' });
  await track([told(id, 'clicked', 7, { link: 'offer' })]);
  await track([told(id, 'delivered', 4)]);
  expect(await timesOf(id)).toEqual({ delivered: 4, clicked: 7 });
  expect(await talliesOf('implied')).toEqual({ delivered: 1, clicked: 1, 'link-clicked:offer': 1 });
});

it('counts links apart, and machines beside people', async () => {
  const { id } = await storeNotification(db.admin.query, { campaignId: 'links' });
  const machine = { isMachine: true };
  await track([
    told(id, 'opened', 1, machine),
    told(id, 'clicked', 1, { ...machine, link: 'offer' }),
    told(id, 'clicked', 2, { ...machine, link: 'offer' }),
  ]);
  expect(await timesOf(id)).toEqual({});
  await track([
    told(id, 'clicked', 5, { link: 'offer' }),
    told(id, 'clicked', 6, { link: 'terms' }),
    told(id, 'clicked', 8, { link: 'offer' }),
  ]);
  expect(await timesOf(id)).toEqual({ delivered: 5, clicked: 5 });
  expect(await talliesOf('links')).toEqual({
    clicked: 1,
    delivered: 1,
    'link-clicked:offer': 1,
    'link-clicked:terms': 1,
    'machine-clicked:offer': 1,
    'machine-opened': 1,
  });
});

it('tells the facts again to whom they were not told, and later ones not', async () => {
  const { id } = await storeNotification(db.admin.query, { campaignId: 'facts', customerId: 'ravi' });
  const receipts = [told(id, 'opened', 5), told(id, 'clicked', 6, { link: 'offer' }), told(id, 'delivered', 1)];
  const facts = await track(receipts);
  const about = {
    notificationId: id,
    customerId: 'ravi',
    campaignId: 'facts',
    ruleId: null,
    variant: 'a',
    channel: 'email',
  };
  expect(facts).toEqual([
    { ...about, fact: 'opened', at: minute(5), link: '', isMachine: false },
    { ...about, fact: 'clicked', at: minute(6), link: 'offer', isMachine: false },
  ]);
  expect(await track(receipts)).toEqual(facts);
  expect(await track([told(id, 'opened', 50), told(id, 'clicked', 60, { link: 'offer' })])).toEqual([]);
});

it('counts what comes days late, and nothing before the message was asked for', async () => {
  const { id } = await storeNotification(db.admin.query, { campaignId: 'late' });
  const days = 24 * 60;
  await track([told(id, 'delivered', 4 * days), told(id, 'opened', -60)]);
  expect(await timesOf(id)).toEqual({ delivered: 0, opened: 0 });
  const other = await storeNotification(db.admin.query, { campaignId: 'late' });
  await track([told(other.id, 'delivered', 4 * days)]);
  expect(await timesOf(other.id)).toEqual({ delivered: 4 * days });
});

describe('an address that will never work', () => {
  const suppressed = (channel: string) =>
    db.app.query('SELECT address, reason FROM notifications.suppression WHERE channel = :channel ORDER BY address', {
      channel,
    });

  it('is suppressed after a permanent bounce or a complaint, and not after another bounce', async () => {
    const [full, gone, angry] = await Promise.all(
      ['full', 'gone', 'angry'].map((customerId) =>
        storeNotification(db.admin.query, { campaignId: 'lost', customerId }),
      ),
    );
    const to = (address: string) => ({ channel: 'email', address }) as const;
    await track([
      told(full?.id ?? '', 'bounced', 1, { reason: 'mailbox-full', isPermanent: false, to: to('full@example.com') }),
      told(gone?.id ?? '', 'bounced', 1, { reason: 'no-email', isPermanent: true, to: to('gone@example.com') }),
      told(angry?.id ?? '', 'complained', 1, { to: to('angry@example.com') }),
    ]);
    expect(await suppressed('email')).toEqual([
      { address: 'angry@example.com', reason: 'complained' },
      { address: 'gone@example.com', reason: 'bounced' },
    ]);
    expect(await talliesOf('lost')).toEqual({
      'bounced:mailbox-full': 1,
      'bounced:no-email': 1,
      complained: 1,
      delivered: 1,
    });
  });

  it('is the only one of the customer when nobody says which it was', async () => {
    const endpoint = (customerId: string, address: string) =>
      db.app.query(
        `INSERT INTO notifications.endpoint (customer_id, channel, address) VALUES (:customerId, 'sms', :address)`,
        { customerId, address },
      );
    await endpoint('one', '+919800000001');
    for (const address of ['+919800000002', '+919800000003']) await endpoint('two', address);
    const ids = ['one', 'two'].map(async (customerId) => {
      const providerId = `provider-${customerId}`;
      await storeNotification(db.admin.query, { campaignId: 'dead', customerId, channel: 'sms', providerId });
      return {
        message: { providerId },
        kind: 'undelivered',
        at: minute(3),
        reason: 'invalid',
        isPermanent: true,
      } as const;
    });
    const facts = await track(await Promise.all(ids));
    expect(facts.map(({ fact, customerId }) => [fact, customerId]).toSorted()).toEqual([
      ['bounced', 'one'],
      ['bounced', 'two'],
    ]);
    expect(await suppressed('sms')).toEqual([{ address: '+919800000001', reason: 'bounced' }]);
    expect(await talliesOf('dead')).toEqual({ 'undelivered:invalid': 2 });
  });
});

it('leaves alone what it does not know', async () => {
  expect(
    await track([
      told('0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37', 'opened', 1),
      { message: { providerId: 'nobody' }, kind: 'delivered', at: minute(1) },
    ]),
  ).toEqual([]);
});

describe('a receipt that names an SMS by the provider\u2019s id alone', () => {
  const early = async () => {
    const published: EventEnvelope[] = [];
    const meter = countingMeter();
    await makeTrackEarly({
      earlyReceipts: earlyReceiptsIn(db.app),
      track: trackIn(db.app),
      publish: async (events) => void published.push(...events),
      meter,
    })();
    return { published, counts: meter.counts };
  };
  const kept = async () => (await db.app.query('SELECT provider_id FROM notifications.early_receipt')).length;
  const receipt = (providerId: string, kind: Receipt['kind'], more: Partial<Receipt> = {}): Receipt => ({
    message: { providerId },
    kind,
    at: minute(2),
    ...more,
  });
  beforeEach(() => db.admin.query('DELETE FROM notifications.early_receipt'));

  it('is tracked once the id is written down, however often it came before', async () => {
    const stored = await storeNotification(db.admin.query, { campaignId: 'early', channel: 'sms', state: 'claimed' });
    const lost = receipt('sms-early', 'undelivered', { reason: 'unreachable' });
    expect(await track([lost, lost])).toEqual([]);
    expect(await track([lost])).toEqual([]);
    expect(await early()).toEqual({ published: [], counts: { ReceiptsTrackedLate: 0 } });
    await db.admin.query(
      `UPDATE notifications.notification SET state = 'accepted', provider_id = 'sms-early' WHERE id = :id::uuid`,
      { id: stored.id },
    );
    const { published, counts } = await early();
    expect(published.map(({ type }) => type)).toEqual(['sangam.notifications.bounced.v1']);
    expect(counts).toEqual({ ReceiptsTrackedLate: 1 });
    expect(await timesOf(stored.id)).toEqual({ bounced: 2 });
    expect(await talliesOf('early')).toEqual({ 'undelivered:unreachable': 1 });
    expect(await kept()).toBe(0);
  });

  it('is forgotten after an hour in which nobody knew of it', async () => {
    await track([receipt('somebody-elses', 'delivered')]);
    await early();
    expect(await kept()).toBe(1);
    await db.admin.query(`UPDATE notifications.early_receipt SET heard_at = now() - interval '61 minutes'`);
    await early();
    expect(await kept()).toBe(0);
  });
});

describe('a bounce that names its channel', () => {
  const bySms = { reason: 'unreachable', to: { channel: 'sms', address: '+919800000009' } } as const;

  it('says nothing of the channel that took the message after that one', async () => {
    const { id } = await storeNotification(db.admin.query, { campaignId: 'other-channel', channel: 'email' });
    expect(await track([told(id, 'undelivered', 3, bySms), told(id, 'delivered', 4)])).toEqual([]);
    expect(await timesOf(id)).toEqual({ delivered: 4 });
    expect(await talliesOf('other-channel')).toEqual({ delivered: 1 });
  });

  it('names the one that a message went by whose dispatcher died, and what is left behind it', async () => {
    const { id } = await storeNotification(db.admin.query, {
      campaignId: 'died',
      channel: 'push',
      state: 'unknown',
      reason: 'interrupted',
    });
    await db.admin.query(`UPDATE notifications.notification SET request = :request WHERE id = :id::uuid`, {
      id,
      request: { channels: ['sms', 'email', 'inbox'] },
    });
    await track([told(id, 'undelivered', 3, bySms)]);
    expect(
      await db.app.query(
        `SELECT channel, (request -> 'channels')::text AS left FROM notifications.notification WHERE id = :id::uuid`,
        { id },
      ),
    ).toEqual([{ channel: 'sms', left: '["email", "inbox"]' }]);
  });
});

it('comes to the same whatever the order, the batches, the repeats and who else is at it', async () => {
  const kinds = ['delivered', 'bounced', 'complained', 'opened', 'clicked', 'replied'] as const;
  const receipts = fc.array(
    fc.record({
      message: fc.nat(2),
      kind: fc.constantFrom(...kinds),
      minutes: fc.nat(20),
      isMachine: fc.boolean(),
      batch: fc.nat(3),
      again: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(receipts, fc.infiniteStream(fc.nat()), async (drawn, order) => {
      const outcomes = [];
      for (const isShuffled of [false, true]) {
        const campaignId = `mixed-${run++}`;
        const stored: StoredNotification[] = [];
        for (const customerId of ['a', 'b', 'c'])
          stored.push(await storeNotification(db.admin.query, { campaignId, customerId, channel: 'sms' }));
        const all = drawn.map(({ message, kind, minutes, isMachine }) =>
          told(stored[message]?.id ?? '', kind, minutes, { isMachine, ...(kind === 'clicked' && { link: 'offer' }) }),
        );
        if (!isShuffled) await track(all);
        else {
          const batches = [0, 1, 2, 3].map((batch) =>
            all
              .flatMap((receipt, index) => {
                const { batch: own, again } = drawn[index] ?? { batch: 0, again: false };
                return own === batch ? [receipt, ...(again ? [receipt] : [])] : again ? [receipt] : [];
              })
              .map((receipt) => ({ receipt, rank: order.next().value ?? 0 }))
              .toSorted((one, other) => one.rank - other.rank)
              .map(({ receipt }) => receipt),
          );
          await Promise.all(batches.map(track));
        }
        const times = [];
        for (const { id } of stored) times.push(await timesOf(id));
        outcomes.push({ times, tallies: await talliesOf(campaignId) });
      }
      expect(outcomes[1]).toEqual(outcomes[0]);
    }),
    { numRuns: 15 },
  );
});

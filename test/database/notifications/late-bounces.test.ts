import { randomUUID } from 'node:crypto';
import type { NotificationsRequested } from '../../../lambdas/contracts/notifications.ts';
import { type BouncedMessages, bouncedMessagesIn } from '../../../lambdas/notifications/adapters/bounced-messages.ts';
import { historyIn } from '../../../lambdas/notifications/adapters/history.ts';
import { replacingBounced } from '../../../lambdas/notifications/adapters/replace-bounced.ts';
import { trackIn } from '../../../lambdas/notifications/adapters/track-receipts.ts';
import type { Receipt } from '../../../lambdas/notifications/domain/tracking/receipt.ts';
import { crashingAt } from '../../support/crashing.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { addCampaign, statesOf, talliesOf } from '../../support/dispatch.ts';
import {
  addCustomer,
  addTemplates,
  dispatchDeps,
  dispatchWith,
  payment,
  promotion,
} from '../../support/dispatching.ts';
import { kinesisOf } from '../../support/kinesis.ts';
import { fakeProviders, type Manner } from '../../support/providers.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
  await addTemplates(db);
});

afterAll(() => db.services.drop());

const channels = ['sms', 'email', 'inbox'] as const;
const far = { channels: [...channels], expiresAt: '2099-01-01T00:00:00.000Z' };

/** A customer who was asked for once, with what becomes of it. @param mannerOf how providers treat an address of a channel */
async function aWorld(
  record: (customer: string) => NotificationsRequested,
  mannerOf: (address: string) => Manner = () => 'ok',
) {
  const customer = `b-${randomUUID()}`;
  await addCustomer(db, customer, ['sms', 'email']);
  const providers = fakeProviders(mannerOf);
  const dispatch = dispatchWith(dispatchDeps(db, providers.senders));
  const lane: NotificationsRequested[] = [];
  const bounced = bouncedMessagesIn(db.app);
  const request = async (records: readonly NotificationsRequested[]) => void lane.push(...records);
  const replaceBy = (by: BouncedMessages) => replacingBounced(by, request, () => new Date());
  const history = () => historyIn(db.app)(customer, { limit: 50 });
  await dispatch(kinesisOf([record(customer)]));
  const [first] = await history();
  const told = (kind: Receipt['kind'], notificationId: string): Receipt => ({
    kind,
    at: new Date().toISOString(),
    message: { notificationId },
  });
  return {
    bounced,
    history,
    lane,
    replaceBy,
    first: first?.notificationId ?? '',
    /** Receipts in one batch, then what `track` does about those that bounced. */
    hear: async (id: string, ...kinds: readonly Receipt['kind'][]) => {
      const facts = await trackIn(db.app)(kinds.map((kind) => told(kind, id)));
      const ids = facts.filter(({ fact }) => fact === 'bounced').map(({ notificationId }) => notificationId);
      return replaceBy(bounced)(ids);
    },
    /** Sends what was asked for since; each record comes twice. */
    send: async () => {
      const asked = lane.splice(0);
      if (asked.length > 0) await dispatch(kinesisOf([...asked, ...asked]));
    },
    dispatch,
    taken: () => providers.taken.map(({ channel }) => channel),
    paths: async () => (await history()).map(({ channel, state }) => `${channel} ${state}`).toSorted(),
  };
}

const transactional = (customer: string) => payment(randomUUID(), customer, far);

it('goes by each channel once, the next one when the one before bounced, and says so in the history', async () => {
  const world = await aWorld(transactional);
  await world.hear(world.first, 'undelivered');
  await world.send();
  const [second] = (await world.history()).filter(({ channel }) => channel === 'email');
  expect(await world.hear(world.first, 'undelivered', 'bounced')).toBe(0);
  await world.hear(second?.notificationId ?? '', 'bounced', 'bounced');
  await world.send();
  expect(world.taken()).toEqual(['sms', 'email']);
  expect(await world.paths()).toEqual(['email replaced', 'inbox accepted', 'sms replaced']);
  const all = await world.history();
  const by = new Map(all.map((each) => [each.notificationId, each]));
  const [one] = all.filter(({ channel }) => channel === 'sms');
  expect(one?.bouncedAt).not.toBeNull();
  expect(by.get(String(by.get(String(one?.replacedBy))?.replacedBy))).toMatchObject({
    channel: 'inbox',
    replacedBy: null,
  });
});

it.each<readonly [string, readonly (readonly Receipt['kind'][])[]]>([
  ['was delivered before', [['delivered'], ['bounced']]],
  ['was delivered in the same batch', [['bounced', 'delivered']]],
  ['was opened before', [['opened'], ['bounced']]],
])('sends nothing instead of a message that %s', async (_, batches) => {
  const world = await aWorld(transactional);
  for (const kinds of batches) expect(await world.hear(world.first, ...kinds)).toBe(0);
  expect(await world.replaceBy(world.bounced)()).toBe(0);
  expect(await world.paths()).toEqual(['sms accepted']);
});

it('sends one instead, also when it is delivered after it bounced', async () => {
  const world = await aWorld(transactional);
  await world.hear(world.first, 'bounced');
  await world.hear(world.first, 'delivered', 'bounced');
  await world.send();
  await world.hear(world.first, 'delivered', 'bounced');
  await world.send();
  expect(world.taken()).toEqual(['sms', 'email']);
});

it('sends nothing instead by the last channel, or too late', async () => {
  const last = await aWorld((customer) => payment(randomUUID(), customer, { ...far, channels: ['email'] }));
  expect(await last.hear(last.first, 'bounced')).toBe(0);
  const late = await aWorld(transactional);
  await db.admin.query(`UPDATE notifications.notification SET due_at = now() WHERE id = :id::uuid`, { id: late.first });
  expect(await late.hear(late.first, 'bounced')).toBe(0);
  await late.bounced.expire();
  const [row] = await db.app.query<{ request: string | null }>(
    'SELECT request::text FROM notifications.notification WHERE id = :id::uuid',
    { id: late.first },
  );
  expect(row?.request).toBeNull();
});

it('keeps to the policy for promotion, and asks for each customer once in the report', async () => {
  const campaignId = randomUUID();
  await addCampaign(db.admin.query, campaignId);
  const world = await aWorld((customer) => promotion(campaignId, [customer], far));
  await world.hear(world.first, 'bounced');
  await world.send();
  const tallies = () => talliesOf(db.admin.query, `campaign:${campaignId}`);
  expect(await tallies()).toMatchObject({ requested: 1, accepted: 1, replaced: 1 });
  expect(world.taken()).toEqual(['sms', 'email']);

  const [second] = (await world.history()).filter(({ channel }) => channel === 'email');
  await db.admin.query(`UPDATE notifications.campaign SET state = 'cancelled' WHERE campaign_id = :campaignId`, {
    campaignId,
  });
  await world.hear(second?.notificationId ?? '', 'bounced');
  await world.send();
  expect(await world.paths()).toEqual(['email replaced', 'null suppressed', 'sms replaced']);
  expect(await tallies()).toMatchObject({ requested: 1, 'suppressed:cancelled': 1, replaced: 2 });
});

it('is made good by the sweep when the receipt came before the message was settled', async () => {
  const world = await aWorld(transactional);
  await db.admin.query(`UPDATE notifications.notification SET state = 'claimed' WHERE id = :id::uuid`, {
    id: world.first,
  });
  expect(await world.hear(world.first, 'bounced')).toBe(0);
  await db.admin.query(`UPDATE notifications.notification SET state = 'accepted' WHERE id = :id::uuid`, {
    id: world.first,
  });
  expect(await world.replaceBy(world.bounced)()).toBe(1);
  await world.send();
  expect(world.taken()).toEqual(['sms', 'email']);
});

it('sends one instead whichever step died before', async () => {
  for (const [at, when] of [0, 1].flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const])) {
    const world = await aWorld(transactional);
    const receipt = {
      kind: 'bounced',
      at: new Date().toISOString(),
      message: { notificationId: world.first },
    } as const;
    await trackIn(db.app)([receipt]);
    await expect(world.replaceBy(crashingAt(world.bounced, at, when))([world.first])).rejects.toThrow(when);
    await world.replaceBy(world.bounced)();
    await world.send();
    await world.hear(world.first, 'bounced');
    await world.send();
    expect([at, when, world.taken()]).toEqual([at, when, ['sms', 'email']]);
  }
});

describe('a message of unknown fate', () => {
  const lostSms = (address: string): Manner => (address.startsWith('sms') ? 'lost' : 'ok');
  const tallies = (campaignId: string) => talliesOf(db.admin.query, `campaign:${campaignId}`);
  const aCampaign = async () => {
    const campaignId = randomUUID();
    await addCampaign(db.admin.query, campaignId);
    return campaignId;
  };

  it('goes by the next channel when it bounces after all', async () => {
    const campaignId = await aCampaign();
    const world = await aWorld((customer) => promotion(campaignId, [customer], far), lostSms);
    expect(await tallies(campaignId)).toEqual({ requested: 1, 'unknown:time-out': 1 });
    await world.hear(world.first, 'undelivered');
    await world.send();
    await world.hear(world.first, 'undelivered');
    await world.send();
    expect(world.taken()).toEqual(['sms', 'email']);
    expect(await world.paths()).toEqual(['email accepted', 'sms replaced']);
    expect(await tallies(campaignId)).toEqual({ requested: 1, accepted: 1, replaced: 1, undelivered: 1 });
  });

  it('stays what it is when it was delivered, or when nobody tells', async () => {
    const campaignId = await aCampaign();
    const world = await aWorld((customer) => promotion(campaignId, [customer], far), lostSms);
    expect(await world.replaceBy(world.bounced)()).toBe(0);
    await world.hear(world.first, 'delivered', 'undelivered');
    expect(await world.replaceBy(world.bounced)()).toBe(0);
    expect(await world.paths()).toEqual(['sms unknown']);
  });

  it('goes by the next channel too when its dispatcher died before it was written down', async () => {
    const campaignId = await aCampaign();
    const customer = `b-${randomUUID()}`;
    await addCustomer(db, customer, ['sms', 'email']);
    const { senders, taken } = fakeProviders();
    const deps = dispatchDeps(db, senders);
    const record = promotion(campaignId, [customer], far);
    const dying = { ...deps, store: crashingAt(deps.store, 1, 'before') };
    await expect(dispatchWith(dying)(kinesisOf([record]))).rejects.toThrow('before');
    await dispatchWith(deps)(kinesisOf([record]));
    const id = record.data.recipients[0]?.id ?? '';
    expect(await statesOf(db.admin.query, `id = '${id}'`)).toEqual({ [id]: 'unknown:interrupted' });

    await trackIn(db.app)([{ kind: 'bounced', at: new Date().toISOString(), message: { notificationId: id } }]);
    const lane: NotificationsRequested[] = [];
    await replacingBounced(
      bouncedMessagesIn(db.app),
      async (records) => void lane.push(...records),
      () => new Date(),
    )([id]);
    expect(lane.map(({ data }) => data.channels)).toEqual([['email', 'inbox']]);
    await dispatchWith(deps)(kinesisOf(lane));
    expect(taken.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    expect(await tallies(campaignId)).toEqual({ requested: 1, accepted: 1, bounced: 1, replaced: 1 });
  });

  it('is forgotten by the time that it is too late to send another', async () => {
    const campaignId = await aCampaign();
    const world = await aWorld((customer) => promotion(campaignId, [customer], far), lostSms);
    await db.admin.query(`UPDATE notifications.notification SET due_at = now() WHERE id = :id::uuid`, {
      id: world.first,
    });
    await world.bounced.expire();
    const [row] = await db.app.query<{ request: string | null }>(
      'SELECT request::text FROM notifications.notification WHERE id = :id::uuid',
      { id: world.first },
    );
    expect(row?.request).toBeNull();
    expect(await world.hear(world.first, 'bounced')).toBe(0);
  });
});

it('replaces all that bounced at once, though their requests are more than one answer of the database holds', async () => {
  const campaignId = randomUUID();
  await addCampaign(db.admin.query, campaignId);
  const request = {
    ...promotion(campaignId, ['many'], { ...far, channels: ['email'], values: { long: '"'.repeat(500) } }).data,
  };
  await db.admin.query(
    `INSERT INTO notifications.notification (id, customer_id, campaign_id, template_id, template_version, variant, purpose,
       promotional, state, channel, claim, requested_at, bounced_at, due_at, request)
     SELECT gen_random_uuid(), 'many', :campaignId, 'offer', 1, 'a', 'offers', true, 'accepted', 'sms', 'l/s/1#x', now(), now(),
       '2099-01-01', :request::jsonb || jsonb_build_object('padding', repeat('x', 2000))
     FROM generate_series(1, 700)`,
    { campaignId, request: JSON.stringify(request) },
  );
  const asked: NotificationsRequested[] = [];
  const replace = replacingBounced(
    bouncedMessagesIn(db.app),
    async (records) => void asked.push(...records),
    () => new Date(),
  );
  expect(await replace()).toBe(700);
  expect(new Set(asked.map(({ id }) => id)).size).toBe(700);
  expect(await replace()).toBe(0);
  expect(await talliesOf(db.admin.query, `campaign:${campaignId}`)).toEqual({
    accepted: -700,
    replaced: 700,
    requested: -700,
  });
});

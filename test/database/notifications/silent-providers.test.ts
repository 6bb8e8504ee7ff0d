import { randomUUID } from 'node:crypto';
import type { NotificationsRequested } from '../../../lambdas/contracts/notifications.ts';
import { historyIn } from '../../../lambdas/notifications/adapters/history.ts';
import { trackIn } from '../../../lambdas/notifications/adapters/track-receipts.ts';
import { releaseOf } from '../../../lambdas/notifications/domain/dispatch/release.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { talliesOf } from '../../support/dispatch.ts';
import { addCustomer, addTemplates, dispatchDeps, dispatchWith, noon, payment } from '../../support/dispatching.ts';
import { kinesisOf } from '../../support/kinesis.ts';
import { fakeProviders, type Manner } from '../../support/providers.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
  await addTemplates(db);
});

afterAll(() => db.services.drop());

/** A payment's SMS that the provider took without an answer, until it was left to the sweep. */
async function aSilentMessage(manner: Manner) {
  const customer = `s-${randomUUID()}`;
  await addCustomer(db, customer, ['sms']);
  const ruleId = `paid-${randomUUID().slice(0, 8)}`;
  const { senders, taken } = fakeProviders(() => manner);
  const record = payment(randomUUID(), customer, { origin: { kind: 'rule', ruleId }, channels: ['sms'] });
  await dispatchWith(dispatchDeps(db, senders))(kinesisOf([record]));
  const times = taken.length;
  const history = async () => (await historyIn(db.app)(customer, { limit: 9 }))[0];
  return {
    history,
    tallies: () => talliesOf(db.admin.query, `rule:${ruleId}`),
    hear: async (kind: 'delivered' | 'clicked') =>
      trackIn(db.app)([
        {
          kind,
          at: new Date().toISOString(),
          message: { notificationId: record.data.recipients[0]?.id ?? '' },
          ...(kind === 'clicked' && { link: 'offer' }),
        },
      ]),
    /** The sweep puts it on its lane again. */
    again: async (changes: Partial<NotificationsRequested['data']> = {}, now = noon) =>
      dispatchWith(dispatchDeps(db, senders, now))(kinesisOf(releaseOf([{ ...record.data, ...changes }], now))),
    sentSince: () => taken.length - times,
  };
}

it('sends nothing again that was delivered, though the provider never answered', async () => {
  const world = await aSilentMessage('lost');
  expect(await world.history()).toMatchObject({ state: 'waiting', reason: 'provider-silent', channel: 'sms' });
  await world.hear('delivered');
  await world.again();
  const settled = await world.history();
  expect(world.sentSince()).toBe(0);
  expect(settled).toMatchObject({ state: 'accepted', reason: null, channel: 'sms', acceptedAt: settled?.deliveredAt });
  expect(await world.tallies()).toEqual({ requested: 1, accepted: 1, delivered: 1 });
});

it('sends again what nobody tells of', async () => {
  const world = await aSilentMessage('lost');
  await world.again();
  expect(world.sentSince()).toBeGreaterThan(0);
  expect(await world.tallies()).toEqual({ requested: 1, 'waiting:provider-silent': 1 });
});

it('calls the fate of a message unknown that may have gone out and expired since, and still hears of it', async () => {
  const world = await aSilentMessage('lost');
  await world.again({ expiresAt: '2026-11-21T06:00:00.000Z' });
  expect(world.sentSince()).toBe(0);
  expect(await world.history()).toMatchObject({ state: 'unknown', reason: 'provider-silent', channel: 'sms' });
  await world.hear('clicked');
  expect((await world.history())?.clickedAt).not.toBeNull();
  expect(await world.tallies()).toMatchObject({ requested: 1, 'unknown:provider-silent': 1, clicked: 1 });
});

it('suppresses what expired and was surely not taken', async () => {
  const world = await aSilentMessage('busy');
  await world.again({ expiresAt: '2026-11-21T06:00:00.000Z' });
  expect(await world.history()).toMatchObject({ state: 'suppressed', reason: 'expired', channel: null });
  expect(await world.tallies()).toEqual({ requested: 1, 'suppressed:expired': 1 });
});

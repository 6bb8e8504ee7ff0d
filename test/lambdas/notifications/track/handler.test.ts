import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import {
  notificationBounced,
  notificationClicked,
  notificationOpened,
} from '../../../../lambdas/contracts/notifications.ts';
import type { Fact } from '../../../../lambdas/notifications/domain/tracking/facts.ts';
import type { Receipt } from '../../../../lambdas/notifications/domain/tracking/receipt.ts';
import { receiptEvent } from '../../../../lambdas/notifications/domain/tracking/receipt-event.ts';
import { makeTrack, type TrackDeps } from '../../../../lambdas/notifications/track/handler.ts';
import { PoisonRecord } from '../../../../lambdas/shared/poison-record.ts';
import { countingMeter, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';
import { anEmailEvent } from '../../../support/provider-events.ts';

const notificationId = '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37';
const at = '2026-11-21T06:04:00.000Z';
const opened = receiptEvent('asha', { notificationId, kind: 'opened', at });
const inert: TrackDeps = {
  track: unexpected('track'),
  replaceBounced: unexpected('replaceBounced'),
  publish: unexpected('publish'),
  park: unexpected('park'),
  log: silentLog,
  meter: silentMeter,
};
const aFact = (overrides: Partial<Fact> = {}): Fact => ({
  fact: 'opened',
  notificationId,
  customerId: 'asha',
  campaignId: 'diwali',
  ruleId: null,
  variant: 'a',
  channel: 'email',
  at,
  link: '',
  isMachine: false,
  ...overrides,
});

it('writes a batch down in one call and tells what is known since', async () => {
  const calls: (readonly Receipt[])[] = [];
  const published: EventEnvelope[] = [];
  const replaced: string[] = [];
  const track = makeTrack({
    ...inert,
    track: async (receipts) => {
      calls.push(receipts);
      return [aFact(), aFact({ fact: 'clicked', link: 'offer', isMachine: true }), aFact({ fact: 'bounced' })];
    },
    publish: async (events) => void published.push(...events),
    replaceBounced: async (ids) => replaced.push(...(ids ?? [])),
  });
  await track(
    kinesisOf([
      opened,
      anEmailEvent('Send', notificationId),
      anEmailEvent('Delivery', notificationId, { delivery: { timestamp: at } }),
    ]),
  );
  expect(calls.map((receipts) => receipts.map(({ kind }) => kind))).toEqual([['opened', 'delivered']]);
  expect(notificationOpened.parse(published[0])).toEqual(published[0]);
  expect(notificationClicked.parse(published[1])).toEqual(published[1]);
  expect(notificationBounced.parse(published[2])).toEqual(published[2]);
  expect(replaced).toEqual([notificationId]);
  expect(published.map(({ subject }) => subject)).toEqual(['asha', 'asha', 'asha']);
  expect(new Set(published.map(({ id }) => id)).size).toBe(3);
});

it('tells the same events again when the call before died in between', async () => {
  const told: string[][] = [];
  let isAway = true;
  const track = makeTrack({
    ...inert,
    track: async () => [aFact()],
    publish: async (events) => {
      told.push(events.map(({ id }) => id));
      if (isAway) throw new Error('away');
    },
  });
  await expect(track(kinesisOf([opened]))).rejects.toThrow('away');
  isAway = false;
  await track(kinesisOf([opened]));
  expect(told[1]).toEqual(told[0]);
});

it('asks nobody when nothing counts', async () => {
  expect(await makeTrack(inert)(kinesisOf([anEmailEvent('Send', notificationId)]))).toEqual({ batchItemFailures: [] });
});

it('parks what is no receipt, and the one that the database refuses, and takes the others', async () => {
  const causes: string[] = [];
  const taken: string[] = [];
  const meter = countingMeter();
  const refused = receiptEvent('asha', { notificationId, kind: 'replied', at });
  const track = makeTrack({
    ...inert,
    meter,
    track: async (receipts) => {
      if (receipts.some(({ kind }) => kind === 'replied')) throw new PoisonRecord('database refused the data');
      taken.push(...receipts.map(({ kind }) => kind));
      return [];
    },
    park: async ({ cause }) => void causes.push(cause),
  });
  await track(kinesisOf([opened, 'no JSON', refused, receiptEvent('asha', { notificationId, kind: 'delivered', at })]));
  expect(causes).toEqual(['not JSON', 'database refused the data']);
  expect(taken.toSorted()).toEqual(['delivered', 'opened']);
  expect(meter.counts).toMatchObject({ RecordsPoisoned: 2, ReceiptsTracked: 2 });
});

import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { type NotificationsRequested, notificationConverted } from '../../../../lambdas/contracts/notifications.ts';
import type { Conversion } from '../../../../lambdas/notifications/domain/rules/conversion.ts';
import { bookOf } from '../../../../lambdas/notifications/domain/rules/rule.ts';
import { type FollowDeps, makeFollow } from '../../../../lambdas/notifications/follow/handler.ts';
import { deterministicId } from '../../../../lambdas/shared/deterministic-id.ts';
import { PoisonRecord } from '../../../../lambdas/shared/poison-record.ts';
import { crashingAt } from '../../../support/crashing.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';
import { anActiveRule, aPostedTransfer } from '../../../support/trigger-rules.ts';

const aConversion: Conversion = {
  notificationId: '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37',
  customerId: 'asha',
  campaignId: 'diwali',
  ruleId: null,
  variant: 'a',
  channel: 'sms',
  at: '2026-11-21T06:00:00.000Z',
  by: 'event-1',
};

const messageOf = (eventId: string) => deterministicId('a message', eventId);

/** What the world is told, as lanes and consumers know it: by id. */
function aWorld() {
  const requested = new Map<string, NotificationsRequested>();
  const told = new Map<string, EventEnvelope>();
  const parked: string[] = [];
  const converted = new Set<string>();
  const calls = {
    loadRules: async () => bookOf([anActiveRule()]),
    request: async (records: readonly NotificationsRequested[]) => {
      for (const record of records) requested.set(record.data.recipients[0]?.id ?? '', record);
    },
    convert: async (events: Parameters<FollowDeps['convert']>[0]) => {
      if (events.some(({ id }) => id === 'refused')) throw new PoisonRecord('database refused the data');
      return events.map(({ id }) => {
        converted.add(id);
        return { ...aConversion, notificationId: messageOf(id) };
      });
    },
    publish: async (events: readonly EventEnvelope[]) => {
      for (const event of events) told.set(event.id, event);
    },
  };
  const deps = {
    park: async ({ cause }: { cause: string }) => void parked.push(cause),
    log: silentLog,
    meter: silentMeter,
  };
  const state = () => ({ requested: [...requested.keys()].toSorted(), told: [...told.keys()].toSorted() });
  return { calls, deps, parked, requested, told, converted, state };
}

const batch = [
  aPostedTransfer(),
  aPostedTransfer({ id: 'event-2', subject: 'ravi' }),
  aPostedTransfer({ id: 'event-3' }),
];

async function outcomeOf(events: readonly unknown[]) {
  const world = aWorld();
  await makeFollow({ ...world.calls, ...world.deps })(kinesisOf(events));
  return world;
}

it('asks for messages and tells what campaigns led to', async () => {
  const world = await outcomeOf(batch);
  expect(world.requested.size).toBe(3);
  const told = [...world.told.values()].map((event) => notificationConverted.parse(event).data.notificationId);
  expect(told).toEqual(['event-1', 'event-2', 'event-3'].map(messageOf));
});

it('comes to the same when told twice, shuffled, and in two batches', async () => {
  const once = (await outcomeOf(batch)).state();
  expect((await outcomeOf([...batch, ...batch])).state()).toEqual(once);
  expect((await outcomeOf(batch.toReversed())).state()).toEqual(once);
  const world = aWorld();
  const follow = makeFollow({ ...world.calls, ...world.deps });
  await follow(kinesisOf(batch.slice(2)));
  await follow(kinesisOf(batch.slice(0, 2)));
  expect(world.state()).toEqual(once);
});

it.each([0, 1, 2, 3].flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]))(
  'comes to the same when it died at call %i, %s it was carried out',
  async (at, when) => {
    const once = (await outcomeOf(batch)).state();
    const world = aWorld();
    await expect(
      makeFollow({ ...crashingAt(world.calls, at, when), ...world.deps })(kinesisOf(batch)),
    ).rejects.toThrow();
    await makeFollow({ ...world.calls, ...world.deps })(kinesisOf(batch));
    expect(world.state()).toEqual(once);
  },
);

it('parks what is no event and what the database refuses, and takes the others', async () => {
  const world = await outcomeOf(['no JSON', batch[0], aPostedTransfer({ id: 'refused' }), { type: 'x' }, batch[1]]);
  expect(world.parked).toHaveLength(3);
  expect(world.parked.toSorted()[0]).toBe('database refused the data');
  expect([...world.converted].toSorted()).toEqual(['event-1', 'event-2']);
});

it('asks nobody when nothing is left of a batch', async () => {
  const { deps } = aWorld();
  const follow = makeFollow({
    loadRules: unexpected('loadRules'),
    request: unexpected('request'),
    convert: unexpected('convert'),
    publish: unexpected('publish'),
    ...deps,
  });
  expect(await follow(kinesisOf(['no JSON']))).toEqual({ batchItemFailures: [] });
});

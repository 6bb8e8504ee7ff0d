import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import type { EarlyEvent } from '../../../../lambdas/notifications/adapters/early-events.ts';
import type { ChangedPreference } from '../../../../lambdas/notifications/domain/tracking/changed-preference.ts';
import { makeTellUntold } from '../../../../lambdas/notifications/sweep/untold.ts';
import { crashingAt } from '../../../support/crashing.ts';
import { countingMeter } from '../../../support/fakes.ts';

const notificationId = '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37';
const early: EarlyEvent = {
  id: 'event-1',
  type: 'sangam.payments.transfer-posted.v1',
  subject: 'asha',
  time: '2026-11-21T06:00:00.000Z',
  notificationId,
};
const said: ChangedPreference = {
  customerId: 'asha',
  purpose: 'offers',
  channel: 'sms',
  wanted: false,
  source: 'app',
  changedAt: '2026-11-21T06:00:00.000Z',
};

/** Tells and counts as the database and the stream would; what is noted stays until it was told. */
function aWorld() {
  const world = {
    untold: [said],
    early: [early],
    told: new Map<string, EventEnvelope>(),
    replaced: 0,
    meter: countingMeter(),
  };
  const tell = async (events: readonly EventEnvelope[]) => {
    for (const event of events) world.told.set(event.id, event);
  };
  const steps = {
    untoldPreferences: async () => world.untold,
    tellPreferences: async (events: readonly EventEnvelope[]) => {
      await tell(events);
      world.untold = [];
    },
    ready: async () => world.early,
    counted: async () => {
      world.early = [];
    },
    convert: async (events: readonly Pick<EarlyEvent, 'id' | 'time'>[]) =>
      events.map(({ id, time }) => ({
        notificationId,
        customerId: 'asha',
        campaignId: 'diwali',
        ruleId: null,
        variant: 'a',
        channel: 'sms' as const,
        at: time,
        by: id,
      })),
    publish: tell,
    replaceBounced: async () => {
      world.replaced += 1;
      return 1;
    },
    expire: async () => undefined,
  };
  return { world, steps };
}

const run = ({ world, steps }: ReturnType<typeof aWorld>, by = steps) => {
  const { ready, counted, expire, ...rest } = by;
  const earlyEvents = { ready, counted };
  return makeTellUntold({ ...rest, earlyEvents, bounced: { expire }, meter: world.meter })();
};

it('tells what nobody told and counts what came early, whichever step a run before died at', async () => {
  const deaths = [0, 1, 2, 3, 4, 5, 6].flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]);
  for (const [step, when] of deaths) {
    const made = aWorld();
    await expect(run(made, crashingAt(made.steps, step, when))).rejects.toThrow(when);
    await run(made);
    expect([...made.world.told.values()].map(({ type }) => type).toSorted()).toEqual([
      'sangam.notifications.converted.v1',
      'sangam.notifications.preference-changed.v1',
    ]);
    expect([made.world.untold, made.world.early]).toEqual([[], []]);
    expect(made.world.replaced).toBeGreaterThan(0);
  }
});

it('does nothing but look when there is nothing', async () => {
  const made = aWorld();
  Object.assign(made.world, { untold: [], early: [] });
  await run(made);
  expect(made.world.told.size).toBe(0);
});

import { notificationsRequested } from '../../../../lambdas/contracts/notifications.ts';
import { AudienceChanged } from '../../../../lambdas/notifications/adapters/audience-pages.ts';
import { makeRunCampaign } from '../../../../lambdas/notifications/run-campaign/handler.ts';
import { type CampaignWorld, campaignWorld, customersOf } from '../../../support/campaign-world.ts';
import { aDefinition, campaignId } from '../../../support/campaigns.ts';
import { durableContext } from '../../../support/durable-context.ts';

const audience = Array.from({ length: 95 }, (_, at) => `c${String(at).padStart(3, '0')}`);

/** Waits move the clock. */
function carriedOut(world: CampaignWorld, run = world.row.run) {
  const waits: [string, number][] = [];
  const context = durableContext();
  const wait = async (name: string, { seconds }: { seconds: number }): Promise<void> => {
    waits.push([name, seconds]);
    world.nowMs += seconds * 1000;
  };
  Object.assign(context, { wait });
  return makeRunCampaign(world.deps)({ campaignId, run }, context).then((end) => ({ end, waits }));
}

it('asks for everybody of its audience once, and says that it is done', async () => {
  const world = campaignWorld({ audience });
  expect(await carriedOut(world)).toEqual({ end: 'done', waits: [] });
  expect(customersOf(world.requested).toSorted()).toEqual(audience);
  expect(world.row).toMatchObject({ state: 'done', requested: 95 });
  expect(world.told.map(({ type, data }) => [type, data])).toEqual([
    ['sangam.notifications.campaign-ended.v1', { campaignId, state: 'done', requested: 95 }],
  ]);
  for (const request of world.requested) expect(notificationsRequested.parse(request)).toEqual(request);
  expect(new Set(world.requested.map(({ data }) => data.variant))).toEqual(new Set(['plain', 'warm', 'holdout']));
});

it('sleeps until it starts', async () => {
  const world = campaignWorld({ audience, campaign: { startsAt: '2026-11-21T09:30:00.000Z' } });
  expect(await carriedOut(world)).toEqual({ end: 'done', waits: [['start', 12_600]] });
  expect(world.requested[0]?.data.expiresAt).toBe('2026-11-24T09:30:00.000Z');
});

it('asks for no more in a second than it may, on average', async () => {
  const world = campaignWorld({ audience, pageSize: 3, campaign: { definition: aDefinition({ sendRatePerSec: 1 }) } });
  const { waits } = await carriedOut(world);
  // Ten in ten seconds; the last five are the end.
  expect(waits).toHaveLength(9);
  expect(world.nowMs - Date.parse('2026-11-21T06:00:00.000Z')).toBeGreaterThan(85_000);
});

it('stops behind the page at which it is paused, and goes on from there', async () => {
  const pause = (paused: CampaignWorld, page: number): void => {
    if (page === 4 && paused.row.run === 1) paused.row = { ...paused.row, state: 'paused' };
  };
  const world = campaignWorld({ audience, onPage: pause });
  expect((await carriedOut(world)).end).toBeUndefined();
  expect(customersOf(world.requested)).toHaveLength(50);
  expect(world.row).toMatchObject({ state: 'paused', requested: 50 });
  expect(world.told).toEqual([]);

  world.row = { ...world.row, state: 'scheduled', run: 2 };
  world.paused = 5;
  expect((await carriedOut(world)).end).toBe('done');
  expect(world.paused).toBe(0);
  expect(customersOf(world.requested).toSorted()).toEqual(audience);
});

it('leaves the campaign to the run that came after it', async () => {
  const world = campaignWorld({ audience, campaign: { run: 2, state: 'running' } });
  expect((await carriedOut(world, 1)).end).toBeUndefined();
  expect(world.requested).toEqual([]);
});

it('lets go what waits and says so when it is cancelled', async () => {
  const world = campaignWorld({ audience, campaign: { run: 3, state: 'cancelled', requested: 40 } });
  world.paused = 3;
  expect((await carriedOut(world)).end).toBe('cancelled');
  expect(world.requested).toEqual([]);
  expect(world.paused).toBe(0);
  expect(world.told.map(({ data }) => data)).toEqual([{ campaignId, state: 'cancelled', requested: 40 }]);
});

it('ends when nothing it could send would be of use any more', async () => {
  const definition = aDefinition({ sendRatePerSec: 1, expiresInHours: 1 });
  const endless = Array.from({ length: 5_000 }, (_, at) => `c${String(at).padStart(5, '0')}`);
  const world = campaignWorld({ audience: endless, campaign: { definition } });
  expect((await carriedOut(world)).end).toBe('done');
  expect(world.row.reason).toBe('expired');
  expect(world.row.requested).toBeGreaterThan(3_000);
  expect(world.row.requested).toBeLessThan(4_000);
});

it('is refused when its file is another one by now', async () => {
  const world = campaignWorld();
  const readPage = () => Promise.reject(new AudienceChanged('the file was changed after it was counted'));
  Object.assign(world.deps, { readPage });
  expect((await carriedOut(world)).end).toBe('refused');
  expect(world.row).toMatchObject({ state: 'refused', reason: 'the file was changed after it was counted' });
});

it('tries again when the lane or the database is away', async () => {
  const world = campaignWorld({ audience });
  const { request } = world.deps;
  let calls = 0;
  const flaky: typeof request = async (events) => {
    calls += 1;
    if (calls % 2 === 1) throw new Error('away');
    await request(events);
  };
  const end = await makeRunCampaign({ ...world.deps, request: flaky })({ campaignId, run: 1 }, durableContext());
  expect(end).toBe('done');
  expect(customersOf(world.requested).toSorted()).toEqual(audience);
});

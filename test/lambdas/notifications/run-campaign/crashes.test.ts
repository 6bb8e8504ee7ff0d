import { makeRunCampaign } from '../../../../lambdas/notifications/run-campaign/handler.ts';
import { campaignWorld, customersOf } from '../../../support/campaign-world.ts';
import { campaignId } from '../../../support/campaigns.ts';
import { crashingAt } from '../../../support/crashing.ts';
import { untilEnded } from '../../../support/durable-context.ts';

const audience = Array.from({ length: 35 }, (_, at) => `c${String(at).padStart(3, '0')}`);

/** What a campaign came to with a worker that dies at one call, or nowhere. */
async function outcomeOf(crash?: { readonly at: number; readonly when: 'before' | 'after' }) {
  const world = campaignWorld({ audience });
  world.paused = 3;
  const { progress, read, readPage, request, publish, ...rest } = world.deps;
  let calls = 0;
  const verbs = { ...progress, read, readPage, request, publish };
  const counted = Object.fromEntries(
    Object.entries(verbs).map(([name, work]) => [
      name,
      (...args: never[]) => {
        calls += 1;
        return (work as (...args: never[]) => Promise<unknown>)(...args);
      },
    ]),
  ) as typeof verbs;
  // All calls are numbered together, whichever dependency they are of.
  const flat = crash === undefined ? counted : crashingAt(counted, crash.at, crash.when);
  const { begin, turnPage, end, release, ...own } = {
    begin: flat.begin,
    turnPage: flat.turnPage,
    end: flat.end,
    release: flat.release,
    read: flat.read,
    readPage: flat.readPage,
    request: flat.request,
    publish: flat.publish,
  };
  const run = makeRunCampaign({ ...rest, ...own, progress: { begin, turnPage, end, release } });
  const state = await untilEnded((context) => run({ campaignId, run: 1 }, context));
  const messages = new Map(world.requested.flatMap(({ data }) => data.recipients.map(({ id }) => [id, data.variant])));
  return {
    calls,
    times: customersOf(world.requested).length,
    outcome: {
      state,
      row: { ...world.row },
      messages: [...messages].toSorted(),
      customers: [...new Set(customersOf(world.requested))].toSorted(),
      told: [...new Map(world.told.map((event) => [event.id, event.data])).values()],
      paused: world.paused,
    },
  };
}

it('comes to the same wherever its worker dies, and asks again for one page at most', async () => {
  const { calls, outcome } = await outcomeOf();
  expect(outcome.customers).toEqual(audience);
  expect(calls).toBeGreaterThan(15);
  for (let at = 0; at < calls; at++)
    for (const when of ['before', 'after'] as const) {
      const crashed = await outcomeOf({ at, when });
      expect({ at, when, ...crashed.outcome }).toEqual({ at, when, ...outcome });
      expect(crashed.times).toBeLessThanOrEqual(audience.length + 10);
    }
});

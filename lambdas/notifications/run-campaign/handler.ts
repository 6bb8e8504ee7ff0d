import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { deterministicId } from '../../shared/deterministic-id.ts';
import type { Log } from '../../shared/log.ts';
import type { Publish } from '../../shared/publish.ts';
import type { CampaignRun } from '../adapters/campaign-executions.ts';
import { persistently } from './durably.ts';
import { carryOutRound, type RoundDeps, type RoundOutcome } from './round.ts';

export type RunCampaignDeps = RoundDeps & {
  /** States events on `domain-events`. */
  readonly publish: Publish;
  readonly log: Log;
};

type End = 'done' | 'cancelled' | 'refused';

/**
 * One run of a campaign: from its start, a resumption or its cancellation to its end or the next pause. It may be invoked
 * again and again for one execution; how far the campaign is lies in its row and not here.
 * @returns how it ended, `undefined` when somebody stopped it
 */
export function makeRunCampaign(deps: RunCampaignDeps) {
  return async (event: CampaignRun, context: DurableContext): Promise<End | undefined> => {
    const { campaignId, run } = event;
    const job = await persistently(context, 'job', async () => {
      const campaign = await deps.read(campaignId);
      // Only a run that was moved to is started: a row without it is one that has gone on.
      if (campaign?.run !== run) return null;
      const waitMs = Date.parse(campaign.startsAt ?? campaign.createdAt) - deps.now().getTime();
      return { isCancelled: campaign.state === 'cancelled', waitSec: Math.max(0, Math.ceil(waitMs / 1000)) };
    });
    if (job === null) return undefined;
    if (job.isCancelled) return finish(deps, event, context, 'cancelled', null);

    if (job.waitSec > 0) await context.wait('start', { seconds: job.waitSec });
    const isOurs = await persistently(context, 'begin', () => deps.progress.begin(campaignId, run));
    if (!isOurs) return undefined;
    await persistently(context, 'release', () => releaseAll(deps, campaignId));
    const last = await rounds(deps, event, context);
    if (last.kind === 'stopped') return undefined;
    return last.kind === 'refused'
      ? finish(deps, event, context, 'refused', last.reason)
      : finish(deps, event, context, 'done', last.reason);
  };
}

async function rounds(
  deps: RunCampaignDeps,
  event: CampaignRun,
  context: DurableContext,
): Promise<Exclude<RoundOutcome, { kind: 'more' }>> {
  for (let round = 0; ; round++) {
    const outcome = await persistently(context, `round-${round}`, () => carryOutRound(deps, event, round));
    deps.meter.flush();
    if (outcome.kind !== 'more') return outcome;
    if (outcome.pauseSec > 0) await context.wait(`pause-${round}`, { seconds: outcome.pauseSec });
  }
}

/** What waited for a pause to end is due now: it is sent, or dropped when the campaign is cancelled. */
async function releaseAll({ progress }: RunCampaignDeps, campaignId: string): Promise<number> {
  let released = 0;
  for (let more = await progress.release(campaignId); more > 0; more = await progress.release(campaignId))
    released += more;
  return released;
}

async function finish(
  deps: RunCampaignDeps,
  { campaignId, run }: CampaignRun,
  context: DurableContext,
  state: End,
  reason: string | null,
): Promise<End | undefined> {
  const { progress, publish, now, log, meter } = deps;
  if (state === 'cancelled') await persistently(context, 'release', () => releaseAll(deps, campaignId));
  else if (!(await persistently(context, 'end', () => progress.end(campaignId, run, state, reason)))) return undefined;
  return persistently(context, 'tell', async () => {
    const requested = (await deps.read(campaignId))?.requested ?? 0;
    await publish([
      {
        specversion: '1.0',
        id: deterministicId('notifications', 'campaign ended', campaignId, state),
        source: '/sangam/notifications',
        type: 'sangam.notifications.campaign-ended.v1',
        subject: campaignId,
        time: now().toISOString(),
        datacontenttype: 'application/json',
        data: { campaignId, state, requested },
      },
    ]);
    log.info('campaign.ended', { campaignId, state, reason, requested });
    meter.count(state === 'refused' ? 'CampaignsRefused' : 'CampaignsEnded');
    meter.flush();
    return state;
  });
}

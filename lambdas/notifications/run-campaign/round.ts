import type { Clock } from '../../shared/clock.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Publish } from '../../shared/publish.ts';
import { AudienceChanged, type ReadPage } from '../adapters/audience-pages.ts';
import type { CampaignRun } from '../adapters/campaign-executions.ts';
import type { CampaignProgress } from '../adapters/campaign-progress.ts';
import type { Campaigns, KnownCampaign } from '../adapters/campaigns-table.ts';
import { roundOf } from '../domain/campaign/pace.ts';
import { requestsOfPage } from '../domain/campaign/page-requests.ts';

export type RoundDeps = {
  readonly read: Campaigns['read'];
  readonly progress: CampaignProgress;
  readonly readPage: ReadPage;
  /** Onto the lane of campaigns. */
  readonly request: Publish;
  readonly now: Clock;
  readonly meter: Meter;
};

export type RoundOutcome =
  /** There is more, after a pause. */
  | { readonly kind: 'more'; readonly pauseSec: number }
  | { readonly kind: 'ended'; readonly reason: string | null }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Paused, cancelled, or gone on with by another run. */
  | { readonly kind: 'stopped' };

/** A worker has two minutes, and what it did in a round that was cut off is read and asked for once more. */
const workMaxMs = 20_000;

/**
 * Asks for the next pages of an audience. What was asked for is noted page by page: a round that is repeated goes on
 * behind the last page noted, and asks again for at most one, whose messages have the same ids.
 */
export async function carryOutRound(
  deps: RoundDeps,
  { campaignId, run }: CampaignRun,
  round: number,
): Promise<RoundOutcome> {
  const campaign = await deps.read(campaignId);
  if (campaign?.run !== run || campaign.state !== 'running') return { kind: 'stopped' };
  try {
    return await pages(deps, campaign, round);
  } catch (error) {
    if (!(error instanceof AudienceChanged)) throw error;
    return { kind: 'refused', reason: error.message };
  }
}

async function pages(deps: RoundDeps, campaign: KnownCampaign, round: number): Promise<RoundOutcome> {
  const { now, progress, readPage, request, meter } = deps;
  const { campaignId, run, definition } = campaign;
  const { most, seconds } = roundOf(definition.sendRatePerSec, round);
  const expiresAt = expiryOf(campaign);
  const beganMs = now().getTime();
  const passedMs = (): number => now().getTime() - beganMs;
  let cursor = campaign.nextPage;
  for (let requested = 0; requested < most && passedMs() < workMaxMs; ) {
    if (cursor !== null && cursor.after === null) return { kind: 'ended', reason: null };
    const at = now();
    if (at.toISOString() >= expiresAt) return { kind: 'ended', reason: 'expired' };
    const page = cursor?.page ?? 0;
    const { members, next } = await readPage(
      { campaignId, audience: definition.audience },
      cursor?.after ?? undefined,
      most - requested,
    );
    await request(requestsOfPage({ campaignId, definition, page, members, expiresAt, at }));
    const following = { page: page + 1, after: next };
    const goesOn = await progress.turnPage({ campaignId, run, page, next: following, requested: members.length });
    if (!goesOn) return { kind: 'stopped' };
    meter.count('CustomersRequested', members.length);
    cursor = following;
    requested += members.length;
  }
  if (cursor?.after === null) return { kind: 'ended', reason: null };
  return { kind: 'more', pauseSec: Math.max(0, Math.ceil(seconds - passedMs() / 1000)) };
}

function expiryOf({ startsAt, createdAt, definition }: KnownCampaign): string {
  const startMs = Date.parse(startsAt ?? createdAt);
  return new Date(startMs + definition.expiresInHours * 3_600_000).toISOString();
}

import type { DryRun } from '../../contracts/api/campaigns.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import { type CampaignObjects, dryRunKey } from '../adapters/audience-objects.ts';
import { AudienceChanged, type ReadPage } from '../adapters/audience-pages.ts';
import type { Campaigns, Cursor, KnownCampaign } from '../adapters/campaigns-table.ts';
import type { DryRunReader } from '../adapters/dry-run-reader.ts';
import type { TemplateReach } from '../domain/campaign/dry-run.ts';
import { rehearsal } from '../domain/campaign/dry-run.ts';

export type DryRunWanted = { readonly campaignId: string; readonly dryRunId: string };

export type DryRunDeps = {
  readonly read: Campaigns['read'];
  readonly readPage: ReadPage;
  readonly reader: DryRunReader;
  readonly put: CampaignObjects['put'];
  readonly now: Clock;
  readonly log: Log;
};

/** With five addresses each they fit the megabyte that the Data API answers with. */
const pageOfCandidates = 500;
/** Its readers look now and then. */
const pagesBetweenReports = 20;

/**
 * Goes through the whole audience of a campaign and decides for each as dispatching does, without sending or keeping
 * anything but its own result. Tried again, it begins anew.
 */
export function makeDryRun({ read, readPage, reader, put, now, log }: DryRunDeps) {
  return async ({ campaignId, dryRunId }: DryRunWanted): Promise<void> => {
    const campaign = await read(campaignId);
    if (campaign === undefined) throw new Error('there is no such campaign');
    const startedAt = now();
    const result = await rehearsalOf(campaign, startedAt);
    const report = (state: DryRun['state'], reason: string | null): Promise<void> =>
      put(
        dryRunKey(campaignId, dryRunId),
        JSON.stringify({ dryRunId, state, reason, startedAt: startedAt.toISOString(), ...result.result() }),
        'application/json',
      );
    try {
      await goThrough(campaign, result, () => report('running', null));
      await report('done', null);
    } catch (error) {
      const isRefused = error instanceof AudienceChanged;
      await report('failed', isRefused ? error.message : 'something broke on our side');
      if (!isRefused) throw error;
    }
    log.info('campaign.rehearsed', { campaignId, dryRunId, checked: result.result().checked });
  };

  async function rehearsalOf({ campaignId, definition }: KnownCampaign, startedAt: Date) {
    const reaches = new Map<string, TemplateReach>();
    for (const { name, template } of definition.variants) reaches.set(name, await reader.reachOf(template));
    const startMs = Date.parse(definition.startAt ?? startedAt.toISOString());
    return rehearsal({
      campaignId,
      definition,
      policy: await reader.policy(),
      reachOf: ({ name }) => reaches.get(name) ?? { channels: new Set(), smsPartsMax: 1 },
      at: new Date(Math.max(startMs, startedAt.getTime())),
    });
  }

  async function goThrough(
    { campaignId, definition: { audience } }: KnownCampaign,
    result: ReturnType<typeof rehearsal>,
    report: () => Promise<void>,
  ): Promise<void> {
    let after: Cursor['after'] | undefined;
    for (let page = 1; after !== null; page++) {
      const { members, next } = await readPage({ campaignId, audience }, after, pageOfCandidates);
      const candidates = await reader.candidates(members.map(({ customerId }) => customerId));
      for (const { customerId } of members) result.see(customerId, candidates.get(customerId));
      if (page % pagesBetweenReports === 0) await report();
      after = next;
    }
  }
}

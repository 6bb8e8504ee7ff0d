import type { DryRun } from '../../contracts/api/campaigns.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import { type CampaignObjects, dryRunKey } from '../adapters/audience-objects.ts';
import { AudienceChanged, type ReadPage } from '../adapters/audience-pages.ts';
import type { Campaigns, Cursor, KnownCampaign } from '../adapters/campaigns-table.ts';
import type { CompiledTemplateOf } from '../adapters/compiled-templates.ts';
import type { ReadCustomers, Wanted } from '../adapters/customers-reader.ts';
import type { ReadRules } from '../adapters/sending-rules.ts';
import { rehearsal } from '../domain/campaign/dry-run.ts';
import { needsInsights, needsWallets } from '../domain/enrichment/values.ts';
import type { CompiledTemplate } from '../domain/template/compile.ts';

export type DryRunWanted = { readonly campaignId: string; readonly dryRunId: string };

export type DryRunDeps = {
  readonly read: Campaigns['read'];
  readonly readPage: ReadPage;
  readonly rules: ReadRules;
  readonly template: CompiledTemplateOf;
  readonly customers: ReadCustomers;
  readonly put: CampaignObjects['put'];
  /** Where links in messages begin. */
  readonly linkBase: string;
  readonly now: Clock;
  readonly log: Log;
};

/** Four calls of the customers' reader side by side. */
const pageSize = 1_000;
/** Who waits for it looks now and then. */
const pagesBetweenReports = 20;

/**
 * Goes through the whole audience of a campaign and decides and writes for each as dispatching does, without sending or
 * keeping anything but its own result. Tried again, it begins anew.
 */
export function makeDryRun(deps: DryRunDeps) {
  const { read, put, now, log } = deps;
  return async ({ campaignId, dryRunId }: DryRunWanted): Promise<void> => {
    const campaign = await read(campaignId);
    if (campaign === undefined) throw new Error('there is no such campaign');
    const startedAt = now();
    const { result, wanted } = await prepared(deps, campaign, startedAt);
    const report = (state: DryRun['state'], reason: string | null): Promise<void> =>
      put(
        dryRunKey(campaignId, dryRunId),
        JSON.stringify({ dryRunId, state, reason, startedAt: startedAt.toISOString(), ...result.result() }),
        'application/json',
      );
    try {
      await goThrough(deps, campaign, wanted, result, () => report('running', null));
      await report('done', null);
    } catch (error) {
      const isRefused = error instanceof AudienceChanged;
      await report('failed', isRefused ? error.message : 'something broke on our side');
      if (!isRefused) throw error;
    }
    log.info('campaign.rehearsed', { campaignId, dryRunId, checked: result.result().checked });
  };
}

async function prepared({ rules, template, linkBase }: DryRunDeps, campaign: KnownCampaign, startedAt: Date) {
  const { campaignId, name, definition } = campaign;
  const templates = new Map<string, CompiledTemplate | undefined>();
  for (const variant of definition.variants)
    templates.set(variant.name, await template(variant.template.id, variant.template.version));
  const needs = new Set([...templates.values()].flatMap((each) => [...(each?.needs ?? [])]));
  const startMs = Date.parse(definition.startAt ?? startedAt.toISOString());
  const at = new Date(Math.max(startMs, startedAt.getTime()));
  const templateOf = (variant: { readonly name: string }) => templates.get(variant.name);
  return {
    wanted: { insights: needsInsights(needs), wallets: needsWallets(needs), counts: true },
    result: rehearsal({ campaignId, name, definition, ...(await rules()), templateOf, at, linkBase }),
  };
}

async function goThrough(
  { readPage, customers }: DryRunDeps,
  { campaignId, definition: { audience } }: KnownCampaign,
  wanted: Wanted,
  result: ReturnType<typeof rehearsal>,
  report: () => Promise<void>,
): Promise<void> {
  let after: Cursor['after'] | undefined;
  for (let page = 1; after !== null; page++) {
    const { members, next } = await readPage({ campaignId, audience }, after, pageSize);
    const ids = members.map(({ customerId }) => customerId);
    const known = ids.length === 0 ? undefined : await customers(ids, wanted);
    for (const member of members) result.see(member, known?.get(member.customerId));
    if (page % pagesBetweenReports === 0) await report();
    after = next;
  }
}

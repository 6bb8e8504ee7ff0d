import { z } from 'zod';
import {
  type CampaignRequest,
  campaignPath,
  campaignRequest,
  campaignsQuery,
  maxAudienceBytes,
} from '../../contracts/api/campaigns.ts';
import { idempotencyKey } from '../../contracts/api/idempotency-key.ts';
import type { Purpose } from '../../contracts/notifications.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { SignedUrl } from '../../shared/signed-urls.ts';
import type { CampaignObjects } from '../adapters/audience-objects.ts';
import type { CampaignCounts } from '../adapters/campaign-counts.ts';
import type { CampaignRun } from '../adapters/campaign-executions.ts';
import type { TemplateFacts } from '../adapters/campaign-templates.ts';
import type { Campaigns, KnownCampaign } from '../adapters/campaigns-table.ts';
import type { Variant } from '../domain/campaign/definition.ts';
import { definitionOf, isSameRequest } from '../domain/campaign/new-campaign.ts';
import { type Command, moveOf } from '../domain/campaign/transition.ts';
import { type DryRunsDeps, dryRuns } from './dry-runs.ts';
import { readinessOf, summaryOf, viewOf } from './view.ts';

export type CampaignsDeps = HttpHandlerDeps &
  DryRunsDeps & {
    readonly campaigns: Campaigns;
    readonly countsOf: (campaignId: string) => Promise<CampaignCounts>;
    readonly templateFacts: TemplateFacts;
    readonly readBlock: CampaignObjects['readBlock'];
    readonly signedUrl: SignedUrl;
    readonly start: (run: CampaignRun) => Promise<void>;
    /** Counts the lines of an uploaded file, later. */
    readonly check: (campaign: { readonly campaignId: string; readonly etag: string }) => Promise<void>;
  };

const noQuery = z.strictObject({});
const startMaxMs = 350 * 86_400_000;
/** It is read as one row, of which the Data API takes 64 KB. */
const definitionBytesMax = 50_000;

/** Makes, shows and moves campaigns. What a running one does is its execution's business. */
export function makeCampaigns(deps: CampaignsDeps): HttpHandler {
  const { campaigns, countsOf, templateFacts, readBlock, signedUrl, start, check } = deps;

  async function create(request: ApiRequest): Promise<Reply> {
    request.query(noQuery);
    const key = request.header('idempotency-key', idempotencyKey);
    const wanted = request.json(campaignRequest);
    const createdBy = request.caller?.subject ?? '';
    const campaignId = deterministicId('campaign', createdBy, key);
    // Its execution has a year, and two weeks of that are for its run.
    if (Date.parse(wanted.startAt ?? '') > deps.now().getTime() + startMaxMs)
      throw wrong('/startAt', 'must be within 350 days');
    const { purpose, variants } = await versionsOf(wanted);
    const definition = definitionOf(wanted, purpose, variants);
    if (Buffer.byteLength(JSON.stringify(definition)) > definitionBytesMax)
      throw wrong('/audience/segment', `must leave the campaign at most ${definitionBytesMax} bytes`);
    await campaigns.open({ campaignId, name: wanted.name, definition, createdBy });
    const kept = await known(campaignId);
    if (kept.name !== wanted.name || !isSameRequest(kept.definition, definition))
      throw new Problem('idempotency-key-reused', 'Send another request under a key of its own.');
    return { status: 201, body: await view(kept) };
  }

  /** The versions that it is made with and stays with. @throws Problem naming the variant */
  async function versionsOf({
    variants: wanted,
    channels,
  }: CampaignRequest): Promise<{ readonly purpose: Purpose; readonly variants: readonly Variant[] }> {
    const facts = await Promise.all(wanted.map(({ template: { id, version } }) => templateFacts(id, version)));
    const variants = wanted.map(({ name, weight, template: { id } }, at) => {
      const found = facts[at];
      if (found === undefined) throw wrong(`/variants/${at}/template`, 'must be a template that is there');
      if (found.purpose !== facts[0]?.purpose)
        throw wrong(`/variants/${at}/template`, 'must have the purpose of the first one');
      if (!found.channels.some((name) => channels.includes(name)))
        throw wrong(`/variants/${at}/template`, 'must have a text for one of the channels');
      return { name, weight, template: { id, version: found.version } };
    });
    const purpose = facts[0]?.purpose;
    if (purpose === undefined) throw new Error('the schema lets no campaign through without a variant');
    return { purpose, variants };
  }

  async function list(request: ApiRequest): Promise<Reply> {
    const { limit, before } = request.query(campaignsQuery);
    return { status: 200, body: { campaigns: (await campaigns.list(limit, before)).map(summaryOf) } };
  }

  /** Takes what lies at the upload's address for the audience, and has it counted. */
  async function submitAudience(request: ApiRequest): Promise<Reply> {
    const { campaignId, state, definition } = await named(request);
    const { audience } = definition;
    if (audience.kind !== 'upload') throw new Problem('campaign-state', 'Its audience is a segment and takes no file.');
    const block = await readBlock(campaignId, 0);
    if (block === undefined) throw new Problem('not-uploaded', 'PUT the file to its uploadUrl first.');
    if (block.size > maxAudienceBytes)
      throw new Problem('file-refused', `The file may have ${maxAudienceBytes} bytes.`);
    const { etag, size } = block;
    if (state !== 'draft' && audience.file?.etag !== etag)
      throw new Problem('campaign-state', 'It has started with another file.');
    // Counted once; a file that was not counted to its end is counted again.
    if (audience.file?.etag !== etag || readinessOf(audience) === 'checking') {
      await campaigns.setFile(campaignId, { etag, bytes: size, rows: null, wrong: null, refused: null });
      await check({ campaignId, etag });
    }
    return { status: 202, body: await view(await known(campaignId)) };
  }

  async function command(request: ApiRequest, command: Command): Promise<Reply> {
    let campaign = await named(request);
    const move = moveOf(campaign.state, command);
    if (move.kind === 'refused')
      throw new Problem('campaign-state', `A campaign that is ${campaign.state} cannot be told to ${command}.`);
    if (command === 'start' && readinessOf(campaign.definition.audience) !== 'ready')
      throw new Problem('campaign-state', 'Its audience is not ready: upload and submit a file first.');
    if (move.kind === 'move') {
      if (!(await campaigns.move(campaign, move.to, move.runs)))
        throw new Problem('conflict', 'Look at the campaign and say it again.');
      campaign = await known(campaign.campaignId);
    }
    // Also when it was said before: the first time may have failed between the two.
    if (move.runs) await start({ campaignId: campaign.campaignId, run: campaign.run });
    deps.log.info('campaign.told', { campaignId: campaign.campaignId, command, state: campaign.state });
    return { status: 202, body: await view(campaign) };
  }

  async function named(request: ApiRequest): Promise<KnownCampaign> {
    const { campaignId } = request.path(campaignPath);
    request.query(noQuery);
    return known(campaignId);
  }

  async function known(campaignId: string): Promise<KnownCampaign> {
    const found = await campaigns.read(campaignId);
    if (found === undefined) throw new Problem('not-found', 'No campaign has this id.');
    return found;
  }

  const view = async (campaign: KnownCampaign) => viewOf(campaign, await countsOf(campaign.campaignId), signedUrl);

  const rehearsals = dryRuns(deps, known);
  return makeHttpHandler(deps, async (request) => {
    if (request.route.endsWith('/dry-runs')) return rehearsals.start(request);
    if (request.route.endsWith('{dryRunId}')) return rehearsals.show(request);
    const [, verb] = /\{campaignId\}\/(\w+)$/.exec(request.route) ?? [];
    if (verb === 'audience') return submitAudience(request);
    if (verb !== undefined) return command(request, verb as Command);
    if (request.route.startsWith('POST')) return create(request);
    if (request.route.endsWith('}')) return { status: 200, body: await view(await named(request)) };
    return list(request);
  });
}

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid-request', 'See errors for each field that is wrong.', [{ in: 'body', pointer, detail }]);

import { z } from 'zod';
import { campaignPath, type DryRun, dryRun, dryRunPath } from '../../contracts/api/campaigns.ts';
import { idempotencyKey } from '../../contracts/api/idempotency-key.ts';
import type { Clock } from '../../shared/clock.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';
import type { ApiRequest, Reply } from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import { type CampaignObjects, dryRunKey } from '../adapters/audience-objects.ts';
import type { KnownCampaign } from '../adapters/campaigns-table.ts';
import { readinessOf } from './view.ts';

export type DryRunsDeps = {
  readonly objects: Pick<CampaignObjects, 'read' | 'put'>;
  /** Goes through the audience, later. */
  readonly rehearse: (wanted: { readonly campaignId: string; readonly dryRunId: string }) => Promise<void>;
  readonly now: Clock;
};

const noQuery = z.strictObject({});

/** Starts dry runs and shows what they came to: each is an object of its own. */
export function dryRuns({ objects, rehearse, now }: DryRunsDeps, known: (id: string) => Promise<KnownCampaign>) {
  async function found(campaignId: string, dryRunId: string): Promise<DryRun | undefined> {
    const text = await objects.read(dryRunKey(campaignId, dryRunId));
    return text === undefined ? undefined : dryRun.parse(JSON.parse(text));
  }

  return {
    start: async (request: ApiRequest): Promise<Reply> => {
      const { campaignId } = request.path(campaignPath);
      request.query(noQuery);
      const dryRunId = deterministicId('dry run', campaignId, request.header('idempotency-key', idempotencyKey));
      const { definition } = await known(campaignId);
      if (readinessOf(definition.audience) !== 'ready')
        throw new Problem('campaign-state', 'Its audience is not ready: upload and submit a file first.');
      const before = await found(campaignId, dryRunId);
      // One that nobody began looks like one that has just begun: it is asked for again.
      if (before !== undefined && (before.state === 'done' || before.checked > 0)) return { status: 202, body: before };
      const begun = begunAt(now(), dryRunId);
      // First the object: what the run writes must not be written over.
      await objects.put(dryRunKey(campaignId, dryRunId), JSON.stringify(begun), 'application/json');
      await rehearse({ campaignId, dryRunId });
      return { status: 202, body: begun };
    },

    show: async (request: ApiRequest): Promise<Reply> => {
      const { campaignId, dryRunId } = request.path(dryRunPath);
      request.query(noQuery);
      const body = await found(campaignId, dryRunId);
      if (body === undefined) throw new Problem('not-found', 'The campaign has no dry run of this id.');
      return { status: 200, body };
    },
  };
}

const begunAt = (at: Date, dryRunId: string): DryRun => ({
  dryRunId,
  state: 'running',
  reason: null,
  startedAt: at.toISOString(),
  checked: 0,
  heldOut: 0,
  wouldSend: [],
  wouldWait: [],
  wouldSuppress: [],
  costMicros: '0',
  currency: null,
  samples: [],
});

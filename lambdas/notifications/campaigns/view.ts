import type { CampaignView } from '../../contracts/api/campaigns.ts';
import type { SignedUrl } from '../../shared/signed-urls.ts';
import { audienceKey, wrongLinesKey } from '../adapters/audience-objects.ts';
import type { CampaignCounts } from '../adapters/campaign-counts.ts';
import type { KnownCampaign, ListedCampaign } from '../adapters/campaigns-table.ts';
import type { Audience } from '../domain/campaign/definition.ts';

export const summaryOf = ({
  campaignId,
  name,
  state,
  definition,
  createdBy,
  createdAt,
  startedAt,
  endedAt,
}: ListedCampaign) => ({
  campaignId,
  name,
  state,
  purpose: definition.purpose,
  createdBy,
  createdAt,
  startedAt,
  endedAt,
});

export async function viewOf(
  known: KnownCampaign,
  { counts, suppressedBy }: CampaignCounts,
  signedUrl: SignedUrl,
): Promise<CampaignView> {
  const { definition } = known;
  return {
    ...summaryOf(known),
    reason: known.reason,
    audience: await audienceOf(known, signedUrl),
    variants: definition.variants.map(({ template, ...variant }) => ({ ...variant, template: { ...template } })),
    channels: [...definition.channels],
    holdoutPercent: definition.holdoutPercent,
    startAt: definition.startAt,
    sendRatePerSec: definition.sendRatePerSec,
    budget: definition.budget,
    spentMicros: known.spentMicros,
    counts: { requested: known.requested, ...counts },
    suppressedBy: [...suppressedBy],
  };
}

/** Whether a campaign may start, and why not. */
export function readinessOf(audience: Audience): CampaignView['audience']['state'] {
  if (audience.kind === 'segment') return 'ready';
  if (audience.file === null) return 'awaiting-upload';
  if (audience.file.refused !== null) return 'refused';
  return audience.file.rows === null ? 'checking' : 'ready';
}

async function audienceOf(
  { campaignId, state, definition: { audience } }: KnownCampaign,
  signedUrl: SignedUrl,
): Promise<CampaignView['audience']> {
  const file = audience.kind === 'upload' ? audience.file : null;
  const isOpen = audience.kind === 'upload' && state === 'draft';
  return {
    kind: audience.kind,
    state: readinessOf(audience),
    reason: file?.refused ?? null,
    rows: file?.rows ?? null,
    wrong: file?.wrong ?? null,
    uploadUrl: isOpen ? await signedUrl('PUT', audienceKey(campaignId)) : null,
    wrongUrl: (file?.wrong ?? 0) > 0 ? await signedUrl('GET', wrongLinesKey(campaignId)) : null,
  };
}

import type { CampaignRequest } from '../../../contracts/api/campaigns.ts';
import type { Purpose } from '../../../contracts/notifications.ts';
import type { CampaignDefinition, Variant } from './definition.ts';

/** @param variants those of the request, with the versions of their templates */
export const definitionOf = (
  request: CampaignRequest,
  purpose: Purpose,
  variants: readonly Variant[],
): CampaignDefinition => ({
  purpose,
  variants,
  audience:
    request.audience.segment === undefined
      ? { kind: 'upload', columns: request.audience.upload?.columns ?? [], file: null }
      : { kind: 'segment', segment: request.audience.segment },
  channels: request.channels,
  holdoutPercent: request.holdoutPercent,
  startAt: request.startAt === undefined ? null : new Date(request.startAt).toISOString(),
  sendRatePerSec: request.sendRatePerSec ?? null,
  budget: request.budget ?? null,
  frequencyCap: request.frequencyCap ?? null,
  expiresInHours: request.expiresInHours,
  conversion: request.conversion ?? null,
});

type AskedFor = Omit<CampaignDefinition, 'variants' | 'audience'> & {
  readonly variants: unknown;
  readonly audience: unknown;
};

/** Whether two campaigns were asked for in the same words: neither newer templates nor an uploaded file make another. */
export function isSameRequest(one: CampaignDefinition, other: CampaignDefinition): boolean {
  const askedFor = ({ variants, audience, ...rest }: CampaignDefinition): AskedFor => ({
    ...rest,
    variants: variants.map(({ name, template, weight }) => [name, template.id, weight]),
    audience: audience.kind === 'upload' ? audience.columns : audience.segment,
  });
  return canonical(askedFor(one)) === canonical(askedFor(other));
}

/** JSON with the keys of each object in one order: the database keeps its own. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

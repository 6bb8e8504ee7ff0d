import { createHash } from 'node:crypto';
import { holdout } from '../../../contracts/recipients.ts';
import type { CampaignDefinition, Variant } from './definition.ts';

/** 48 bits of a digest: far more than weights add up to, and a whole number to JavaScript. */
const drawOf = (digest: Buffer, at: 0 | 6): number => digest.readUIntBE(at, 6);

/**
 * What a customer gets in a campaign. The same whenever it is asked, whoever else is in the audience: who is asked for
 * again gets no second message of another variant.
 * @returns `undefined` for those who are held out
 */
export function variantFor(
  { variants, holdoutPercent }: Pick<CampaignDefinition, 'variants' | 'holdoutPercent'>,
  campaignId: string,
  customerId: string,
): Variant | undefined {
  const digest = createHash('sha256')
    .update(JSON.stringify([campaignId, customerId]))
    .digest();
  if (drawOf(digest, 0) % 100 < holdoutPercent) return undefined;
  // Drawn apart, so that the share of the held-out comes evenly from all variants.
  let draw = drawOf(digest, 6) % variants.reduce((sum, { weight }) => sum + weight, 0);
  return variants.find(({ weight }) => {
    draw -= weight;
    return draw < 0;
  });
}

/** What stands in requests as the variant: those who are held out have one of their own. */
export const nameOf = (variant: Variant | undefined): string => variant?.name ?? holdout;

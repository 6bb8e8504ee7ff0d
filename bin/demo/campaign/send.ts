import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignView } from '../../../lambdas/contracts/api/campaigns.ts';
import type { Client } from '../client.ts';
import { campaign, templates } from './offer.ts';
import type { Person } from './people.ts';

const lookMs = 200;
const looks = 600;

/** Drafts the campaign for these people and sends it; under the same key it is the one that was sent. @returns its id */
export async function send({ must }: Client, key: string, people: readonly Person[]): Promise<string> {
  for (const [id, body] of Object.entries(templates)) await must({ method: 'PUT', path: `/v1/templates/${id}`, body });
  const drafted = await must<CampaignView>({ method: 'POST', path: '/v1/campaigns', key, body: campaign });
  const path = `/v1/campaigns/${drafted.campaignId}`;
  const look = () => must<CampaignView>({ method: 'GET', path });
  const { state, audience } = await look();
  if (state === 'draft') {
    if (audience.uploadUrl !== null) await upload(audience.uploadUrl, people);
    await must({ method: 'POST', path: `${path}/audience` });
    await until(look, (seen) => seen.audience.state === 'ready');
    await must({ method: 'POST', path: `${path}/start` });
  }
  await until(look, (seen) => seen.state === 'done' && isSettled(seen));
  return drafted.campaignId;
}

async function upload(url: string, people: readonly Person[]): Promise<void> {
  const lines = people.map(({ customer: { id, city } }) => `${id},${city.charAt(0)}${city.slice(1).toLowerCase()}`);
  const { ok, status } = await fetch(url, { method: 'PUT', body: ['customerId,city', ...lines, ''].join('\n') });
  if (!ok) throw new Error(`the upload of the audience was answered ${status}`);
}

/** Everybody who was asked for came to something. */
const isSettled = ({ counts }: CampaignView): boolean => {
  const { requested, heldOut, accepted, failed, unknown, waiting, suppressed } = counts;
  return requested > 0 && requested === heldOut + accepted + failed + unknown + waiting + suppressed;
};

async function until(look: () => Promise<CampaignView>, isSo: (seen: CampaignView) => boolean): Promise<void> {
  let seen = await look();
  for (let looked = 1; !isSo(seen); looked++) {
    if (looked === looks || seen.state === 'refused' || seen.audience.state === 'refused')
      throw new Error(`the campaign came to no end: ${JSON.stringify(seen)}`);
    await sleep(lookMs);
    seen = await look();
  }
}

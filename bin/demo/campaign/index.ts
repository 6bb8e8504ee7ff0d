import type { CampaignReport } from '../../../lambdas/contracts/api/campaign-report.ts';
import { makeRandom } from '../../../test/support/population/random.ts';
import { makeClient } from '../client.ts';
import type { Platform } from '../platform.ts';
import { funnelOf } from './funnel.ts';
import { historyAsText } from './history.ts';
import type { Person } from './people.ts';
import { historyOf, react } from './react.ts';
import { send } from './send.ts';

/** Offers everybody a loan of what they are eligible for, and lets them react. @returns what became of it, as a text */
export async function playCampaign(platform: Platform, seed: string, people: readonly Person[]): Promise<string> {
  const operator = makeClient(platform, { client: 'operations' });
  const today = new Date().toISOString().slice(0, 10);
  const campaignId = await send(operator, makeRandom(`${seed}/${people.length}/${today}`).uuid(), people);
  const { led, stopped } = await react(platform, operator, campaignId, people);
  await platform.settled();
  const path = `/v1/campaigns/${campaignId}`;
  const report = await operator.must<CampaignReport>({ method: 'GET', path: `${path}/report` });
  const hero = people.find(({ customer }) => led.includes(customer.id)) ?? people[0];
  const sent = hero === undefined ? [] : (await historyOf(operator, hero.customer.id)).notifications.slice(0, 10);
  return [
    `\nA campaign to the ${people.length} customers: what each is eligible for, by push, else SMS, else e-mail, in two wordings`,
    funnelOf(report),
    ...(stopped.length === 0 ? [] : [`  answered STOP  ${stopped.length}, who get no more offers by SMS`]),
    `\nWhat ${hero?.customer.name} was sent, the newest first:`,
    historyAsText(sent),
    ...(platform.webUrl === undefined
      ? []
      : [`As pictures: ${platform.webUrl}/campaigns and ${platform.webUrl}/outbox`]),
  ].join('\n');
}

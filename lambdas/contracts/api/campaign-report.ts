import { z } from 'zod';
import { campaignState } from './campaigns.ts';

const count = z.int();
const byReason = z.array(z.strictObject({ reason: z.string(), count }));

/** Of those before it; null when there are none. */
const share = z.number().min(0).max(1).nullable();

/** How many came how far. Who was delivered to may count as sent by nobody: a call that broke may have gone through. */
const funnel = z.strictObject({
  requested: count,
  heldOut: count,
  suppressed: count,
  waiting: count,
  sent: count.describe('Taken by a provider'),
  failed: count,
  unknown: count.describe('The call of the provider broke before its answer'),
  delivered: count,
  bounced: count.describe('Also SMS that did not arrive'),
  complained: count,
  opened: count,
  clicked: count,
  replied: count,
  converted: count,
  machineOpened: count.describe('By machines that look before people do; in none of the others'),
  machineClicked: count.describe('Links that machines followed; in none of the others'),
});
export type Funnel = z.infer<typeof funnel>;

const rates = z.strictObject({
  delivered: share.describe('Of those sent'),
  opened: share.describe('Of those delivered'),
  clicked: share.describe('Of those delivered'),
  converted: share.describe('Of those sent'),
});

const interval = z.strictObject({ rate: z.number(), low: z.number(), high: z.number() });

export const campaignReport = z
  .strictObject({
    campaignId: z.string(),
    name: z.string(),
    state: campaignState,
    spentMicros: z.string().describe('Millionths of the major unit of the policy’s currency'),
    total: funnel,
    rates,
    suppressedBy: byReason,
    waitingFor: byReason,
    failedBy: byReason,
    bouncedBy: byReason,
    links: z.array(z.strictObject({ link: z.string(), clicked: count })).describe('Customers who clicked, by link'),
    variants: z.array(
      z.strictObject({
        variant: z.string(),
        total: funnel,
        rates,
        conversion: interval
          .nullable()
          .describe('Of those requested, with the 95 % interval of Wilson; null without a customer'),
        lift: interval
          .nullable()
          .describe('Conversion above that of the holdout, with the 95 % interval of Newcombe; null without a holdout'),
      }),
    ),
    channels: z
      .array(z.strictObject({ channel: z.string(), total: funnel, rates }))
      .describe('What was asked for, suppressed or waits has no channel yet'),
  })
  .meta({ id: 'CampaignReport' });
export type CampaignReport = z.infer<typeof campaignReport>;

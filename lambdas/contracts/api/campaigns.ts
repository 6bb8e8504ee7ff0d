import { z } from 'zod';
import { customerId, instant, instantAnywhere } from '../event.ts';
import { conversionTypes } from '../followed-types.ts';
import { channel, purpose, templateId } from '../notifications.ts';
import { holdout } from '../recipients.ts';
import { sum } from './money.ts';
import { segment } from './segment.ts';
import { wholeNumber } from './whole-number.ts';

export const campaignPath = z.strictObject({ campaignId: z.uuid() });
export const dryRunPath = campaignPath.extend({ dryRunId: z.uuid() });

/** Of customers, in one upload. */
export const maxAudienceRows = 1_000_000;
export const maxAudienceBytes = 256 * 1024 * 1024;

const variantName = z
  .string()
  .regex(/^[a-z0-9-]{1,20}$/, 'must be up to 20 of a-z, 0-9 and -')
  .refine((name) => name !== holdout, 'must not be holdout');

const variant = z.strictObject({
  name: variantName,
  template: z.strictObject({
    id: templateId,
    version: z.int().min(1).max(1_000_000).optional().describe('Left out: the newest at this moment'),
  }),
  weight: z.int().min(1).max(1000).describe('Its share among the weights of all variants'),
});

/** Columns beside `customerId`: what templates read as `value.<name>`. */
export const audienceColumn = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, 'must be a word of letters and digits');

const isDistinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

const audience = z
  .strictObject({
    segment: segment.optional(),
    upload: z
      .strictObject({
        columns: z
          .array(audienceColumn.refine((name) => name !== 'customerId', 'is there anyway, as the first one'))
          .max(20)
          .refine(isDistinct, 'must have names of their own')
          .describe('Beside `customerId`, in their order'),
      })
      .optional(),
  })
  .refine((of) => (of.segment === undefined) !== (of.upload === undefined), {
    path: ['segment'],
    message: 'must be there, or else upload',
  });

export const campaignRequest = z
  .strictObject({
    name: z.string().regex(/^[\x20-\x7e]{1,120}$/, 'must be up to 120 printable ASCII characters'),
    variants: z
      .array(variant)
      .min(1)
      .max(5)
      .refine((all) => isDistinct(all.map(({ name }) => name)), 'must have names of their own'),
    audience,
    channels: z
      .array(channel)
      .min(1)
      .max(4)
      .refine(isDistinct, 'must name a channel once')
      .describe('Tried in this order until one reaches the customer'),
    holdoutPercent: z.int().min(0).max(50).default(0).describe('Of the audience: counted, and sent nothing'),
    startAt: instantAnywhere
      .optional()
      .describe('Not before this, at any offset, and within 350 days; left out: once it is started'),
    sendRatePerSec: z.int().min(1).max(10_000).optional().describe('Left out: as fast as the lanes take it'),
    budget: sum.optional().describe('Nothing is sent any more once this is spent'),
    frequencyCap: z
      .strictObject({ perDay: z.int().min(0).max(100), perWeek: z.int().min(0).max(500) })
      .optional()
      .describe('In place of what the policy says for promotional messages'),
    expiresInHours: z.int().min(1).max(336).default(72).describe('From its start; what waits longer is not sent'),
    conversion: z
      .strictObject({ eventType: z.enum(conversionTypes), withinHours: z.int().min(1).max(720) })
      .optional()
      .describe('What customers are meant to do: a domain event of theirs'),
  })
  .meta({ id: 'CampaignRequest' });
export type CampaignRequest = z.output<typeof campaignRequest>;

export const campaignState = z.enum(['draft', 'scheduled', 'running', 'paused', 'cancelled', 'done', 'refused']);
export type CampaignState = z.infer<typeof campaignState>;

const count = z.int().min(0);

const audienceView = z.strictObject({
  kind: z.enum(['segment', 'upload']),
  state: z
    .enum(['ready', 'awaiting-upload', 'checking', 'refused'])
    .describe('Only a campaign whose audience is ready can start'),
  reason: z.string().nullable().describe('Why a file was refused'),
  rows: count.nullable().describe('Lines of a file that name a customer; null until they are counted'),
  wrong: count.nullable().describe('Lines that are left out'),
  uploadUrl: z
    .string()
    .nullable()
    .describe('PUT the CSV here within 15 minutes; null for a segment, and after the start'),
  wrongUrl: z
    .string()
    .nullable()
    .describe('GET the lines that are left out, with their reasons; null when there are none'),
});

/** How far it is: live, and exact. */
const counts = z.strictObject({
  requested: count.describe('Customers asked for so far, those who are held out too'),
  heldOut: count,
  accepted: count.describe('Taken by a provider'),
  failed: count,
  unknown: count.describe('The call broke before its answer: not sent again'),
  waiting: count,
  suppressed: count,
  delivered: count,
  opened: count,
  clicked: count,
  converted: count,
});

export const campaignSummary = z
  .strictObject({
    campaignId: z.uuid(),
    name: z.string(),
    state: campaignState,
    purpose,
    createdBy: z.string(),
    createdAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'CampaignSummary' });

export const campaign = campaignSummary
  .extend({
    reason: z.string().nullable().describe('Why it was refused or ended early'),
    audience: audienceView,
    variants: z.array(variant),
    channels: z.array(channel),
    holdoutPercent: z.int(),
    startAt: instant.nullable(),
    sendRatePerSec: z.int().nullable(),
    budget: sum.nullable(),
    spentMicros: z.string().describe('Millionths of the major unit of the policy’s currency'),
    counts,
    suppressedBy: z.array(z.strictObject({ reason: z.string(), count })).describe('Suppressed and waiting, by reason'),
  })
  .meta({ id: 'Campaign' });
export type CampaignView = z.infer<typeof campaign>;

export const campaignsQuery = z.strictObject({
  limit: wholeNumber(1, 100).default(50),
  before: z.uuid().optional().describe('The last campaign of the page before this one'),
});
export const campaigns = z.strictObject({ campaigns: z.array(campaignSummary) }).meta({ id: 'Campaigns' });

const sample = z.strictObject({
  customerId,
  variant: z.string(),
  channel,
  address: z.string().describe('Masked; empty for the inbox'),
  language: z.string(),
  title: z.string().nullable().describe('Null for an SMS'),
  body: z.string().describe('Links are stand-ins that lead nowhere'),
});

/** What would happen if it started now, or at the time that is set. */
export const dryRun = z
  .strictObject({
    dryRunId: z.uuid(),
    state: z.enum(['running', 'done', 'failed']),
    reason: z.string().nullable(),
    startedAt: instant,
    checked: count.describe('Customers looked at so far'),
    heldOut: count,
    wouldSend: z.array(z.strictObject({ channel, count })).describe('By the first channel that reaches'),
    wouldWait: z.array(z.strictObject({ reason: z.string(), count })),
    wouldSuppress: z.array(z.strictObject({ reason: z.string(), count })),
    costMicros: z.string().describe('At the policy’s prices, in millionths of the major unit'),
    currency: z.string().nullable(),
    samples: z.array(sample).max(10),
  })
  .meta({ id: 'DryRun' });
export type DryRun = z.infer<typeof dryRun>;

import type { CampaignView, DryRun } from './campaigns.ts';

const offer = { id: 'salary-offer', version: 3 };

export const aCampaignRequest = {
  name: 'Diwali loans',
  variants: [
    { name: 'plain', template: { id: 'salary-offer' }, weight: 1 },
    { name: 'warm', template: { id: 'salary-offer-warm', version: 1 }, weight: 1 },
  ],
  audience: {
    segment: {
      all: [
        { field: 'insights.salary', op: 'ge', value: { minor: '3000000', currency: 'INR' } },
        { field: 'customer.channels', op: 'has', value: 'sms' },
        { not: { field: 'insights.appCategories', op: 'has', value: 'lender' } },
      ],
    },
  },
  channels: ['push', 'sms'],
  holdoutPercent: 5,
  startAt: '2026-11-21T10:00:00+05:30',
  sendRatePerSec: 500,
  budget: { minor: '5000000', currency: 'INR' },
  frequencyCap: { perDay: 1, perWeek: 3 },
  expiresInHours: 48,
  conversion: { eventType: 'sangam.payments.order-placed.v1', withinHours: 72 },
} as const;

export const aCampaign: CampaignView = {
  campaignId: '0f9f4a8e-55c0-8d1c-9d2e-6a1f4e2d9b37',
  name: 'Diwali loans',
  state: 'running',
  purpose: 'offers',
  createdBy: 'operations',
  createdAt: '2026-11-20T12:00:00.000Z',
  startedAt: '2026-11-21T04:30:00.000Z',
  endedAt: null,
  reason: null,
  audience: { kind: 'segment', state: 'ready', reason: null, rows: null, wrong: null, uploadUrl: null, wrongUrl: null },
  variants: [
    { name: 'plain', template: offer, weight: 1 },
    { name: 'warm', template: { id: 'salary-offer-warm', version: 1 }, weight: 1 },
  ],
  channels: ['push', 'sms'],
  holdoutPercent: 5,
  startAt: '2026-11-21T04:30:00.000Z',
  sendRatePerSec: 500,
  budget: { minor: '5000000', currency: 'INR' },
  spentMicros: '1204500000',
  counts: {
    requested: 41_000,
    heldOut: 2_053,
    accepted: 35_120,
    failed: 212,
    unknown: 3,
    waiting: 1_100,
    suppressed: 2_400,
    delivered: 33_870,
    opened: 8_021,
    clicked: 2_310,
    converted: 184,
  },
  suppressedBy: [
    { reason: 'no-consent', count: 2_400 },
    { reason: 'quiet-hours', count: 1_100 },
  ],
};

export const aCampaignSummary = {
  campaignId: aCampaign.campaignId,
  name: aCampaign.name,
  state: aCampaign.state,
  purpose: aCampaign.purpose,
  createdBy: aCampaign.createdBy,
  createdAt: aCampaign.createdAt,
  startedAt: aCampaign.startedAt,
  endedAt: aCampaign.endedAt,
};

export const aDryRun: DryRun = {
  dryRunId: '9f4c1b7e-8d20-8b55-a1c3-0d6f3a7f6a11',
  state: 'done',
  reason: null,
  startedAt: '2026-11-20T12:05:00.000Z',
  checked: 41_000,
  heldOut: 2_053,
  wouldSend: [
    { channel: 'push', count: 30_120 },
    { channel: 'sms', count: 5_327 },
  ],
  wouldWait: [{ reason: 'quiet-hours', count: 1_100 }],
  wouldSuppress: [{ reason: 'no-consent', count: 2_400 }],
  costMicros: '1278480000',
  currency: 'INR',
  samples: [
    {
      customerId: 'asha',
      variant: 'plain',
      channel: 'push',
      address: '********9f2c',
      language: 'hi',
      title: 'Your Diwali offer',
      body: 'Asha, up to ₹1,20,000 is waiting for you',
    },
  ],
};

import type { KnownCampaign } from '../../lambdas/notifications/adapters/campaigns-table.ts';
import type { CampaignDefinition, UploadedFile } from '../../lambdas/notifications/domain/campaign/definition.ts';

export const campaignId = '0f9f4a8e-55c0-8d1c-9d2e-6a1f4e2d9b37';

export const aDefinition = (overrides: Partial<CampaignDefinition> = {}): CampaignDefinition => ({
  purpose: 'offers',
  variants: [
    { name: 'plain', template: { id: 'salary-offer', version: 3 }, weight: 1 },
    { name: 'warm', template: { id: 'salary-offer-warm', version: 1 }, weight: 1 },
  ],
  audience: { kind: 'segment', segment: { field: 'customer.language', op: 'known' } },
  channels: ['push', 'sms'],
  holdoutPercent: 10,
  startAt: null,
  sendRatePerSec: null,
  budget: null,
  frequencyCap: null,
  expiresInHours: 72,
  conversion: null,
  ...overrides,
});

export const aKnownCampaign = (overrides: Partial<KnownCampaign> = {}): KnownCampaign => ({
  campaignId,
  name: 'Diwali loans',
  state: 'scheduled',
  definition: aDefinition(),
  reason: null,
  run: 1,
  nextPage: null,
  requested: 0,
  spentMicros: '0',
  createdBy: 'operations',
  createdAt: '2026-11-20T12:00:00.000Z',
  startsAt: '2026-11-21T06:00:00.000Z',
  startedAt: null,
  endedAt: null,
  ...overrides,
});

export const anUploadedFile = (overrides: Partial<UploadedFile> = {}): UploadedFile => ({
  etag: '"1"',
  bytes: 10,
  rows: 3,
  wrong: 0,
  refused: null,
  ...overrides,
});

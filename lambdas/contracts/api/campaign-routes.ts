import { aCampaign, aCampaignRequest, aCampaignSummary, aDryRun } from './campaign-examples.ts';
import { campaign, campaignPath, campaignRequest, campaigns, campaignsQuery, dryRun, dryRunPath } from './campaigns.ts';
import { idempotencyKey } from './idempotency-key.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const entry = 'notifications/campaigns';
const parameters = { campaignId: campaignPath.shape.campaignId };
const answer = (description: string, example: unknown = aCampaign) => ({
  description,
  json: { schema: campaign, example },
});

const told = (verb: string, summary: string, description: string, example: unknown): ApiRoute => ({
  method: 'POST',
  path: `/v1/campaigns/{campaignId}/${verb}`,
  entry,
  operationId: `${verb}Campaign`,
  summary,
  description: `${description} Said again, it changes nothing.`,
  scopes: ['ops/write'],
  parameters,
  response: { status: 202, ...answer('As it is now', example) },
  problems: ['invalid-request', 'not-found', 'campaign-state', 'conflict'],
});

export const campaignRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/campaigns',
    entry,
    operationId: 'postCampaign',
    summary: 'Draft a campaign',
    description:
      'Whom it is for, what it says, how fast and at what cost. Nothing is sent before it is started. Who is in the audience is decided page by page while it runs. An audience is a segment, or a file of up to 1,000,000 lines of UTF-8 CSV: PUT it to `audience.uploadUrl`, its first line `customerId` and the columns, then submit it.',
    scopes: ['ops/write'],
    headers: { 'idempotency-key': idempotencyKey },
    request: { schema: campaignRequest, example: aCampaignRequest },
    response: { status: 201, ...answer('The draft', { ...aCampaign, state: 'draft', startedAt: null }) },
    problems: [...wrongBody, 'idempotency-key-reused'],
  },
  {
    method: 'GET',
    path: '/v1/campaigns',
    entry,
    operationId: 'getCampaigns',
    summary: 'List campaigns, the newest first',
    description: 'A page; `before` leads to the next one.',
    scopes: ['ops/read', 'ops/write'],
    query: campaignsQuery,
    response: {
      status: 200,
      description: 'A page of campaigns',
      json: { schema: campaigns, example: { campaigns: [aCampaignSummary] } },
    },
    problems: ['invalid-request'],
  },
  {
    method: 'GET',
    path: '/v1/campaigns/{campaignId}',
    entry,
    operationId: 'getCampaign',
    summary: 'Show a campaign and how far it is',
    description: 'Counts are exact and as of now: each is written together with what it counts.',
    scopes: ['ops/read', 'ops/write'],
    parameters,
    response: { status: 200, ...answer('The campaign') },
    problems: ['invalid-request', 'not-found'],
  },
  {
    method: 'POST',
    path: '/v1/campaigns/{campaignId}/audience',
    entry,
    operationId: 'submitCampaignAudience',
    summary: 'Submit an uploaded audience',
    description:
      'Takes the file that lies at the upload’s address and counts its lines, in some seconds. Lines that are wrong are left out and told in `audience.wrongUrl`. A customer who is named twice is sent one message. As long as it is a draft another file may be uploaded and submitted.',
    scopes: ['ops/write'],
    parameters,
    response: {
      status: 202,
      ...answer('Being counted', {
        ...aCampaign,
        state: 'draft',
        audience: { ...aCampaign.audience, kind: 'upload', state: 'checking' },
      }),
    },
    problems: ['invalid-request', 'not-found', 'not-uploaded', 'file-refused', 'campaign-state'],
  },
  {
    method: 'POST',
    path: '/v1/campaigns/{campaignId}/dry-runs',
    entry,
    operationId: 'postCampaignDryRun',
    summary: 'Try a campaign without sending anything',
    description:
      'Goes through the whole audience and decides for each customer as when it is sent: by consent, addresses, caps and quiet hours as they are now. A million customers take some minutes. The same key again gets the same dry run.',
    scopes: ['ops/write'],
    parameters,
    headers: { 'idempotency-key': idempotencyKey },
    response: {
      status: 202,
      description: 'Begun',
      json: { schema: dryRun, example: { ...aDryRun, state: 'running', checked: 0 } },
    },
    problems: ['invalid-request', 'not-found', 'campaign-state'],
  },
  {
    method: 'GET',
    path: '/v1/campaigns/{campaignId}/dry-runs/{dryRunId}',
    entry,
    operationId: 'getDryRun',
    summary: 'Show what a dry run came to',
    description: 'While it runs: so far.',
    scopes: ['ops/read', 'ops/write'],
    parameters: { campaignId: dryRunPath.shape.campaignId, dryRunId: dryRunPath.shape.dryRunId },
    response: { status: 200, description: 'The dry run', json: { schema: dryRun, example: aDryRun } },
    problems: ['invalid-request', 'not-found'],
  },
  told('start', 'Start a campaign', 'At `startAt`, or at once.', { ...aCampaign, state: 'scheduled' }),
  told('pause', 'Pause a campaign', 'Nobody more is asked for; messages that are on their way to a provider wait.', {
    ...aCampaign,
    state: 'paused',
  }),
  told('resume', 'Go on with a campaign', 'Behind the last customer who was asked for.', {
    ...aCampaign,
    state: 'scheduled',
  }),
  told('cancel', 'Cancel a campaign', 'For good. What no provider has taken yet is not sent.', {
    ...aCampaign,
    state: 'cancelled',
  }),
];

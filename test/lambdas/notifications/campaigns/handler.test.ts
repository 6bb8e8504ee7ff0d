import { aCampaignRequest } from '../../../../lambdas/contracts/api/campaign-examples.ts';
import { type CampaignView, campaign, type DryRun, dryRun } from '../../../../lambdas/contracts/api/campaigns.ts';
import { summed } from '../../../../lambdas/notifications/adapters/campaign-counts.ts';
import type { KnownCampaign } from '../../../../lambdas/notifications/adapters/campaigns-table.ts';
import { type CampaignsDeps, makeCampaigns } from '../../../../lambdas/notifications/campaigns/handler.ts';
import { aDefinition, aKnownCampaign, anUploadedFile, campaignId } from '../../../support/campaigns.ts';
import { silentLog, silentMeter } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';

type World = { row: KnownCampaign | undefined; readonly done: unknown[]; readonly deps: CampaignsDeps };

function aWorld(row?: KnownCampaign, overrides: Partial<CampaignsDeps> = {}): World {
  const done: unknown[] = [];
  const kept = new Map<string, string>();
  const world: World = {
    row,
    done,
    deps: {
      log: silentLog,
      meter: silentMeter,
      campaigns: {
        open: async (opened) => {
          world.row ??= aKnownCampaign({ ...opened, state: 'draft', run: 0 });
        },
        read: async () => world.row,
        list: async () => (world.row === undefined ? [] : [world.row]),
        move: async (known, state, runs) => {
          world.row = { ...known, state, run: known.run + (runs ? 1 : 0) };
          return true;
        },
        setFile: async (_, file) => {
          const definition = aDefinition({ audience: { kind: 'upload', columns: ['city'], file } });
          world.row = aKnownCampaign({ ...world.row, definition });
          return true;
        },
      },
      countsOf: async () => summed([{ stage: 'accepted', reason: '', count: 7 }]),
      templateFacts: async (id, version = 4) => ({
        version,
        purpose: id === 'statement' ? 'account' : 'offers',
        channels: ['push', 'sms', 'email', 'inbox'],
      }),
      readBlock: async () => ({ bytes: Buffer.from('customerId,city\nasha,Pune\n'), size: 26, etag: '"1"' }),
      signedUrl: async (method, key) => `https://reports.example/${key}?${method}`,
      start: async (run) => void done.push(['start', run.run]),
      check: async ({ etag }) => void done.push(['check', etag]),
      objects: {
        read: async (key) => kept.get(key),
        put: async (key, text) => void kept.set(key, text),
      },
      rehearse: async () => void done.push(['rehearse']),
      now: () => new Date('2026-11-21T06:00:00.000Z'),
      ...overrides,
    },
  };
  return world;
}

const ops = { subject: 'operations', scope: 'ops/write' };
const post = (world: World, body: unknown, key = 'campaign-1') =>
  makeCampaigns(world.deps)(
    httpEvent({
      ...ops,
      route: 'POST /v1/campaigns',
      body,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    }),
  );
const tell = (world: World, verb: string) =>
  makeCampaigns(world.deps)(
    httpEvent({ ...ops, route: `POST /v1/campaigns/{campaignId}/${verb}`, path: { campaignId } }),
  );
const upload = (overrides = {}) =>
  aDefinition({ audience: { kind: 'upload', columns: ['city'], file: null }, ...overrides });

it('drafts a campaign with the versions that its templates have now', async () => {
  const world = aWorld();
  const answer = await post(world, aCampaignRequest);
  expect(answer.statusCode).toBe(201);
  const view = campaign.parse(jsonOf(answer));
  expect(view).toMatchObject({
    state: 'draft',
    purpose: 'offers',
    variants: [{ template: { version: 4 } }, { template: { version: 1 } }],
    startAt: '2026-11-21T04:30:00.000Z',
    counts: { accepted: 7, opened: 0 },
    audience: { kind: 'segment', state: 'ready', uploadUrl: null },
  });
  expect(world.done).toEqual([]);
});

it('drafts one campaign of a key, also when templates have newer versions by then', async () => {
  const world = aWorld();
  const first = jsonOf<CampaignView>(await post(world, aCampaignRequest));
  world.deps.campaigns.read(campaignId);
  const again = {
    ...world,
    deps: {
      ...world.deps,
      templateFacts: async () => ({ version: 9, purpose: 'offers' as const, channels: ['sms' as const] }),
    },
  };
  expect(jsonOf<CampaignView>(await post(again, aCampaignRequest))).toEqual(first);
  const other = await post(world, { ...aCampaignRequest, holdoutPercent: 6 });
  expect(problemOf(other)).toMatchObject({ status: 409, type: '/docs#problem-idempotency-key-reused' });
});

it('drafts no campaign of templates that are not there or are for something else', async () => {
  const missing = aWorld(undefined, { templateFacts: async () => undefined });
  expect(problemOf(await post(missing, aCampaignRequest)).errors).toEqual([
    { in: 'body', pointer: '/variants/0/template', detail: 'must be a template that is there' },
  ]);
  const mixed = [aCampaignRequest.variants[0], { name: 'b', template: { id: 'statement' }, weight: 1 }];
  expect(problemOf(await post(aWorld(), { ...aCampaignRequest, variants: mixed })).errors).toEqual([
    { in: 'body', pointer: '/variants/1/template', detail: 'must have the purpose of the first one' },
  ]);
});

it.each<readonly [string, object, string, string]>([
  [
    'by channels that its template has no text for',
    { channels: ['inbox'] },
    '/variants/0/template',
    'must have a text for one of the channels',
  ],
  ['that starts after its execution ends', { startAt: '2027-11-07T00:00:00Z' }, '/startAt', 'must be within 350 days'],
  [
    'with a segment too long to be read again',
    {
      audience: {
        segment: {
          any: Array.from({ length: 10 }, () => ({
            field: 'customer.language',
            op: 'in',
            value: Array.from({ length: 100 }, () => 'x'.repeat(60)),
          })),
        },
      },
    },
    '/audience/segment',
    'must leave the campaign at most 50000 bytes',
  ],
  [
    'with a column twice',
    { audience: { upload: { columns: ['a', 'a'] } } },
    '/audience/upload/columns',
    'must have names of their own',
  ],
  [
    'with a second column of customers',
    { audience: { upload: { columns: ['customerId'] } } },
    '/audience/upload/columns/0',
    'is there anyway, as the first one',
  ],
])('drafts no campaign %s', async (_, changes, pointer, detail) => {
  const world = aWorld(undefined, {
    templateFacts: async () => ({ version: 1, purpose: 'offers', channels: ['push', 'sms'] }),
  });
  expect(problemOf(await post(world, { ...aCampaignRequest, ...changes })).errors).toEqual([
    { in: 'body', pointer, detail },
  ]);
  expect(world.row).toBeUndefined();
});

it.each([
  ['start', 'draft', 'scheduled', [['start', 1]]],
  ['start', 'scheduled', 'scheduled', [['start', 0]]],
  ['pause', 'running', 'paused', []],
  ['pause', 'paused', 'paused', []],
  ['resume', 'paused', 'scheduled', [['start', 1]]],
  ['cancel', 'running', 'cancelled', [['start', 1]]],
  ['cancel', 'cancelled', 'cancelled', [['start', 0]]],
] as const)('told to %s when it is %s, it is %s', async (verb, from, to, done) => {
  const world = aWorld(aKnownCampaign({ state: from, run: 0 }));
  const answer = await tell(world, verb);
  expect([answer.statusCode, jsonOf<CampaignView>(answer).state]).toEqual([202, to]);
  expect(world.done).toEqual(done);
});

it.each([
  ['start', 'cancelled'],
  ['pause', 'draft'],
  ['pause', 'done'],
  ['resume', 'draft'],
  ['cancel', 'refused'],
] as const)('refuses to %s what is %s', async (verb, state) => {
  const world = aWorld(aKnownCampaign({ state }));
  expect(problemOf(await tell(world, verb))).toMatchObject({ status: 409, type: '/docs#problem-campaign-state' });
  expect(world.done).toEqual([]);
});

it('says when somebody else moved it at the same time', async () => {
  const world = aWorld(aKnownCampaign({ state: 'draft' }));
  const campaigns = { ...world.deps.campaigns, move: async () => false };
  const answer = await tell({ ...world, deps: { ...world.deps, campaigns } }, 'start');
  expect(problemOf(answer).type).toBe('/docs#problem-conflict');
  expect(world.done).toEqual([]);
});

it('has an uploaded file counted before it may start', async () => {
  const world = aWorld(aKnownCampaign({ state: 'draft', definition: upload() }));
  expect(problemOf(await tell(world, 'start')).type).toBe('/docs#problem-campaign-state');
  const answer = await tell(world, 'audience');
  expect(answer.statusCode).toBe(202);
  expect(jsonOf<CampaignView>(answer).audience).toMatchObject({
    state: 'checking',
    uploadUrl: `https://reports.example/campaigns/audiences/${campaignId}.csv?PUT`,
  });
  expect(world.done).toEqual([['check', '"1"']]);
  expect(problemOf(await tell(world, 'start')).type).toBe('/docs#problem-campaign-state');
});

it('counts a file once, and again only when it was not counted to its end', async () => {
  const counted = upload({ audience: { kind: 'upload', columns: [], file: anUploadedFile() } });
  const world = aWorld(aKnownCampaign({ state: 'draft', definition: counted }));
  expect((await tell(world, 'audience')).statusCode).toBe(202);
  expect(world.done).toEqual([]);
  expect((await tell(world, 'start')).statusCode).toBe(202);

  const uncounted = upload({ audience: { kind: 'upload', columns: [], file: anUploadedFile({ rows: null }) } });
  const again = aWorld(aKnownCampaign({ state: 'draft', definition: uncounted }));
  await tell(again, 'audience');
  expect(again.done).toEqual([['check', '"1"']]);
});

it.each<[string, KnownCampaign, Partial<CampaignsDeps>, string]>([
  ['a segment', aKnownCampaign({ state: 'draft' }), {}, 'campaign-state'],
  [
    'nothing',
    aKnownCampaign({ state: 'draft', definition: upload() }),
    { readBlock: async () => undefined },
    'not-uploaded',
  ],
  [
    'too much',
    aKnownCampaign({ state: 'draft', definition: upload() }),
    { readBlock: async () => ({ bytes: Buffer.alloc(1), size: 2 ** 30, etag: '"1"' }) },
    'file-refused',
  ],
  ['another file after its start', aKnownCampaign({ state: 'running', definition: upload() }), {}, 'campaign-state'],
])('takes no audience of %s', async (_, row, overrides, kind) => {
  const world = aWorld(row, overrides);
  expect(problemOf(await tell(world, 'audience')).type).toBe(`/docs#problem-${kind}`);
  expect(world.done).toEqual([]);
});

it('begins one dry run of a key, and shows it', async () => {
  const world = aWorld(aKnownCampaign({ state: 'draft' }));
  const begin = () =>
    makeCampaigns(world.deps)(
      httpEvent({
        ...ops,
        route: 'POST /v1/campaigns/{campaignId}/dry-runs',
        path: { campaignId },
        headers: { 'idempotency-key': 'dry-run-1' },
      }),
    );
  const begun = jsonOf<DryRun>(await begin());
  expect(dryRun.parse(begun)).toMatchObject({ state: 'running', checked: 0 });
  expect(jsonOf(await begin())).toEqual(begun);
  // The first may have failed between the two.
  expect(world.done).toEqual([['rehearse'], ['rehearse']]);

  const key = `campaigns/dry-runs/${campaignId}/${begun.dryRunId}.json`;
  await world.deps.objects.put(key, JSON.stringify({ ...begun, state: 'done', checked: 9 }), 'application/json');
  expect(jsonOf(await begin())).toMatchObject({ state: 'done', checked: 9 });
  expect(world.done).toHaveLength(2);
  const shown = await makeCampaigns(world.deps)(
    httpEvent({
      ...ops,
      route: 'GET /v1/campaigns/{campaignId}/dry-runs/{dryRunId}',
      path: { campaignId, dryRunId: begun.dryRunId },
    }),
  );
  expect(jsonOf(shown)).toMatchObject({ state: 'done', checked: 9 });
});

it('shows one and lists them', async () => {
  const world = aWorld(aKnownCampaign({ state: 'running' }));
  const shown = await makeCampaigns(world.deps)(
    httpEvent({ ...ops, route: 'GET /v1/campaigns/{campaignId}', path: { campaignId } }),
  );
  expect(campaign.parse(jsonOf(shown)).state).toBe('running');
  const list = await makeCampaigns(world.deps)(httpEvent({ ...ops, route: 'GET /v1/campaigns' }));
  expect(jsonOf(list)).toMatchObject({ campaigns: [{ campaignId, state: 'running' }] });
  const missing = await makeCampaigns(aWorld().deps)(
    httpEvent({ ...ops, route: 'GET /v1/campaigns/{campaignId}', path: { campaignId } }),
  );
  expect(missing.statusCode).toBe(404);
});

import { type DryRun, dryRun } from '../../../../lambdas/contracts/api/campaigns.ts';
import type { NotificationPolicy } from '../../../../lambdas/contracts/api/notification-policy.ts';
import { templateDefinition } from '../../../../lambdas/contracts/api/templates.ts';
import { AudienceChanged } from '../../../../lambdas/notifications/adapters/audience-pages.ts';
import { masked } from '../../../../lambdas/notifications/domain/campaign/dry-run.ts';
import type { KnownCustomer } from '../../../../lambdas/notifications/domain/enrichment/known-customer.ts';
import { compileTemplate } from '../../../../lambdas/notifications/domain/template/compile.ts';
import { type DryRunDeps, makeDryRun } from '../../../../lambdas/notifications/dry-run/handler.ts';
import { campaignWorld } from '../../../support/campaign-world.ts';
import { aDefinition, campaignId } from '../../../support/campaigns.ts';
import { silentLog } from '../../../support/fakes.ts';

const dryRunId = '9f4c1b7e-8d20-8b55-a1c3-0d6f3a7f6a11';
const policy: NotificationPolicy = {
  windows: [{ purposes: ['promotional'], channels: ['sms', 'push'], from: '10:00', to: '21:00' }],
  caps: { promotional: { perDay: 1, perWeek: 3 } },
  currency: 'INR',
  pricesMicros: { push: 100, sms: 120_000, email: 900, inbox: 0 },
};

const aCandidate = (overrides: Partial<KnownCustomer> = {}): KnownCustomer => ({
  name: 'Asha',
  zone: 'Asia/Kolkata',
  insight: undefined,
  wallets: [],
  language: 'hi',
  addresses: [{ channel: 'sms', address: '+919800000001', platform: null, isSuppressed: false }],
  preferences: [{ purpose: 'promotional', channel: '*', wanted: true }],
  sent: { inDay: 0, inWeek: 0 },
  ...overrides,
});

const offer = compileTemplate(
  templateDefinition.parse({
    purpose: 'offers',
    variables: {
      name: { type: 'text', source: 'customer.name' },
      gift: { type: 'text', source: 'value.gift', default: 'a gift' },
    },
    links: [{ name: 'offer', target: 'https://sangam.example/offer' }],
    sms: {
      senderId: 'SANGAM',
      dltEntityId: '1'.repeat(19),
      maxParts: 4,
      texts: {
        en: { dltTemplateId: '2'.repeat(19), body: 'Hello {{ name }}, {{ gift }} waits: {{ link.offer }}' },
        hi: { dltTemplateId: '3'.repeat(19), body: 'नमस्ते {{ name }}: {{ link.offer }}' },
      },
    },
    push: { kind: 'visible', texts: { en: { title: 'Hello {{ name }}', body: 'Take {{ gift }}' } } },
  }),
);

type Result = { readonly written: readonly DryRun[]; readonly last: DryRun };

async function rehearsed(
  known: Readonly<Record<string, KnownCustomer>>,
  {
    definition = aDefinition({ holdoutPercent: 0 }),
    at = '2026-11-21T06:00:00.000Z',
    ...overrides
  }: Partial<Omit<DryRunDeps, 'now'>> & {
    readonly definition?: ReturnType<typeof aDefinition>;
    readonly at?: string;
  } = {},
  audience = Object.keys(known).toSorted(),
): Promise<Result> {
  const world = campaignWorld({ audience, campaign: { definition } });
  const written: DryRun[] = [];
  await makeDryRun({
    read: world.deps.read,
    readPage: world.deps.readPage,
    rules: async () => ({ policy, products: [] }),
    template: async () => offer,
    customers: async (ids) => new Map(ids.flatMap((id) => (known[id] === undefined ? [] : [[id, known[id]]]))),
    put: async (_, text) => void written.push(dryRun.parse(JSON.parse(text))),
    linkBase: 'https://s.example',
    now: () => new Date(at),
    log: silentLog,
    ...overrides,
  })({ campaignId, dryRunId });
  const last = written.at(-1);
  if (last === undefined) throw new Error('nothing was written');
  return { written, last };
}

it('tells who would get it, who would not and why, and what it costs', async () => {
  const token = {
    channel: 'push' as const,
    address: 'a-long-device-token',
    platform: 'ios' as const,
    isSuppressed: false,
  };
  const { last } = await rehearsed({
    asha: aCandidate(),
    bina: aCandidate({ preferences: [] }),
    chitra: aCandidate({ sent: { inDay: 1, inWeek: 1 } }),
    devi: aCandidate({ addresses: [token, { ...token, address: 'another-device' }] }),
    esha: aCandidate({ addresses: [] }),
  });
  expect(last).toEqual({
    dryRunId,
    state: 'done',
    reason: null,
    startedAt: '2026-11-21T06:00:00.000Z',
    checked: 5,
    heldOut: 0,
    wouldSend: [
      { channel: 'push', count: 1 },
      { channel: 'sms', count: 1 },
    ],
    wouldWait: [],
    wouldSuppress: [
      { reason: 'frequency-cap', count: 1 },
      { reason: 'no-address', count: 1 },
      { reason: 'no-consent', count: 1 },
    ],
    costMicros: '240200',
    currency: 'INR',
    samples: [
      expect.objectContaining({
        customerId: 'asha',
        channel: 'sms',
        address: '********0001',
        language: 'hi',
        title: null,
        body: expect.stringContaining('नमस्ते Asha: https://'),
      }),
      expect.objectContaining({
        customerId: 'devi',
        channel: 'push',
        address: '********oken',
        title: 'Hello Asha',
        body: 'Take a gift',
      }),
    ],
  });
});

it('takes the next channel, or none, where a text lacks a value', async () => {
  const nameless = aCandidate({ name: null });
  expect((await rehearsed({ asha: nameless })).last).toMatchObject({
    wouldSend: [],
    wouldSuppress: [{ reason: 'missing-value', count: 1 }],
    costMicros: '0',
  });
});

it('takes a customer of whom nothing is known for one who wants nothing', async () => {
  const { last } = await rehearsed({}, {}, ['nobody']);
  expect(last).toMatchObject({ checked: 1, wouldSuppress: [{ reason: 'no-consent', count: 1 }] });
});

it('looks at the time when it would be sent', async () => {
  const night = '2026-11-21T20:00:00.000Z';
  expect((await rehearsed({ asha: aCandidate() }, { at: night })).last).toMatchObject({
    wouldSend: [],
    wouldWait: [{ reason: 'quiet-hours', count: 1 }],
  });
  const definition = aDefinition({ holdoutPercent: 0, startAt: '2026-11-22T06:00:00.000Z' });
  expect((await rehearsed({ asha: aCandidate() }, { at: night, definition })).last.wouldSend).toEqual([
    { channel: 'sms', count: 1 },
  ]);
});

it('holds out those whom the campaign will hold out, and takes its own cap', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 200 }, (_, at) => [`c${at}`, aCandidate({ sent: { inDay: 1, inWeek: 1 } })]),
  );
  const definition = aDefinition({ holdoutPercent: 50, frequencyCap: { perDay: 2, perWeek: 9 } });
  const { last } = await rehearsed(many, { definition });
  const [send] = last.wouldSend;
  expect(last.heldOut + (send?.count ?? 0)).toBe(200);
  expect(last.heldOut).toBeGreaterThan(50);
  expect(last.samples).toHaveLength(10);
});

it('tells how far it is while it goes on', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 230 }, (_, at) => [`c${String(at).padStart(3, '0')}`, aCandidate()]),
  );
  const { written } = await rehearsed(many);
  expect(written.map(({ state, checked }) => [state, checked])).toEqual([
    ['running', 200],
    ['done', 230],
  ]);
});

it('says why it failed, and is tried again for what may pass', async () => {
  const changed = () => Promise.reject(new AudienceChanged('the file was changed after it was counted'));
  expect((await rehearsed({}, { readPage: changed })).last).toMatchObject({
    state: 'failed',
    reason: 'the file was changed after it was counted',
  });
  await expect(rehearsed({}, { readPage: () => Promise.reject(new Error('away')) })).rejects.toThrow('away');
});

it('masks what leads to a customer', () => {
  expect(['+919800000001', 'asha', ''].map(masked)).toEqual(['********0001', '****', '****']);
});

it('tells how many its budget would cut, as the dearest channel that a message may take', async () => {
  const token = { channel: 'push' as const, address: 'a-device', platform: 'ios' as const, isSuppressed: false };
  const [number] = aCandidate().addresses;
  if (number === undefined) throw new Error('the candidate has a number');
  const both = aCandidate({ addresses: [token, number], language: 'en' });
  const known = { a: both, b: both, c: aCandidate({ language: 'en' }), d: aCandidate({ language: 'en' }), e: both };
  const definition = (minor: string, currency = 'INR') =>
    aDefinition({ holdoutPercent: 0, channels: ['push', 'sms'], budget: { minor, currency } });
  const outcome = async (minor: string, currency?: string) => {
    const { last } = await rehearsed(known, { definition: definition(minor, currency) });
    const { wouldSend, wouldSuppress, costMicros } = last;
    return [wouldSend, wouldSuppress, costMicros];
  };
  // An SMS is 12 paise: two pushes and one SMS are sent for 12.02, and behind it no SMS could be paid any more.
  expect(await outcome('13')).toEqual([
    [
      { channel: 'push', count: 2 },
      { channel: 'sms', count: 1 },
    ],
    [{ reason: 'budget', count: 2 }],
    '120200',
  ]);
  expect(await outcome('11')).toEqual([[], [{ reason: 'budget', count: 5 }], '0']);
  expect(await outcome('11', 'USD')).toEqual([[], [{ reason: 'budget', count: 5 }], '0']);
  expect((await outcome('100'))[1]).toEqual([]);
});

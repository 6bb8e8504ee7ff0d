import { type DryRun, dryRun } from '../../../../lambdas/contracts/api/campaigns.ts';
import type { NotificationPolicy } from '../../../../lambdas/contracts/api/notification-policy.ts';
import { AudienceChanged } from '../../../../lambdas/notifications/adapters/audience-pages.ts';
import { type DryCandidate, masked } from '../../../../lambdas/notifications/domain/campaign/dry-run.ts';
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

const aCandidate = (overrides: Partial<DryCandidate> = {}): DryCandidate => ({
  zone: 'Asia/Kolkata',
  language: 'hi',
  addresses: [{ channel: 'sms', address: '+919800000001', platform: null, isSuppressed: false }],
  preferences: [{ purpose: 'promotional', channel: '*', wanted: true }],
  sent: { inDay: 0, inWeek: 0 },
  ...overrides,
});

type Result = { readonly written: readonly DryRun[]; readonly last: DryRun };

async function rehearsed(
  known: Readonly<Record<string, DryCandidate>>,
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
    reader: {
      candidates: async (ids) => new Map(ids.flatMap((id) => (known[id] === undefined ? [] : [[id, known[id]]]))),
      policy: async () => policy,
      reachOf: async () => ({ channels: new Set(['sms', 'push'] as const), smsPartsMax: 2 }),
    },
    put: async (_, text) => void written.push(dryRun.parse(JSON.parse(text))),
    now: () => new Date(at),
    log: silentLog,
    ...overrides,
  })({ campaignId, dryRunId });
  const last = written.at(-1);
  if (last === undefined) throw new Error('nothing was written');
  return { written, last };
}

it('tells who would get it, who would not and why, and what it costs at most', async () => {
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
      expect.objectContaining({ customerId: 'asha', channel: 'sms', address: '********0001', language: 'hi' }),
      expect.objectContaining({ customerId: 'devi', channel: 'push', address: '********oken' }),
    ],
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

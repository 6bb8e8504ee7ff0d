import { judgeFrom } from '../../../../lambdas/screening/adapters/judge-at-path.ts';
import { shippedBook } from '../../../../lambdas/screening/domain/rule-book.ts';
import { type Limits, limitsOf } from '../../../../lambdas/screening/domain/verdict/limits.ts';
import { silentLog, unexpected } from '../../../support/fakes.ts';
import { ago, aPayment, statesAfter, times } from '../../../support/screening.ts';

const live = shippedBook.get('INR')?.live;

/** Asha's limits after so many payments. */
function limitsAfter(count: number): Limits {
  const state = statesAfter(times(count)).get('customer#INR#asha');
  if (live === undefined || state === undefined) throw new Error('rules and a state were made');
  return limitsOf(live, state, ago({}));
}

const deps = { rules: async () => shippedBook, now: () => new Date(ago({})), limitMs: 20, log: silentLog };
const nothingKnown = async () => ({ limits: undefined, block: undefined, devices: [] });
const never = () => new Promise<never>(() => undefined);

it('judges by the limits of the payer, with one read', async () => {
  const asked: string[] = [];
  const judgeFor = judgeFrom({
    ...deps,
    readLimits: async (...key) => {
      asked.push(key.join(' '));
      return { limits: limitsAfter(6), block: undefined, devices: [] };
    },
  });
  const { judge } = await judgeFor('asha', 'INR');
  expect(judge(aPayment())).toMatchObject({ decision: 'step-up', source: 'state', rules: [{ id: 'velocity-10m' }] });
  expect(judge(aPayment({ payeeId: 'shop', payeeKind: 'merchant' }))?.decision).toBe('step-up');
  expect(asked).toEqual(['asha INR']);
});

it('knows of one without limits that they have not paid yet, so every payee is new', async () => {
  const { judge } = await judgeFrom({ ...deps, readLimits: nothingKnown })('asha', 'INR');
  expect(judge(aPayment({ amountMinor: 1_500_000n }))).toMatchObject({
    decision: 'step-up',
    source: 'state',
    rules: [{ id: 'new-payee-high-amount' }],
  });
});

it.each([
  ['fails', () => Promise.reject(new Error('away'))],
  ['is slow', never],
])('judges by the payment alone when the table %s', async (_, readLimits) => {
  const judgeFor = judgeFrom({ ...deps, readLimits });
  await judgeFor('asha', 'INR');
  const { judge } = await judgeFor('asha', 'INR');
  expect(judge(aPayment())).toMatchObject({ decision: 'allow', source: 'static' });
  expect(judge(aPayment({ amountMinor: 6_000_000n }))).toMatchObject({ decision: 'step-up', source: 'static' });
});

it('goes by the shipped rules until some could be read, and by the last ones after that', async () => {
  const away = async (): Promise<never> => {
    throw new Error('away');
  };
  let rules: typeof deps.rules = away;
  const judgeFor = judgeFrom({
    ...deps,
    rules: () => rules(),
    readLimits: async () => ({ limits: limitsAfter(6), block: undefined, devices: [] }),
  });
  expect((await judgeFor('asha', 'INR')).judge(aPayment())?.decision).toBe('step-up');
  rules = async () => new Map();
  expect((await judgeFor('asha', 'INR')).judge(aPayment())).toBeUndefined();
  rules = away;
  expect((await judgeFor('asha', 'INR')).judge(aPayment())).toBeUndefined();
});

it('has nothing to say of a currency without rules', async () => {
  const judgeFor = judgeFrom({
    ...deps,
    readLimits: nothingKnown,
    log: { ...silentLog, warn: unexpected('warn') },
  });
  expect((await judgeFor('asha', 'EUR')).judge(aPayment({ currency: 'EUR' }))).toBeUndefined();
});

describe('a block', () => {
  const until = ago({ minutes: -60 });
  const block = { reason: 'account-takeover', until };
  const readLimits = async () => ({ limits: undefined, block, devices: [] });

  it.each(['INR', 'EUR'])('stops every payment in %s, until it is over', async (currency) => {
    const { judge } = await judgeFrom({ ...deps, readLimits })('asha', currency);
    const small = { currency, amountMinor: 1n };
    expect(judge(aPayment(small))).toMatchObject({ decision: 'block', blockedFor: 'account-takeover' });
    expect(judge(aPayment({ ...small, at: until }))?.decision ?? 'allow').toBe('allow');
  });

  it('without an end lasts', async () => {
    const { judge } = await judgeFrom({
      ...deps,
      readLimits: async () => ({ limits: limitsAfter(1), block: { ...block, until: null }, devices: [] }),
    })('asha', 'INR');
    expect(judge(aPayment({ at: '2099-01-01T00:00:00.000Z' }))?.decision).toBe('block');
  });
});

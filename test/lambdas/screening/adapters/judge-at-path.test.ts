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
const never = () => new Promise<never>(() => undefined);

it('judges by the limits of the payer, with one read', async () => {
  const asked: string[] = [];
  const judgeFor = judgeFrom({
    ...deps,
    readLimits: async (...key) => {
      asked.push(key.join(' '));
      return limitsAfter(6);
    },
  });
  const judge = await judgeFor('asha', 'INR');
  expect(judge(aPayment())).toMatchObject({ decision: 'step-up', source: 'state', rules: [{ id: 'velocity-10m' }] });
  expect(judge(aPayment({ payeeId: 'shop', payeeKind: 'merchant' }))?.decision).toBe('step-up');
  expect(asked).toEqual(['asha INR']);
});

it('knows of one without limits that they have not paid yet, so every payee is new', async () => {
  const judge = await judgeFrom({ ...deps, readLimits: async () => undefined })('asha', 'INR');
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
  const judge = await judgeFor('asha', 'INR');
  expect(judge(aPayment())).toMatchObject({ decision: 'allow', source: 'static' });
  expect(judge(aPayment({ amountMinor: 6_000_000n }))).toMatchObject({ decision: 'step-up', source: 'static' });
});

it('goes by the shipped rules until some could be read, and by the last ones after that', async () => {
  const away = async (): Promise<never> => {
    throw new Error('away');
  };
  let rules: typeof deps.rules = away;
  const judgeFor = judgeFrom({ ...deps, rules: () => rules(), readLimits: async () => limitsAfter(6) });
  expect((await judgeFor('asha', 'INR'))(aPayment())?.decision).toBe('step-up');
  rules = async () => new Map();
  expect((await judgeFor('asha', 'INR'))(aPayment())).toBeUndefined();
  rules = away;
  expect((await judgeFor('asha', 'INR'))(aPayment())).toBeUndefined();
});

it('has nothing to say of a currency without rules', async () => {
  const judgeFor = judgeFrom({
    ...deps,
    readLimits: async () => undefined,
    log: { ...silentLog, warn: unexpected('warn') },
  });
  expect((await judgeFor('asha', 'EUR'))(aPayment({ currency: 'EUR' }))).toBeUndefined();
});

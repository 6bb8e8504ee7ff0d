import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { paymentFlagged } from '../../../../lambdas/contracts/screening.ts';
import { makeScreenPost } from '../../../../lambdas/payments/adapters/screened-post.ts';
import { judgeFrom } from '../../../../lambdas/screening/adapters/judge-at-path.ts';
import { shippedBook } from '../../../../lambdas/screening/domain/rule-book.ts';
import { type Limits, limitsOf } from '../../../../lambdas/screening/domain/verdict/limits.ts';
import { silentLog } from '../../../support/fakes.ts';
import { aPost } from '../../../support/payments.ts';
import { ago, statesAfter, times } from '../../../support/screening.ts';

const now = () => new Date(ago({}));
const live = shippedBook.get('INR')?.live;

function limitsAfter(payments: ReturnType<typeof times>): Limits {
  const state = statesAfter(payments).get('customer#INR#asha');
  if (live === undefined || state === undefined) throw new Error('rules and a state were made');
  return limitsOf(live, state, ago({}));
}

type Setting = {
  readonly limits?: Limits | undefined;
  readonly isAway?: boolean;
  readonly merchants?: readonly string[];
};

function screening({ limits, isAway = false, merchants = [] }: Setting = {}) {
  const told: EventEnvelope[] = [];
  const noted: [string, string[]][] = [];
  const asked: string[] = [];
  const screen = makeScreenPost({
    judgeFor: judgeFrom({
      readLimits: async () => {
        if (isAway) throw new Error('away');
        return { limits, block: undefined };
      },
      rules: async () => shippedBook,
      now,
      limitMs: 100,
      log: silentLog,
    }),
    isMerchant: async (account) => {
      asked.push(account);
      return merchants.includes(account);
    },
    publish: async (events) => void told.push(...events),
    noteReview: async (id, rules) => void noted.push([id, rules.map((rule) => rule.id)]),
    now,
  });
  return { screen, told, noted, asked };
}

const caller = (claims: object = {}) => ({
  caller: { subject: 'asha', scopes: new Set(['customers/self']), claims: { ...claims } },
});
const authTime = String(now().getTime() / 1000 - 60);

it('lets pass what no rule objects to as it is, and asks nothing of the ledger', async () => {
  const { screen, asked } = screening();
  const post = aPost();
  expect(await screen(post, caller())).toEqual({ do: 'post', operation: post });
  expect(asked).toEqual([]);
});

it('asks for a second factor, tells nobody by which rule, and states the refusal once', async () => {
  const { screen, told } = screening({ limits: limitsAfter(times(6)) });
  for (let attempt = 0; attempt < 2; attempt++) {
    const screened = await screen(aPost(), caller());
    if (screened.do !== 'refuse') throw new Error('it was let through');
    expect([screened.problem.kind, screened.problem.message]).toEqual([
      'step-up-required',
      expect.not.stringContaining('velocity'),
    ]);
    await screened.tell();
  }
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  expect(paymentFlagged.parse(told[0]).data).toMatchObject({
    transferId: 'api.key-1',
    stage: 'asked',
    decision: 'step-up',
    rules: [{ id: 'velocity-10m', values: { 'paid.10m.count': 7 } }],
  });
});

it.each([
  ['a second factor just now', { amr: '[pwd mfa]', auth_time: authTime }, 'post'],
  ['a list of methods', { amr: ['mfa'], auth_time: authTime }, 'post'],
  ['a second factor of an hour ago', { amr: '[pwd mfa]', auth_time: String(Number(authTime) - 3600) }, 'refuse'],
  ['a password alone', { amr: '[pwd]', auth_time: authTime }, 'refuse'],
  ['a method that only sounds like it', { amr: '[no-mfa]', auth_time: authTime }, 'refuse'],
  ['no time', { amr: '[mfa]' }, 'refuse'],
])('answers a token with %s by: %s', async (_, claims, expected) => {
  const { screen } = screening({ limits: limitsAfter(times(6)) });
  expect((await screen(aPost(), caller(claims))).do).toBe(expected);
});

it('takes a payee for a customer until a rule on customers fires, then asks who it is', async () => {
  const much = aPost({ credit: 'shop-1:INR', amount: { minor: 1_500_000n, currency: 'INR' } });
  const known = screening({ merchants: ['shop-1:INR'] });
  expect((await known.screen(much, caller())).do).toBe('post');
  expect(known.asked).toEqual(['shop-1:INR']);
  expect((await screening().screen(much, caller())).do).toBe('refuse');
});

it('holds the money under the same key for review, whatever second factor there is', async () => {
  const similar = times(2, { amountMinor: 4_600_000n, payeeId: 'shop-1', payeeKind: 'merchant' });
  const { screen, told, noted } = screening({ limits: limitsAfter(similar), merchants: ['shop-1:INR'] });
  const post = aPost({ credit: 'shop-1:INR', amount: { minor: 4_600_000n, currency: 'INR' } });
  const screened = await screen(post, caller({ amr: '[mfa]', auth_time: authTime }));
  if (screened.do !== 'hold') throw new Error(`it was to ${screened.do}`);
  expect(screened.operation).toEqual({ ...post, op: 'hold', kind: 'review', holdSec: 259_200 });
  await screened.tell();
  expect(told).toMatchObject([{ data: { decision: 'review', stage: 'asked' } }]);
  expect(noted).toEqual([['api/key-1', expect.arrayContaining(['structuring'])]]);
});

it('blocks beyond the hard limit of a day', async () => {
  const much = times(5, { amountMinor: 10_000_000n, payeeId: 'shop-1', payeeKind: 'merchant' });
  const { screen } = screening({ limits: limitsAfter(much) });
  const screened = await screen(aPost(), caller({ amr: '[mfa]', auth_time: authTime }));
  expect(screened.do === 'refuse' && screened.problem.kind).toBe('payment-blocked');
});

it('marks what it judged without limits, and what it cannot judge', async () => {
  const marks = [
    await screening({ isAway: true }).screen(aPost({ metadata: { note: 'rent' } }), caller()),
    await screening().screen(aPost({ amount: { minor: 100n, currency: 'EUR' } }), caller()),
  ].map((screened) => screened.do === 'post' && screened.operation.metadata);
  expect(marks).toEqual([{ note: 'rent', screening: 'static' }, { screening: 'none' }]);
});

import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { paymentFlagged } from '../../../../lambdas/contracts/screening.ts';
import { makeScreenPost } from '../../../../lambdas/payments/adapters/screened-post.ts';
import { judgeFrom } from '../../../../lambdas/screening/adapters/judge-at-path.ts';
import type { DeviceKey } from '../../../../lambdas/screening/domain/device-keys.ts';
import { shippedBook } from '../../../../lambdas/screening/domain/rule-book.ts';
import { type Limits, limitsOf } from '../../../../lambdas/screening/domain/verdict/limits.ts';
import { silentLog } from '../../../support/fakes.ts';
import { aPost } from '../../../support/payments.ts';
import { aPhone } from '../../../support/phones.ts';
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
  readonly devices?: readonly DeviceKey[];
};

function screening({ limits, isAway = false, merchants = [], devices = [] }: Setting = {}) {
  const told: EventEnvelope[] = [];
  const noted: [string, string[]][] = [];
  const asked: string[] = [];
  const counted: string[] = [];
  const screen = makeScreenPost({
    judgeFor: judgeFrom({
      readLimits: async () => {
        if (isAway) throw new Error('away');
        return { limits, block: undefined, devices };
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
    log: silentLog,
    meter: { count: (name) => void counted.push(name) },
  });
  return { screen, told, noted, asked, counted };
}

const toSign = 'key-1\nravi\n125000 INR';
const phone = aPhone();
const devices = [{ deviceId: phone.deviceId, key: phone.key, since: ago({ days: 1 }) }];
const plain = { toSign, confirmation: undefined };
const confirmed = { toSign, confirmation: phone.confirm(toSign) };

it('lets pass what no rule objects to as it is, and asks nothing of the ledger', async () => {
  const { screen, asked } = screening();
  const post = aPost();
  expect(await screen(post, plain)).toEqual({ do: 'post', operation: post });
  expect(asked).toEqual([]);
});

it('asks for a confirmation, says what to sign and not by which rule, and states the refusal once', async () => {
  const { screen, told } = screening({ limits: limitsAfter(times(6)) });
  for (let attempt = 0; attempt < 2; attempt++) {
    const screened = await screen(aPost(), plain);
    if (screened.do !== 'refuse') throw new Error('it was let through');
    expect(screened.problem.toJSON()).toMatchObject({ type: '/docs#problem-step-up-required', toSign });
    expect(JSON.stringify(screened.problem)).not.toContain('velocity');
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

it('posts what an enrolled phone of the payer confirms', async () => {
  const { screen, counted } = screening({ limits: limitsAfter(times(6)), devices });
  expect(await screen(aPost(), confirmed)).toMatchObject({ do: 'post' });
  expect(counted).toEqual(['PaymentsConfirmed']);
});

it.each([
  ['another text', { toSign, confirmation: phone.confirm('key-1\nravi\n125001 INR') }],
  ['another phone under the same id', { toSign, confirmation: aPhone().confirm(toSign) }],
  ['a phone that is not enrolled', { toSign, confirmation: aPhone('phone-2').confirm(toSign) }],
])('refuses a confirmation of %s, all in the same words, and counts it', async (_, asked) => {
  const { screen, told, counted } = screening({ limits: limitsAfter(times(6)), devices });
  const screened = await screen(aPost(), asked);
  if (screened.do !== 'refuse') throw new Error('it was let through');
  expect(screened.problem.toJSON()).toMatchObject({
    type: '/docs#problem-confirmation-refused',
    detail: 'Nothing was moved.',
    toSign,
    errors: [{ in: 'header', pointer: '/payment-confirmation' }],
  });
  // A repeat of what was posted is answered as before, and refused nothing.
  expect(counted).toEqual([]);
  await screened.tell();
  expect([counted, told.length]).toEqual([['ConfirmationsRefused'], 1]);
});

it('knows no phone without the store, so a confirmation has to come again', async () => {
  const { screen, counted } = screening({ isAway: true, devices });
  const much = aPost({ amount: { minor: 6_000_000n, currency: 'INR' } });
  const kinds = [await screen(much, plain), await screen(much, confirmed)].map(
    (screened) => screened.do === 'refuse' && screened.problem.kind,
  );
  expect(kinds).toEqual(['step-up-required', 'unavailable']);
  expect(counted).toEqual(['PaymentsScreenedStatically', 'PaymentsScreenedStatically']);
});

it('looks at no confirmation where none is asked for', async () => {
  const { screen, counted } = screening();
  expect(await screen(aPost(), { toSign, confirmation: phone.confirm('another text') })).toMatchObject({ do: 'post' });
  expect(counted).toEqual([]);
});

it('takes a payee for a customer until a rule on customers fires, then asks who it is', async () => {
  const much = aPost({ credit: 'shop-1:INR', amount: { minor: 1_500_000n, currency: 'INR' } });
  const known = screening({ merchants: ['shop-1:INR'] });
  expect((await known.screen(much, plain)).do).toBe('post');
  expect(known.asked).toEqual(['shop-1:INR']);
  expect((await screening().screen(much, plain)).do).toBe('refuse');
});

it('takes a vendor neither for a customer nor for a stranger, and asks nobody', async () => {
  const much = { credit: 'system:vendor-settlement:INR', amount: { minor: 1_500_000n, currency: 'INR' } };
  const { screen, asked } = screening();
  expect((await screen(aPost(much), plain)).do).toBe('post');
  expect(asked).toEqual([]);
  const blocked = screening({ limits: limitsAfter(times(5, { amountMinor: 10_000_000n })) });
  expect((await blocked.screen(aPost(much), plain)).do).toBe('refuse');
});

it('holds the money under the same key for review, whoever confirms it', async () => {
  const similar = times(2, { amountMinor: 4_600_000n, payeeId: 'shop-1', payeeKind: 'merchant' });
  const { screen, told, noted } = screening({ limits: limitsAfter(similar), merchants: ['shop-1:INR'], devices });
  const post = aPost({ credit: 'shop-1:INR', amount: { minor: 4_600_000n, currency: 'INR' } });
  const screened = await screen(post, confirmed);
  if (screened.do !== 'hold') throw new Error(`it was to ${screened.do}`);
  expect(screened.operation).toEqual({ ...post, op: 'hold', kind: 'review', holdSec: 259_200 });
  await screened.tell();
  expect(told).toMatchObject([{ data: { decision: 'review', stage: 'asked' } }]);
  expect(noted).toEqual([['api/key-1', expect.arrayContaining(['structuring'])]]);
});

it('blocks beyond the hard limit of a day', async () => {
  const much = times(5, { amountMinor: 10_000_000n, payeeId: 'shop-1', payeeKind: 'merchant' });
  const { screen } = screening({ limits: limitsAfter(much), devices });
  const screened = await screen(aPost(), confirmed);
  expect(screened.do === 'refuse' && screened.problem.kind).toBe('payment-blocked');
});

it('marks what it judged without limits, and what it cannot judge', async () => {
  const marks = [
    await screening({ isAway: true }).screen(aPost({ metadata: { note: 'rent' } }), plain),
    await screening().screen(aPost({ amount: { minor: 100n, currency: 'EUR' } }), plain),
  ].map((screened) => screened.do === 'post' && screened.operation.metadata);
  expect(marks).toEqual([{ note: 'rent', screening: 'static' }, { screening: 'none' }]);
});

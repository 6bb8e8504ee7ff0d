import { reviews } from '../../../../lambdas/contracts/api/screening.ts';
import type { ReviewPage } from '../../../../lambdas/payments/adapters/reviews-table.ts';
import type { KnownTransfer } from '../../../../lambdas/payments/adapters/transfers-reader.ts';
import type { Operation } from '../../../../lambdas/payments/domain/operation.ts';
import type { Outcome, Verdict } from '../../../../lambdas/payments/domain/verdict.ts';
import { makeReviews } from '../../../../lambdas/payments/reviews/handler.ts';
import { silentLog, silentMeter } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aKnownTransfer, aVerdict } from '../../../support/payments.ts';

const held = aKnownTransfer({ op: 'hold', outcome: 'held', kind: 'review' });

const emptyPage: ReviewPage = { reviews: [], next: undefined };

type Answer = Partial<Pick<Verdict, 'outcome' | 'replayed'>>;

function setUp(
  outcome: Outcome,
  known: KnownTransfer | null = held,
  page = emptyPage,
  answer: (operation: Operation) => Answer = () => ({ outcome }),
) {
  const posted: Operation[] = [];
  const asked: unknown[] = [];
  const handler = makeReviews({
    waiting: async (wanted) => {
      asked.push(wanted);
      return page;
    },
    post: async (operations) => {
      posted.push(...operations);
      return operations.map((operation) => aVerdict(operation, answer(operation)));
    },
    readTransfer: async () => known ?? undefined,
    nudge: async () => undefined,
    log: silentLog,
    meter: silentMeter,
  });
  const review = (decision: string) =>
    handler(
      httpEvent({
        ...{ route: 'POST /v1/reviews/{transferId}', path: { transferId: 'api.key-1' }, body: { decision } },
        ...{ subject: 'operations', scope: 'ops/write' },
      }),
    );
  const list = (query: Readonly<Record<string, string>> = {}) =>
    handler(httpEvent({ route: 'GET /v1/reviews', query, subject: 'operations', scope: 'ops/read' }));
  return { review, list, posted, asked };
}

it('captures what is released and voids what is refused, each under a key of its own', async () => {
  const released = setUp('captured');
  expect(jsonOf(await released.review('release'))).toMatchObject({ reviewed: 'api.key-1', status: 'released' });
  const refused = setUp('voided');
  expect(jsonOf(await refused.review('refuse'))).toMatchObject({ reviewed: 'api.key-1', status: 'refused' });
  expect([released.posted[0], refused.posted[0]]).toMatchObject([
    { op: 'capture', caller: 'review', hold: 'api/key-1' },
    { op: 'void', caller: 'review', hold: 'api/key-1' },
  ]);
  expect(released.posted[0]?.key).not.toBe(refused.posted[0]?.key);
});

it('releases under another key what was refused while an account was frozen, once, and answers so from then on', async () => {
  const kept = new Map<string, Outcome>();
  let isFrozen = true;
  const { review } = setUp('captured', held, emptyPage, ({ key }) => {
    const replayed = kept.has(key);
    const outcome = kept.get(key) ?? (isFrozen ? 'account-not-open' : 'captured');
    kept.set(key, outcome);
    return { outcome, replayed };
  });
  for (let attempt = 0; attempt < 3; attempt++) expect((await review('release')).statusCode).toBe(409);
  isFrozen = false;
  const released = await review('release');
  expect([released.statusCode, released.headers?.['idempotency-replayed']]).toEqual([200, undefined]);
  const again = await review('release');
  expect([again.statusCode, again.headers?.['idempotency-replayed']]).toEqual([200, 'true']);
  expect(jsonOf(again)).toEqual(jsonOf(released));
  expect([...kept.values()]).toEqual([...Array(3).fill('account-not-open'), 'captured']);
});

it('tries no further key for what can never be', async () => {
  const { review, posted } = setUp('captured', held, emptyPage, () => ({ outcome: 'hold-not-active', replayed: true }));
  expect([(await review('release')).statusCode, posted.length]).toEqual([409, 1]);
});

it('answers a conflict when it was decided otherwise, or the time was over', async () => {
  for (const outcome of ['hold-not-active', 'hold-expired'] as const)
    expect((await setUp(outcome).review('refuse')).statusCode).toBe(409);
});

it.each([
  ['nothing', null],
  ['a payment', aKnownTransfer()],
  ['a hold of an order', aKnownTransfer({ op: 'hold', outcome: 'held', kind: 'order' })],
  ['a hold that was refused', aKnownTransfer({ op: 'hold', outcome: 'insufficient-funds', kind: 'review' })],
])('knows no review of %s', async (_, known) => {
  const { posted, review } = setUp('captured', known);
  const answer = await review('release');
  expect([answer.statusCode, problemOf(answer).type]).toEqual([404, '/docs#problem-not-found']);
  expect(posted).toEqual([]);
});

describe('the list', () => {
  const rule = { id: 'structuring', version: 1, mode: 'live', action: 'review', values: {}, thresholds: {} } as const;
  const waiting = {
    ...{ id: 'api/key-1', debit: 'asha:INR', credit: 'shop-1:INR', amount: 4_600_000n, currency: 'INR' },
    ...{ heldAt: '2026-11-21T06:00:00.123Z', until: '2026-11-24T06:00:00.123Z', rules: [rule] },
  };
  const next = '2026-11-21T06:00:00.123456Z|api/key-1';

  it('names what can be decided, and leads to the next page', async () => {
    const { list, asked } = setUp('captured', held, { reviews: [waiting, { ...waiting, rules: null }], next });
    const page = reviews.parse(jsonOf(await list({ limit: '2' })));
    expect(page.reviews).toEqual([
      {
        ...{ transferId: 'api.key-1', payer: 'asha', payee: 'shop-1', amount: { minor: '4600000', currency: 'INR' } },
        ...{ heldAt: waiting.heldAt, until: waiting.until, rules: [rule] },
      },
      expect.objectContaining({ rules: null }),
    ]);
    await list({ after: page.next ?? '' });
    expect(asked).toEqual([{ limit: 2 }, { limit: 50, after: next }]);
  });

  it.each([
    'nothing',
    '2026-13-99T06:00:00.123456Z|api/key-1',
    '2026-02-30T06:00:00.123456Z|api/key-1',
    "2026-11-21T06:00:00.123456Z|'",
  ])('refuses a cursor of %s', async (cursor) => {
    const { list, asked } = setUp('captured');
    const answer = await list({ after: Buffer.from(cursor).toString('base64url') });
    expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ in: 'query', pointer: '/after' }] });
    expect(asked).toEqual([]);
  });
});

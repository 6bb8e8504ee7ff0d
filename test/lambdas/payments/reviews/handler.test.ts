import type { KnownTransfer } from '../../../../lambdas/payments/adapters/transfers-reader.ts';
import type { Operation } from '../../../../lambdas/payments/domain/operation.ts';
import type { Outcome } from '../../../../lambdas/payments/domain/verdict.ts';
import { makeReviews } from '../../../../lambdas/payments/reviews/handler.ts';
import { silentLog, silentMeter } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aKnownTransfer, aVerdict } from '../../../support/payments.ts';

const held = aKnownTransfer({ op: 'hold', outcome: 'held', kind: 'review' });

function setUp(outcome: Outcome, known: KnownTransfer | null = held) {
  const posted: Operation[] = [];
  const handler = makeReviews({
    post: async (operations) => {
      posted.push(...operations);
      return operations.map((operation) => aVerdict(operation, { outcome }));
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
  return { review, posted };
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

import type { ScreenPost } from '../../../../lambdas/payments/adapters/screened-post.ts';
import { type Operation, operationId } from '../../../../lambdas/payments/domain/operation.ts';
import { heldForReview, marked } from '../../../../lambdas/payments/domain/screened.ts';
import { makeTransfers } from '../../../../lambdas/payments/transfers/handler.ts';
import { Problem } from '../../../../lambdas/shared/problem.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aKnownTransfer, aVerdict } from '../../../support/payments.ts';
import { aPhone } from '../../../support/phones.ts';

const body = { payee: 'ravi', amount: { minor: '125000', currency: 'INR' } };
const headers = { 'content-type': 'application/json', 'idempotency-key': 'rent-2026-11' };
const request = (changes: object = {}) =>
  httpEvent({ route: 'POST /v1/transfers', headers, body: { ...body, ...changes } });

/** A ledger that knows a key with the request it was first used for, as strict about the same request as the real one. */
function setUp(verdict: 'post' | 'static' | 'hold' | 'refuse') {
  const journal = new Map<string, Operation>();
  const told: string[] = [];
  const lane: unknown[] = [];
  const setting = { verdict };
  const tell = async () => void told.push('told');
  const heard: Parameters<ScreenPost>[1][] = [];
  const screen: ScreenPost = async (post, asked) => {
    heard.push(asked);
    if (setting.verdict === 'hold') return { do: 'hold', operation: heldForReview(post), tell };
    if (setting.verdict === 'refuse')
      return { do: 'refuse', problem: new Problem('step-up-required', 'Nothing was moved.'), tell };
    return { do: 'post', operation: marked(post, setting.verdict === 'static' ? 'static' : undefined) };
  };
  const handler = makeTransfers({
    post: async (operations) =>
      operations.map((operation) => {
        const known = journal.get(operationId(operation));
        if (known !== undefined && JSON.stringify(toText(known)) !== JSON.stringify(toText(operation)))
          return aVerdict(operation, { outcome: 'idempotency-key-reused' });
        journal.set(operationId(operation), operation);
        const outcome = operation.op === 'hold' ? 'held' : 'posted';
        return aVerdict(operation, { outcome, replayed: known !== undefined });
      }),
    readTransfer: async (id) => (journal.has(id) ? aKnownTransfer({ id }) : undefined),
    screen,
    screenReversal: unexpected('screenReversal'),
    standardLane: async (commands) => void lane.push(...commands),
    reversalLane: unexpected('reversalLane'),
    nudge: async () => undefined,
    within: (work) => work,
    now: () => new Date('2026-11-21T06:30:00.000Z'),
    log: silentLog,
    meter: silentMeter,
  });
  return { handler, journal, told, lane, setting, heard };
}

const toText = (operation: Operation) =>
  Object.entries(operation)
    .map(
      ([name, value]) =>
        `${name} ${JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part))}`,
    )
    .toSorted();

it('says what is missing, posts nothing and states that it was refused', async () => {
  const { handler, journal, told } = setUp('refuse');
  const answer = await handler(request());
  expect([answer.statusCode, problemOf(answer).type]).toEqual([403, '/docs#problem-step-up-required']);
  expect([journal.size, told]).toEqual([0, ['told']]);
});

it('posts under the same key once the payment is confirmed', async () => {
  const { handler, setting, heard } = setUp('refuse');
  await handler(request());
  setting.verdict = 'post';
  const confirmed = request();
  Object.assign(confirmed.headers, aPhone().header('anything'));
  expect((await handler(confirmed)).statusCode).toBe(201);
  const toSign = 'rent-2026-11\nravi\n125000 INR';
  expect(heard).toMatchObject([
    { toSign, confirmation: undefined },
    { toSign, confirmation: { deviceId: 'phone-1' } },
  ]);
});

it('reads a confirmation also where nobody asked for one, and refuses what is none', async () => {
  const { handler, journal } = setUp('post');
  const event = request();
  Object.assign(event.headers, { 'payment-confirmation': 'device=phone-1, signature=yes' });
  const answer = await handler(event);
  expect(problemOf(answer)).toMatchObject({
    status: 400,
    errors: [{ in: 'header', pointer: '/payment-confirmation' }],
  });
  expect(journal.size).toBe(0);
});

it('holds for review and says so', async () => {
  const { handler, journal, told } = setUp('hold');
  const answer = await handler(request());
  expect([answer.statusCode, jsonOf(answer)]).toMatchObject([202, { status: 'review', balance: null }]);
  expect([...journal.values()]).toMatchObject([{ op: 'hold', kind: 'review' }]);
  expect(told).toEqual(['told']);
});

it('puts the hold on the standard lane when that was asked for', async () => {
  const { handler, lane } = setUp('hold');
  const answer = await handler(request({ lane: 'standard' }));
  expect([answer.statusCode, jsonOf(answer)]).toMatchObject([202, { status: 'review' }]);
  expect(lane).toMatchObject([{ data: { operations: [{ op: 'hold', kind: 'review' }] } }]);
});

const verdicts = ['post', 'static', 'hold', 'refuse'] as const;
const pairs = verdicts
  .filter((first) => first !== 'refuse')
  .flatMap((first) => verdicts.map((second) => [first, second] as const));

it.each(pairs)('answers a repeat as the first time: %s, then %s', async (first, second) => {
  const { handler, journal, setting } = setUp(first);
  const before = await handler(request());
  setting.verdict = second;
  const again = await handler(request());
  expect([again.statusCode, jsonOf(again)]).toEqual([before.statusCode, jsonOf(before)]);
  expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true' });
  expect(journal.size).toBe(1);
});

it('still refuses a key that was used for another request', async () => {
  const { handler, setting } = setUp('static');
  await handler(request());
  setting.verdict = 'post';
  const answer = await handler(request({ amount: { minor: '1', currency: 'INR' } }));
  expect([answer.statusCode, problemOf(answer).type]).toEqual([409, '/docs#problem-idempotency-key-reused']);
});

import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { operationsRequested } from '../../../../lambdas/contracts/payments.ts';
import type { KnownTransfer } from '../../../../lambdas/payments/adapters/transfers-reader.ts';
import type { Operation } from '../../../../lambdas/payments/domain/operation.ts';
import type { Outcome } from '../../../../lambdas/payments/domain/verdict.ts';
import { makeTransfers, type TransfersDeps } from '../../../../lambdas/payments/transfers/handler.ts';
import { Problem } from '../../../../lambdas/shared/problem.ts';
import { keepingLog, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf, type RequestUnderTest } from '../../../support/http.ts';
import { aKnownTransfer, aVerdict } from '../../../support/payments.ts';

const inert: TransfersDeps = {
  post: unexpected('post'),
  readTransfer: unexpected('readTransfer'),
  screen: async (operation) => ({ do: 'post', operation }),
  screenReversal: async () => undefined,
  standardLane: unexpected('standardLane'),
  reversalLane: unexpected('reversalLane'),
  nudge: unexpected('nudge'),
  within: (work) => work,
  now: () => new Date('2026-11-21T06:30:00.000Z'),
  log: silentLog,
  meter: silentMeter,
};
const headers = { 'content-type': 'application/json', 'idempotency-key': 'rent-2026-11' };
const payment = { payee: 'ravi', amount: { minor: '125000', currency: 'INR' } };

const pay = (body: object = payment, changes: Partial<RequestUnderTest> = {}) =>
  httpEvent({ route: 'POST /v1/transfers', headers, body, ...changes });

/** A handler over a ledger that answers so, with what it was asked and nudged. */
function answering(outcome: Outcome, replayed = false) {
  const posted: Operation[] = [];
  let nudges = 0;
  const handler = makeTransfers({
    ...inert,
    post: async (operations) => {
      posted.push(...operations);
      return operations.map((operation) => aVerdict(operation, { outcome, replayed }));
    },
    nudge: async () => {
      nudges++;
    },
  });
  return { handler, posted, nudges: () => nudges };
}

describe('a payment', () => {
  it('is posted from the wallet of the token, whatever the body says', async () => {
    const { handler, posted, nudges } = answering('posted');
    const answer = await handler(pay({ ...payment, note: 'rent', context: { deviceId: 'phone-1' } }));
    expect([answer.statusCode, nudges()]).toEqual([201, 1]);
    expect(jsonOf(answer)).toMatchObject({ status: 'posted', payer: 'asha', balance: { minor: '375000' } });
    expect(posted).toMatchObject([
      {
        op: 'post',
        caller: 'api',
        debit: 'asha:INR',
        credit: 'ravi:INR',
        amount: { minor: 125_000n, currency: 'INR' },
        kind: 'payment',
        metadata: { note: 'rent', context: { deviceId: 'phone-1' } },
      },
    ]);
  });

  it('has a key of its payer: another payer may choose the same', async () => {
    const asha = answering('posted');
    const ravi = answering('posted');
    await asha.handler(pay());
    await asha.handler(pay());
    await ravi.handler(pay({ ...payment, payee: 'meera' }, { subject: 'ravi' }));
    const [first, again] = asha.posted.map(({ key }) => key);
    expect(again).toBe(first);
    expect(ravi.posted[0]?.key).not.toBe(first);
  });

  it('that was answered before says so and makes nobody look for facts', async () => {
    const { handler, nudges } = answering('posted', true);
    const answer = await handler(pay());
    expect([answer.statusCode, answer.headers?.['idempotency-replayed'], nudges()]).toEqual([201, 'true', 0]);
  });

  it.each([
    ['insufficient-funds', 422, 'insufficient-funds'],
    ['account-not-open', 409, 'account-not-open'],
    ['unknown-account', 422, 'unknown-account'],
    ['overflow', 422, 'limit-exceeded'],
    ['idempotency-key-reused', 409, 'idempotency-key-reused'],
  ] as const)('refused as %s is answered with %d', async (outcome, status, kind) => {
    const answer = await answering(outcome).handler(pay());
    expect([answer.statusCode, problemOf(answer).type]).toEqual([status, `/docs#problem-${kind}`]);
  });

  it('that the ledger calls invalid is our fault, and says nothing of why', async () => {
    expect((await answering('invalid').handler(pay())).statusCode).toBe(500);
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['half of a character', 'a\ud800b'],
    ['a control', 'a\u0001b'],
  ])('whose note has %s is refused before anything is asked', async (_, note) => {
    for (const lane of ['instant', 'standard']) {
      const answer = await makeTransfers(inert)(pay({ ...payment, note, lane }));
      expect([answer.statusCode, problemOf(answer).errors?.[0]?.pointer]).toEqual([400, '/note']);
    }
  });

  it('has a note in any language, over several lines', async () => {
    const { handler, posted } = answering('posted');
    const note = 'किराया 🙏\r\n\tনভেম্বর';
    expect((await handler(pay({ ...payment, note }))).statusCode).toBe(201);
    expect(posted[0]?.metadata).toEqual({ note });
  });

  it('made nearly on the equator says so in few digits', async () => {
    const { handler, posted } = answering('posted');
    const place = { lat: -1e-320, lon: 77.5946 };
    expect((await handler(pay({ ...payment, context: { place } }))).statusCode).toBe(201);
    expect(posted[0]?.metadata).toEqual({ context: { place: { lat: 0, lon: 77.5946 } } });
  });

  it('to oneself is refused before anything is asked', async () => {
    const answer = await makeTransfers(inert)(pay({ ...payment, payee: 'asha' }));
    expect([answer.statusCode, problemOf(answer).errors?.[0]?.pointer]).toEqual([400, '/payee']);
  });
});

/** A handler whose ledger does `post`, and what it put on the standard lane. */
function fallingBack(
  post: TransfersDeps['post'],
  within: TransfersDeps['within'] = inert.within,
  known?: KnownTransfer,
) {
  const lane: EventEnvelope[] = [];
  const handler = makeTransfers({
    ...inert,
    post,
    readTransfer: async () => known,
    within,
    nudge: async () => undefined,
    standardLane: async (commands) => void lane.push(...commands),
  });
  return { handler, lane };
}

describe('the standard lane', () => {
  const away = Object.assign(new Error('away'), { name: 'DatabaseUnavailableException' });

  it('takes over when the database is away, with the key that was tried', async () => {
    const tried: string[] = [];
    const { handler, lane } = fallingBack(async ([operation]) => {
      tried.push(operation?.key ?? '');
      throw away;
    });
    const answer = await handler(pay());
    expect([answer.statusCode, jsonOf(answer)]).toEqual([
      202,
      expect.objectContaining({ status: 'accepted', balance: null }),
    ]);
    const [command] = lane.map((each) => operationsRequested.parse(each));
    expect(command).toMatchObject({ subject: 'asha', data: { operations: [{ key: tried[0], debit: 'asha:INR' }] } });
  });

  it('takes over when the database is slow', async () => {
    const { handler, lane } = fallingBack(
      () => new Promise(() => undefined),
      async () => undefined,
    );
    expect([(await handler(pay())).statusCode, lane.length]).toEqual([202, 1]);
  });

  const later = { ...payment, lane: 'standard' };

  it('carries what asks for it and posts nothing at once', async () => {
    const { handler, lane } = fallingBack(unexpected('post'));
    expect([(await handler(pay(later))).statusCode, lane.length]).toEqual([202, 1]);
  });

  it('carries what asks for it also while nobody can say whether the key is known', async () => {
    const lane: EventEnvelope[] = [];
    const handler = makeTransfers({
      ...inert,
      readTransfer: async () => Promise.reject(away),
      standardLane: async (commands) => void lane.push(...commands),
    });
    expect([(await handler(pay(later))).statusCode, lane.length]).toEqual([202, 1]);
  });

  it('is spared a key that the ledger has answered, which is answered with that', async () => {
    for (const [outcome, status] of [
      ['posted', 201],
      ['insufficient-funds', 422],
      ['idempotency-key-reused', 409],
    ] as const) {
      const replay: TransfersDeps['post'] = async (operations) =>
        operations.map((operation) => aVerdict(operation, { outcome, replayed: true }));
      const { handler, lane } = fallingBack(replay, inert.within, aKnownTransfer());
      expect([(await handler(pay(later))).statusCode, lane]).toEqual([status, []]);
    }
  });

  it('does not hide a fault of ours', async () => {
    const { handler, lane } = fallingBack(async () => {
      throw new TypeError('bug');
    });
    expect([(await handler(pay())).statusCode, lane.length]).toEqual([500, 0]);
  });
});

describe('a transfer', () => {
  const shown = (subject: string, scope = 'customers/self') =>
    makeTransfers({ ...inert, readTransfer: async () => aKnownTransfer() })(
      httpEvent({
        route: 'GET /v1/transfers/{transferId}',
        path: { transferId: 'api.key-1' },
        headers: {},
        subject,
        scope,
      }),
    );

  it('is shown to its sides and to operators, and is not there for others', async () => {
    const statuses = [];
    for (const [subject, scope] of [['asha'], ['ravi'], ['ops', 'ops/read'], ['meera'], ['system']] as const)
      statuses.push((await shown(subject, scope)).statusCode);
    expect(statuses).toEqual([200, 200, 200, 404, 404]);
  });
});

describe('a reversal', () => {
  const replayed = { 'idempotency-replayed': 'true' };
  const known = aKnownTransfer({ reversed: 25_000n });
  const reverse = (body: object, subject: string, scope = 'customers/self', changes: Partial<TransfersDeps> = {}) => {
    const lane: EventEnvelope[] = [];
    const log = keepingLog();
    const handler = makeTransfers({
      ...inert,
      log,
      readTransfer: async (id) => (id === 'api/key-1' ? known : undefined),
      reversalLane: async (commands) => void lane.push(...commands),
      ...changes,
    });
    const route = 'POST /v1/transfers/{transferId}/reversals';
    const answer = handler(httpEvent({ route, path: { transferId: 'api.key-1' }, headers, body, subject, scope }));
    return answer.then(({ statusCode, headers: said, body: text }) => ({
      statusCode,
      said,
      text,
      lane,
      told: log.told,
    }));
  };
  const inr = (minor: string) => ({ amount: { minor, currency: 'INR' } });

  it('is asked for by who received the money, and by operators', async () => {
    for (const [subject, scope] of [
      ['ravi', 'customers/self'],
      ['ops', 'ops/write'],
    ] as const) {
      const { statusCode, lane } = await reverse(inr('100000'), subject, scope);
      expect(statusCode).toBe(202);
      expect(lane).toMatchObject([
        { subject: 'ravi', data: { operations: [{ op: 'reverse', reverses: 'api/key-1', minor: '100000' }] } },
      ]);
    }
    expect((await reverse({}, 'asha')).statusCode).toBe(403);
    expect((await reverse({}, 'meera')).statusCode).toBe(404);
  });

  it('is no way around a block, but for operators and for what was paid back before', async () => {
    const screenReversal = async () => new Problem('payment-blocked', 'Nothing was moved.');
    const own = await reverse({}, 'ravi', 'customers/self', { screenReversal });
    expect([own.statusCode, own.lane]).toEqual([403, []]);
    expect((await reverse({}, 'ops', 'ops/write', { screenReversal })).statusCode).toBe(202);
    const before = await reverse({}, 'ravi', 'customers/self', {
      screenReversal,
      readTransfer: async (id) => aKnownTransfer({ id }),
      post: async (operations) => operations.map((operation) => aVerdict(operation, { outcome: 'reversed' })),
    });
    expect(before).toMatchObject({ statusCode: 202, said: replayed });
  });

  it('of what a vendor brought in is for operators: a customer who gave it back would be paid by nobody', async () => {
    const cashIn = {
      readTransfer: async (id: string) =>
        id === 'api/key-1' ? aKnownTransfer({ debit: 'system:cash-in:INR' }) : undefined,
    };
    const [own, operators] = [
      await reverse({}, 'ravi', 'customers/self', cashIn),
      await reverse({}, 'ops', 'ops/write', cashIn),
    ];
    expect([own.statusCode, own.lane, operators.statusCode]).toEqual([403, [], 202]);
  });

  it('of more than is left, of another currency or of what moved nothing is refused', async () => {
    expect((await reverse(inr('100001'), 'ravi')).statusCode).toBe(422);
    expect((await reverse({ amount: { minor: '1', currency: 'USD' } }, 'ravi')).statusCode).toBe(400);
    const of = (changes: Partial<KnownTransfer>) =>
      reverse({}, 'ravi', 'customers/self', {
        readTransfer: async (id) => (id === 'api/key-1' ? aKnownTransfer(changes) : undefined),
      });
    expect((await of({ op: 'hold', outcome: 'held' })).statusCode).toBe(422);
    const captured = await of({ op: 'hold', outcome: 'held', holdStatus: 'captured' });
    expect([captured.statusCode, captured.text]).toEqual([422, expect.stringContaining('pay its capture back')]);
  });

  it('under a key that the ledger knows is answered as at first, or refused when it is another one', async () => {
    const again = (outcome: Outcome) =>
      reverse({}, 'ravi', 'customers/self', {
        readTransfer: async (id) => aKnownTransfer({ id, reversed: 125_000n }),
        post: async (operations) => operations.map((operation) => aVerdict(operation, { outcome, replayed: true })),
      });
    for (const outcome of ['reversed', 'insufficient-funds'] as const)
      expect(await again(outcome)).toMatchObject({ statusCode: 202, said: replayed, lane: [], told: [] });
    expect(await again('idempotency-key-reused')).toMatchObject({ statusCode: 409, lane: [] });
  });

  it('is kept with its reason, and has in the log who asked for it', async () => {
    const { lane, told } = await reverse({ reason: 'damaged' }, 'ravi');
    expect(told).toEqual([
      ['reversal.asked', { reverses: 'api.key-1', id: expect.stringMatching(/^reversal\./), by: 'ravi' }],
    ]);
    expect(lane).toMatchObject([{ data: { operations: [{ metadata: { all: true, reason: 'damaged' } }] } }]);
  });
});

import type { QrPaid } from '../../../../lambdas/payments/adapters/qr-requests.ts';
import type { Screened } from '../../../../lambdas/payments/adapters/screened-post.ts';
import type { Post } from '../../../../lambdas/payments/domain/operation.ts';
import { makeQrPay, type QrPayDeps } from '../../../../lambdas/payments/qr-pay/handler.ts';
import { Problem } from '../../../../lambdas/shared/problem.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aKnownTransfer, anAccountOf, aVerdict } from '../../../support/payments.ts';
import { aPhone } from '../../../support/phones.ts';
import {
  aCode,
  aKey,
  aKnownQrRequest,
  aStaticCode,
  bodyOf,
  payloadOf,
  someKeys,
  withChecksum,
} from '../../../support/qr.ts';

const inert: QrPayDeps = {
  account: unexpected('account'),
  post: unexpected('post'),
  requests: { find: unexpected('find'), pay: unexpected('pay') },
  readTransfer: unexpected('readTransfer'),
  screen: async (operation) => ({ do: 'post', operation }),
  keys: async () => someKeys(),
  nudge: unexpected('nudge'),
  log: silentLog,
  meter: silentMeter,
};

const dynamic = payloadOf(aCode({ additional: { billNumber: 'A-4711' } }));
const sticker = payloadOf(aStaticCode());
const rupees = (minor: string, currency = 'INR') => ({ minor, currency });

const pay = (payload: string, more: object = {}, subject = 'asha') =>
  httpEvent({
    route: 'POST /v1/qr/pay',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'scan-0001' },
    body: { payload, ...more },
    subject,
  });
const decode = (payload: string) => httpEvent({ route: 'POST /v1/qr/decode', body: { payload } });

const merchant: QrPayDeps['account'] = async (id) => anAccountOf(id, { kind: 'merchant' });
const kindOf = (answer: Parameters<typeof problemOf>[0]): string =>
  problemOf(answer).type.replace('/docs#problem-', '');

/** A handler whose requests are paid so, with what was asked of them. */
function paying(answer: (operation: Post) => QrPaid, changes: Partial<QrPayDeps> = {}) {
  const asked: [string, Post][] = [];
  let nudges = 0;
  const handle = makeQrPay({
    ...inert,
    account: merchant,
    requests: {
      ...inert.requests,
      pay: async (id, operation) => {
        asked.push([id, operation]);
        return answer(operation);
      },
    },
    nudge: async () => {
      nudges += 1;
    },
    ...changes,
  });
  return { handle, asked, nudges: () => nudges };
}
const posted = (operation: Post): QrPaid => ({ kind: 'answered', verdict: aVerdict(operation) });

describe('paying', () => {
  it('posts from the wallet of the token to the merchant of the code, and nudges', async () => {
    const { handle, asked, nudges } = paying(posted);
    const answer = await handle(pay(dynamic, { context: { deviceId: 'phone-1' } }));
    expect([answer.statusCode, nudges()]).toEqual([201, 1]);
    const requestId = aKnownQrRequest().id;
    expect(asked).toMatchObject([
      [
        requestId,
        {
          op: 'post',
          caller: 'qr',
          debit: 'asha:INR',
          credit: 'merchant-7:INR',
          amount: { minor: 125_050n, currency: 'INR' },
          kind: 'qr-payment',
          reference: requestId,
          metadata: { order: 'A-4711', context: { deviceId: 'phone-1' } },
        },
      ],
    ]);
    expect(jsonOf(answer)).toMatchObject({ status: 'posted', payer: 'asha', payee: 'merchant-7' });
  });

  it('posts a sticker’s payment as any other, without a reference', async () => {
    const operations: Post[] = [];
    const handle = makeQrPay({
      ...inert,
      account: merchant,
      post: async ([operation]) => {
        operations.push(operation as Post);
        return [aVerdict(operation as Post, { replayed: true })];
      },
    });
    const answer = await handle(pay(sticker, { amount: rupees('700') }));
    expect([answer.statusCode, answer.headers?.['idempotency-replayed']]).toEqual([201, 'true']);
    expect(operations).toMatchObject([{ amount: { minor: 700n }, kind: 'qr-payment' }]);
    expect(operations[0]?.reference).toBeUndefined();
  });

  it.each([
    ['already-paid', 'already-paid'],
    ['expired', 'code-expired'],
    ['cancelled', 'code-cancelled'],
    ['amount-differs', 'amount-differs'],
    ['wrong-currency', 'wrong-currency'],
    ['unknown-request', 'not-found'],
  ] as const)('of a request that is refused as %s is the problem %s', async (reason, kind) => {
    const { handle } = paying(() => ({ kind: 'refused', reason }));
    expect(kindOf(await handle(pay(dynamic)))).toBe(kind);
  });

  it.each([
    ['a changed code', withChecksum(bodyOf(dynamic).replace('1250.50', '0250.50')), {}, 'tampered-code'],
    ['a code under a key of nobody', payloadOf(aCode(), aKey({ id: 'k9' })), {}, 'tampered-code'],
    [
      'another’s code',
      payloadOf(aStaticCode({ own: null, upi: { vpa: 'a@upi', reference: null } }), null),
      {},
      'foreign-code',
    ],
    ['a link of another app', 'upi://pay?pa=a@upi&pn=A', {}, 'foreign-code'],
    ['a damaged code', dynamic.replace('Fresh', 'Frash'), {}, 'unreadable-code'],
    ['a sticker without a sum', sticker, {}, 'amount-missing'],
    ['a sum in another currency', sticker, { amount: rupees('1', 'USD') }, 'wrong-currency'],
    ['another sum than the code’s', dynamic, { amount: rupees('1') }, 'amount-differs'],
  ])('moves nothing for %s', async (_, payload, more, kind) => {
    expect(kindOf(await makeQrPay({ ...inert, account: merchant })(pay(payload, more)))).toBe(kind);
  });

  it('moves nothing to who is no merchant, or to oneself', async () => {
    const customers = makeQrPay({ ...inert, account: async (id) => anAccountOf(id) });
    expect(kindOf(await customers(pay(dynamic)))).toBe('unknown-merchant');
    expect(kindOf(await makeQrPay({ ...inert, account: merchant })(pay(dynamic, {}, 'merchant-7')))).toBe(
      'invalid-request',
    );
  });
});

describe('screening', () => {
  const refusing = (told: string[]): Pick<QrPayDeps, 'screen' | 'readTransfer'> => ({
    readTransfer: async () => undefined,
    screen: async (): Promise<Screened> => ({
      do: 'refuse',
      problem: new Problem('step-up-required', 'Nothing was moved.'),
      tell: async () => void told.push('told'),
    }),
  });

  it.each([
    ['a dynamic code', dynamic, {}, `qr merchant-7 ${aKnownQrRequest().id}\n125050 INR`],
    ['a sticker', sticker, { amount: rupees('700') }, 'qr merchant-7\n700 INR'],
  ])('hears what the payer of %s signs, and who signed', async (_, payload, more, signed) => {
    const heard: unknown[] = [];
    const handle = makeQrPay({
      ...inert,
      account: merchant,
      ...refusing([]),
      screen: async (post, asked) => {
        heard.push(asked);
        return refusing([]).screen(post, asked);
      },
    });
    const event = pay(payload, more);
    Object.assign(event.headers, aPhone().header('anything'));
    expect(kindOf(await handle(event))).toBe('step-up-required');
    expect(heard).toMatchObject([{ toSign: `scan-0001\n${signed}`, confirmation: { deviceId: 'phone-1' } }]);
  });

  it('stops a payment before anything is posted, and says so', async () => {
    const told: string[] = [];
    const { handle, asked } = paying(posted, refusing(told));
    expect(kindOf(await handle(pay(dynamic)))).toBe('step-up-required');
    expect([told, asked]).toEqual([['told'], []]);
  });

  it('refuses what would have to wait for a review: nobody stands at a counter for days', async () => {
    const told: string[] = [];
    const { handle, asked } = paying(posted, {
      ...refusing(told),
      screen: async (post) => ({
        do: 'hold',
        operation: { ...post, op: 'hold', holdSec: 1 },
        tell: async () => void told.push('told'),
      }),
    });
    expect(kindOf(await handle(pay(dynamic)))).toBe('payment-blocked');
    expect([told, asked]).toEqual([['told'], []]);
  });

  it('lets a payment stand that was posted before, under whatever mark', async () => {
    const { handle } = paying(
      (operation) => ({
        kind: 'answered',
        verdict: aVerdict(operation, {
          outcome: operation.metadata?.screening === 'static' ? 'posted' : 'idempotency-key-reused',
          replayed: true,
        }),
      }),
      { ...refusing([]), readTransfer: async () => aKnownTransfer() },
    );
    expect((await handle(pay(dynamic))).statusCode).toBe(201);
  });
});

describe('decoding', () => {
  it('says whether a request can still be paid', async () => {
    for (const [state, payable] of [
      ['created', true],
      ['paid', false],
    ] as const) {
      const requests = { ...inert.requests, find: async () => aKnownQrRequest({ state }) };
      const answer = await makeQrPay({ ...inert, account: merchant, requests })(decode(dynamic));
      expect(jsonOf(answer)).toMatchObject({ origin: 'genuine', state, payable, order: 'A-4711' });
    }
  });

  it('says that neither its own merchant can pay it, nor anybody a merchant whose account is not open', async () => {
    const code = aStaticCode();
    const scan = async (account: QrPayDeps['account'], subject: string) =>
      jsonOf(
        await makeQrPay({ ...inert, account })(
          httpEvent({ route: 'POST /v1/qr/decode', body: { payload: sticker }, subject }),
        ),
      );
    const frozen: QrPayDeps['account'] = async (id) => anAccountOf(id, { kind: 'merchant', status: 'frozen' });
    expect(await scan(merchant, 'asha')).toMatchObject({ origin: 'genuine', payable: true });
    expect(await scan(merchant, code.own?.merchantId ?? '')).toMatchObject({ origin: 'genuine', payable: false });
    expect(await scan(frozen, 'asha')).toMatchObject({ origin: 'genuine', payable: false });
  });

  it('tells nothing of what a tampered code says', async () => {
    const answer = await makeQrPay(inert)(decode(withChecksum(bodyOf(dynamic).replace('Fresh', 'Frash'))));
    expect(answer.body).not.toContain('Frash');
    expect(jsonOf(answer)).toMatchObject({ origin: 'tampered', payable: false, merchant: null, amount: null });
  });
});

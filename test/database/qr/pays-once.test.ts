import { type NewQrRequest, type QrRequests, qrRequestsIn } from '../../../lambdas/payments/adapters/qr-requests.ts';
import { inr } from '../../../lambdas/payments/domain/money.ts';
import { operationId, type Post } from '../../../lambdas/payments/domain/operation.ts';
import { type Command, type DynamicState, decide } from '../../../lambdas/payments/domain/qr/request.ts';
import {
  aPost,
  balanceOf,
  type LedgerUnderTest,
  newKey,
  openWallets,
  startLedger,
} from '../../support/ledger-under-test.ts';

const shop = 'shop-1';
const payers = Array.from({ length: 10 }, (_, index) => `payer-${index}:INR`);

let db: LedgerUnderTest;
let requests: QrRequests;

beforeAll(async () => {
  db = await startLedger();
  requests = qrRequestsIn(db.app);
  await openWallets(db.ledger, Object.fromEntries(payers.map((payer) => [payer, 10_000n])));
  await openWallets(db.ledger, { 'poor:INR': 10n });
  await db.ledger.openAccount({ id: `${shop}:INR`, owner: shop, kind: 'merchant', currency: 'INR', floor: 0n });
});

afterEach(async () => expect(await db.drifts()).toEqual([]));
afterAll(() => db.services.drop());

const aRequest = (overrides: Partial<NewQrRequest> = {}): NewQrRequest => ({
  id: newKey(),
  merchantId: shop,
  minor: 100n,
  currency: 'INR',
  terms: { note: 'Groceries' },
  payload: 'the code',
  expiresInSec: 600,
  ...overrides,
});

async function opened(overrides: Partial<NewQrRequest> = {}): Promise<string> {
  const request = aRequest(overrides);
  expect(await requests.open(request)).toBe('opened');
  return request.id;
}

const aPayment = (requestId: string, payer = payers[0] ?? '', overrides: Partial<Post> = {}): Post =>
  aPost({ debit: payer, credit: `${shop}:INR`, amount: inr(100n), reference: requestId, ...overrides });

const outcomeOf = async (id: string, payment: Post): Promise<string> => {
  const paid = await requests.pay(id, payment);
  if (paid.kind === 'refused') return paid.reason;
  return `${paid.verdict.replayed ? 'again ' : ''}${paid.verdict.outcome}`;
};

const expireNow = (id: string) =>
  db.admin.query(
    "UPDATE payments.qr_request SET created_at = created_at - interval '1 hour', expires_at = expires_at - interval '1 hour' WHERE id = :id",
    { id },
  );

it('takes one payment of ten that scan at the same time', async () => {
  for (let round = 0; round < 5; round += 1) {
    const id = await opened();
    const before = (await balanceOf(db.ledger, `${shop}:INR`)) ?? 0n;
    const outcomes = await Promise.all(payers.map((payer) => outcomeOf(id, aPayment(id, payer))));
    expect(outcomes.toSorted()).toEqual([...Array(9).fill('already-paid'), 'posted']);
    expect(await balanceOf(db.ledger, `${shop}:INR`)).toBe(before + 100n);
  }
});

it('answers a payment that is sent again as the first time, whatever happened since', async () => {
  const id = await opened();
  const payment = aPayment(id);
  const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(id, payment)));
  expect(outcomes.toSorted()).toEqual(['again posted', 'again posted', 'posted']);
  await expireNow(id);
  expect(await outcomeOf(id, payment)).toBe('again posted');
  expect(await outcomeOf(id, { ...payment, amount: inr(99n) })).toBe('idempotency-key-reused');
  expect(await requests.find(id)).toMatchObject({ state: 'paid', paidBy: operationId(payment), note: 'Groceries' });
});

it('lets another pay after one who had too little, whose refusal stays', async () => {
  const id = await opened();
  const poor = aPayment(id, 'poor:INR');
  expect(await outcomeOf(id, poor)).toBe('insufficient-funds');
  expect(await requests.find(id)).toMatchObject({ state: 'created', paidBy: null });
  expect(await outcomeOf(id, aPayment(id))).toBe('posted');
  expect(await outcomeOf(id, poor)).toBe('again insufficient-funds');
});

it('decides as the domain does, in every state', async () => {
  const now = '2026-11-21T06:00:00.000Z';
  const states: Record<'created' | 'expired' | 'cancelled' | 'paid', DynamicState> = {
    created: { kind: 'created' },
    expired: { kind: 'created' },
    cancelled: { kind: 'cancelled', at: now },
    paid: { kind: 'paid', paymentId: 'another', amount: 100n, at: now },
  };
  const offers = [
    ['the same', inr(100n)],
    ['another sum', inr(99n)],
    ['another currency', { minor: 100n, currency: 'USD' }],
  ] as const;
  const seen = new Set<string>();
  for (const [name, state] of Object.entries(states))
    for (const [, offer] of offers)
      for (const asked of [100n, null]) {
        const id = await opened({ minor: asked });
        if (name === 'expired') await expireNow(id);
        if (name === 'cancelled') await requests.cancel(id);
        if (name === 'paid') await outcomeOf(id, aPayment(id, payers[1]));
        const request = {
          price: { amount: asked, currency: 'INR' as const },
          expiresAt: name === 'expired' ? now : '2027-01-01T00:00:00.000Z',
          state,
        };
        const command: Command = {
          kind: 'lock',
          paymentId: 'mine',
          offer: { amount: offer.minor, currency: offer.currency },
          until: now,
        };
        const decision = decide(request, command, now);
        const expected = decision.kind === 'refuse' ? decision.reason : 'posted';
        expect([name, asked, offer, await outcomeOf(id, aPayment(id, payers[0], { amount: offer }))]).toEqual([
          name,
          asked,
          offer,
          expected,
        ]);
        seen.add(expected);
        const cancelled = decide(
          decision.kind === 'move'
            ? { ...request, state: { kind: 'paid', paymentId: 'mine', amount: offer.minor, at: now } }
            : request,
          { kind: 'cancel' },
          now,
        );
        expect(await requests.cancel(id)).toBe(cancelled.kind === 'refuse' ? cancelled.reason : 'cancelled');
      }
  expect([...seen].toSorted()).toEqual([
    'already-paid',
    'amount-differs',
    'cancelled',
    'expired',
    'posted',
    'wrong-currency',
  ]);
});

it('never pays and cancels the same request', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await opened();
    const payment = aPayment(id, payers[round]);
    const [paid, cancelled] = await Promise.all([outcomeOf(id, payment), requests.cancel(id)]);
    expect(['posted already-paid', 'cancelled cancelled']).toContain(`${paid} ${cancelled}`);
  }
});

it('pays nobody but the merchant of the request', async () => {
  const id = await opened();
  expect(await outcomeOf(id, aPayment(id, payers[0], { credit: payers[1] ?? '' }))).toBe('unknown-request');
  expect(await outcomeOf('nothing', aPayment('nothing'))).toBe('unknown-request');
  expect(await requests.cancel('nothing')).toBe('unknown-request');
  expect(await requests.find('nothing')).toBeUndefined();
});

it('keeps a request once, and tells when its id stands for another', async () => {
  const request = aRequest();
  expect((await Promise.all([1, 2, 3].map(() => requests.open(request)))).toSorted()).toEqual([
    'known',
    'known',
    'opened',
  ]);
  expect(await requests.open({ ...request, payload: 'signed with a newer key' })).toBe('known');
  expect(await requests.open({ ...request, terms: { note: 'Sweets' } })).toBe('id-reused');
  expect(await requests.open({ ...request, merchantId: 'shop-2' })).toBe('id-reused');
  expect(await requests.find(request.id)).toMatchObject({ payload: 'the code', state: 'created', minor: 100n });
  await expireNow(request.id);
  expect((await requests.find(request.id))?.state).toBe('expired');
});

it('lets the application change requests by these functions alone', async () => {
  const id = await opened();
  for (const sql of [
    `UPDATE payments.qr_request SET state = 'created', paid_by = NULL WHERE id = '${id}'`,
    'DELETE FROM payments.qr_request',
    'SELECT * FROM payments.qr_request',
  ])
    await expect(db.app.query(sql)).rejects.toThrow('SQLState: 42501');
});

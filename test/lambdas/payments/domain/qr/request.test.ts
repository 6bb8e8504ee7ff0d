import fc from 'fast-check';
import {
  type Command,
  type Decision,
  type DynamicRequest,
  type DynamicState,
  decide,
} from '../../../../../lambdas/payments/domain/qr/request.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 6, minute)).toISOString();
const expiry = 15;
const price = { amount: 125_050n, currency: 'INR' } as const;
const created: DynamicState = { kind: 'created' };
const locked: DynamicState = { kind: 'locked', paymentId: 'p1', amount: 125_050n, until: at(5) };
const paid: DynamicState = { kind: 'paid', paymentId: 'p1', amount: 125_050n, at: at(4) };
const expired: DynamicState = { kind: 'expired', at: at(expiry) };
const cancelled: DynamicState = { kind: 'cancelled', at: at(1) };

const aRequest = (state: DynamicState, overrides: Partial<DynamicRequest> = {}): DynamicRequest => ({
  price,
  expiresAt: at(expiry),
  state,
  ...overrides,
});
const lock = (paymentId: string, amount: bigint | null = null, currency = 'INR'): Command => ({
  kind: 'lock',
  paymentId,
  offer: { amount, currency },
  until: at(5),
});
const confirm = (paymentId: string): Command => ({ kind: 'confirm', paymentId });
const release = (paymentId: string): Command => ({ kind: 'release', paymentId });
const cancel: Command = { kind: 'cancel' };
const expire: Command = { kind: 'expire' };

const to = (state: DynamicState): Decision => ({ kind: 'move', to: state });
const refused = (reason: string) => ({ kind: 'refuse', reason });
const same: Decision = { kind: 'same' };

describe('a request to pay once', () => {
  it.each([
    ['is locked by the first payment', created, lock('p1'), 0, to(locked)],
    ['takes the amount repeated', created, lock('p1', 125_050n), 0, to(locked)],
    ['takes no other amount', created, lock('p1', 125_049n), 0, refused('amount-differs')],
    ['takes no other currency', created, lock('p1', null, 'USD'), 0, refused('wrong-currency')],
    ['is locked until the moment of its expiry', created, lock('p1'), expiry, refused('expired')],
    ['is not paid unlocked', created, confirm('p1'), 0, refused('not-locked')],
    ['is released twice', created, release('p1'), 0, same],
    ['is cancelled', created, cancel, 1, to(cancelled)],
    ['does not expire before its time', created, expire, expiry - 1, refused('not-due')],
    ['expires', created, expire, expiry, to(expired)],

    ['gives a repeated lock its first answer', locked, lock('p1'), 1, same],
    ['takes no repeated lock with another amount', locked, lock('p1', 1n), 1, refused('amount-differs')],
    ['makes a second payment wait', locked, lock('p2'), 1, refused('being-paid')],
    ['is taken over when the first is late', locked, lock('p2'), 5, to({ ...locked, paymentId: 'p2' })],
    ['is not taken over after its expiry', locked, lock('p2'), expiry, refused('expired')],
    ['is paid', locked, confirm('p1'), 4, to(paid)],
    ['is paid late when nobody took over', locked, confirm('p1'), 20, to({ ...paid, at: at(20) })],
    ['is not paid by who lost the lock', locked, confirm('p2'), 1, refused('not-locked')],
    ['is open again when the payment failed', locked, release('p1'), 1, to(created)],
    ['is not opened by another', locked, release('p2'), 1, same],
    ['is not cancelled while it is paid', locked, cancel, 4, refused('being-paid')],
    ['is cancelled when the payment is late', locked, cancel, 5, to({ ...cancelled, at: at(5) })],
    ['does not expire while it is paid', { ...locked, until: at(20) }, expire, expiry, refused('being-paid')],
    ['expires when the payment is late', locked, expire, expiry, to(expired)],
    ['does not expire before its time though the payment is late', locked, expire, 6, refused('not-due')],

    ['gives a repeated payment its first answer', paid, confirm('p1'), 5, same],
    ['gives a repeated lock of what paid it its first answer', paid, lock('p1'), 30, same],
    ['is not paid twice', paid, lock('p2'), 5, refused('already-paid')],
    ['is not confirmed twice', paid, confirm('p2'), 5, refused('already-paid')],
    ['is not opened again', paid, release('p1'), 5, refused('already-paid')],
    ['is not cancelled when paid', paid, cancel, 5, refused('already-paid')],
    ['does not expire when paid', paid, expire, 30, refused('already-paid')],

    ['is not paid when expired', expired, lock('p1'), 16, refused('expired')],
    ['is not confirmed when expired', expired, confirm('p1'), 16, refused('expired')],
    ['expires twice', expired, expire, 16, same],
    ['is not paid when cancelled', cancelled, lock('p1'), 2, refused('cancelled')],
    ['is not confirmed when cancelled', cancelled, confirm('p1'), 2, refused('cancelled')],
    ['is cancelled twice', cancelled, cancel, 2, same],
  ])('%s', (_, state, command, minute, decision) => {
    expect(decide(aRequest(state), command, at(minute))).toEqual(decision);
  });

  it('without an amount keeps the one of the payment that locked it', () => {
    const open = aRequest(created, { price: { amount: null, currency: 'INR' } });
    expect(decide(open, lock('p1'), at(0))).toEqual(refused('amount-missing'));
    expect(decide(open, lock('p1', 700n), at(0))).toEqual(to({ ...locked, amount: 700n }));
    const mine = { ...open, state: { ...locked, amount: 700n } };
    expect(decide(mine, lock('p1', 800n), at(1))).toEqual(refused('amount-differs'));
    expect(decide(mine, confirm('p1'), at(4))).toEqual(to({ ...paid, amount: 700n }));
    expect(decide(mine, lock('p2', 800n), at(6))).toEqual(to({ ...locked, paymentId: 'p2', amount: 800n }));
  });

  it('is paid at most once and never leaves an end, whatever comes in whatever order', () => {
    const payment = fc.constantFrom('p1', 'p2', 'p3');
    const command: fc.Arbitrary<(now: number) => Command> = fc.oneof(
      fc.tuple(payment, fc.nat({ max: 6 })).map(([paymentId, minutes]) => (now: number): Command => {
        return { kind: 'lock', paymentId, offer: { amount: null, currency: 'INR' }, until: at(now + minutes) };
      }),
      payment.map((paymentId) => () => confirm(paymentId)),
      payment.map((paymentId) => () => release(paymentId)),
      fc.constantFrom(cancel, expire).map((end) => () => end),
    );
    const ends = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(fc.tuple(command, fc.nat({ max: 3 })), { maxLength: 40 }), (steps) => {
        let state: DynamicState = created;
        let [now, payments, holder] = [0, 0, ''];
        for (const [make, minutes] of steps) {
          now += minutes;
          const next = make(now);
          const decision = decide(aRequest(state), next, at(now));
          if (decision.kind !== 'move') continue;
          expect(['created', 'locked']).toContain(state.kind);
          if (decision.to.kind === 'locked') {
            expect(now).toBeLessThan(expiry);
            holder = decision.to.paymentId;
          }
          if (decision.to.kind === 'paid') {
            payments += 1;
            expect(decision.to).toMatchObject({ paymentId: holder, amount: price.amount });
          }
          state = decision.to;
        }
        expect(payments).toBe(state.kind === 'paid' ? 1 : 0);
        ends.set(state.kind, (ends.get(state.kind) ?? 0) + 1);
      }),
      // Few of the steps by chance come to an expiry, and in one of a thousand tests none did.
      { numRuns: 1000, examples: [[[[() => expire, expiry]]]] },
    );
    expect([...ends.keys()]).toEqual(expect.arrayContaining(['paid', 'expired', 'cancelled']));
  });
});

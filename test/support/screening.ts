import fc from 'fast-check';
import type { EventEnvelope } from '../../lambdas/contracts/event.ts';
import type { LedgerFactEvent } from '../../lambdas/contracts/payments.ts';
import type { HoldChange } from '../../lambdas/screening/domain/hold.ts';
import type { Payment } from '../../lambdas/screening/domain/payment.ts';
import type { KeptRuleSet } from '../../lambdas/screening/domain/rule-book.ts';
import type { Sources } from '../../lambdas/screening/domain/rules/feature.ts';
import { shippedRules } from '../../lambdas/screening/domain/rules/shipped-rules.ts';
import { sourcesOf } from '../../lambdas/screening/domain/rules/sources.ts';
import { applyEvent } from '../../lambdas/screening/domain/state/apply.ts';
import { type EntityState, emptyState, entitiesOf, isHold, keyOf } from '../../lambdas/screening/domain/state/state.ts';

/** A Tuesday, inside all buckets: not at the start of a minute, an hour, a day or ten days. */
export const noonMs = Date.parse('2026-11-17T12:30:30.000Z');

/** An instant so long before noon. */
export const ago = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }): string =>
  new Date(noonMs - (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000).toISOString();

export const aRuleSet = (changes: Partial<KeptRuleSet> = {}): KeptRuleSet => ({
  ruleSet: shippedRules,
  mode: 'live',
  createdAt: '2026-11-21T06:00:00.000Z',
  createdBy: 'operations',
  ...changes,
});

let made = 0;

export const aPayment = (overrides: Partial<Payment> = {}): Payment => ({
  id: `payment-${++made}`,
  at: ago({}),
  payerId: 'asha',
  payeeId: 'ravi',
  payeeKind: 'customer',
  amountMinor: 10_000n,
  currency: 'INR',
  ...overrides,
});

export const aHold = (overrides: Partial<HoldChange> = {}): HoldChange => ({
  ...{ change: 'held', holdId: `hold-of-${++made}`, at: ago({}), payerId: 'asha', amountMinor: 10_000n },
  ...{ currency: 'INR', ...overrides },
});

/** The ledger's fact of a payment, told to its payer. */
export const postedEvent = (
  { id, at, payerId, payeeId, payeeKind, amountMinor, currency, deviceId, place }: Payment,
  changes: Partial<LedgerFactEvent['data']> = {},
): LedgerFactEvent => ({
  specversion: '1.0',
  id: `event-${id}`,
  source: '/sangam/payments',
  type: 'sangam.payments.transfer-posted.v1',
  subject: payerId,
  time: at,
  datacontenttype: 'application/json',
  data: {
    ...{ transferId: id, role: 'payer', account: `${payerId}:${currency}`, counterparty: payeeId },
    ...{ counterpartyKind: payeeKind, amount: String(amountMinor), currency, kind: 'payment', reference: null },
    ...{ balance: null, version: null, hold: null, reverses: null },
    context: { ...(deviceId !== undefined && { deviceId }), ...(place !== undefined && { place }) },
    ...changes,
  },
});

/** The fact of a payment, of the hold that comes before it, or of that hold's end, told to its payer. */
export function factOf(step: Payment | HoldChange): EventEnvelope {
  if (!isHold(step)) return postedEvent(step, step.holdId === undefined ? {} : { kind: 'order', hold: step.holdId });
  const { change, holdId, ...rest } = step;
  const isHeld = change === 'held';
  const id = isHeld ? holdId : `end-of-${holdId}`;
  const payment = aPayment({ ...rest, id, payeeId: 'shop', payeeKind: 'merchant' });
  const type = isHeld ? 'sangam.payments.funds-held.v1' : 'sangam.payments.hold-voided.v1';
  return {
    ...postedEvent(payment, isHeld ? { kind: 'order' } : { kind: null, hold: holdId }),
    type,
  };
}

export const times = (count: number, overrides: Partial<Payment> = {}): Payment[] =>
  Array.from({ length: count }, () => aPayment(overrides));

/** The states of all whom these payments touch. */
export function statesAfter(payments: readonly (Payment | HoldChange)[]): Map<string, EntityState> {
  const states = new Map<string, EntityState>();
  for (const payment of payments)
    for (const entity of entitiesOf(payment))
      states.set(keyOf(entity), applyEvent(states.get(keyOf(entity)) ?? emptyState(entity), payment));
  return states;
}

/** What rules see of a payment after others. */
export function seen(payment: Payment, before: readonly Payment[]): Sources {
  const states = statesAfter(before);
  return sourcesOf(payment, (entity) => states.get(keyOf(entity)) ?? emptyState(entity));
}

const place = fc.record({
  lat: fc.constantFrom(12.97, 19.07, 28.61),
  lon: fc.constantFrom(77.59, 72.87, 77.2),
  region: fc.constantFrom('IN-KA', 'IN-MH'),
});

/** Few parties and a window of some days, so that payments meet. */
export const anyPayment: fc.Arbitrary<Payment> = fc.record({
  id: fc.uuid(),
  at: fc.integer({ min: 0, max: 60 * 24 * 3 }).map((minutes) => ago({ minutes })),
  payerId: fc.constantFrom('asha', 'ravi'),
  payeeId: fc.constantFrom('asha', 'ravi', 'shop'),
  payeeKind: fc.constantFrom('customer', 'merchant'),
  amountMinor: fc.bigInt({ min: 1n, max: 20_000_000n }),
  currency: fc.constant('INR'),
  deviceId: fc.option(fc.constantFrom('phone', 'tablet'), { nil: undefined }),
  place: fc.option(place, { nil: undefined }),
});

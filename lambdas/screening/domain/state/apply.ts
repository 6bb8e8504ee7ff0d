import { invariant } from '../../../shared/invariant.ts';
import type { HoldChange } from '../hold.ts';
import type { Payment } from '../payment.ts';
import { digest } from '../windows/digest.ts';
import { habitSpan } from '../windows/habit.ts';
import { meet } from '../windows/members.ts';
import { add } from '../windows/ring.ts';
import { afterCapture, applyHold } from './holds.ts';
import {
  appliedMax,
  bounds,
  type EntityKind,
  type EntityState,
  isHold,
  isSame,
  type LastPlace,
  partiesOf,
  type Recent,
  spans,
  type Windows,
} from './state.ts';

/** Whether a payment is counted in a state already, as far as the state's memory reaches. */
export const hasApplied = (state: EntityState, paymentId: string): boolean => state.applied.includes(digest(paymentId));

/**
 * The state with a posted payment, or a hold, or the same state when the payment is none of its entity's or was counted before.
 * Payments may come again and in any order.
 * @throws when it has no instant or no positive amount
 */
export const applyEvent = (state: EntityState, event: Payment | HoldChange): EntityState =>
  isHold(event) ? applyHold(state, event) : applyPayment(afterCapture(state, event), event);

function applyPayment(state: EntityState, payment: Payment): EntityState {
  const { payer, payee, device, region } = partiesOf(payment);
  const pays = isSame(state, payer);
  const receives = isSame(state, payee);
  const carries = isSame(state, device);
  if (!pays && !receives && !carries && !isSame(state, region)) return state;
  const mark = digest(payment.id);
  if (state.applied.includes(mark)) return state;
  const atMs = Date.parse(payment.at);
  // Either would stay in the sums for as long as they are kept.
  invariant(Number.isFinite(atMs) && payment.amountMinor > 0n, 'a posted payment has a time and an amount');
  const applied = state.applied.slice(-(appliedMax[state.kind] - 1));
  applied.push(mark);
  const next = { ...state, applied, sinceMs: Math.min(state.sinceMs ?? atMs, atMs) };
  if (pays || !receives) next.paid = count(state.paid, state.kind, payment, atMs);
  if (pays) Object.assign(next, asPayer(state, payment, atMs));
  if (receives) {
    next.received = count(state.received, state.kind, payment, atMs);
    next.payers = meet(state.payers, digest(payment.payerId), atMs, bounds.payers);
  }
  if (carries) next.accounts = meet(state.accounts, digest(payment.payerId), atMs, bounds.accounts);
  return next;
}

function count({ minutes, hours, days }: Windows, kind: EntityKind, { amountMinor }: Payment, atMs: number): Windows {
  const kept = spans(kind);
  return {
    minutes: add(minutes, kept.minutes, atMs, amountMinor),
    hours: add(hours, kept.hours, atMs, amountMinor),
    days: add(days, kept.days, atMs, amountMinor),
  };
}

function asPayer(state: EntityState, payment: Payment, atMs: number): Partial<EntityState> {
  const { amountMinor, payeeId, deviceId, place } = payment;
  return {
    recent: withRecent(state.recent, [atMs, amountMinor]),
    amounts: add(state.amounts, habitSpan, atMs, amountMinor),
    squares: add(state.squares, habitSpan, atMs, amountMinor * amountMinor),
    payees: meet(state.payees, digest(payeeId), atMs, bounds.payees),
    ...(deviceId !== undefined && { devices: meet(state.devices, digest(deviceId), atMs, bounds.devices) }),
    ...(place !== undefined && { place: laterOf(state.place, { atMs, lat: place.lat, lon: place.lon }) }),
  };
}

function withRecent(recent: readonly Recent[], one: Recent): readonly Recent[] {
  const next = [...recent];
  const place = next.findLastIndex(([atMs, amount]) => atMs < one[0] || (atMs === one[0] && amount <= one[1]));
  next.splice(place + 1, 0, one);
  return next.slice(-bounds.recent);
}

/** Of two at the same instant the more northern or eastern one, so that the order in which they come does not matter. */
function laterOf(known: LastPlace | null, met: LastPlace): LastPlace {
  if (known === null) return met;
  const differences = [met.atMs - known.atMs, met.lat - known.lat, met.lon - known.lon];
  return (differences.find((difference) => difference !== 0) ?? 0) > 0 ? met : known;
}

import type { HoldChange } from '../hold.ts';
import type { Payment } from '../payment.ts';
import { digest } from '../windows/digest.ts';
import type { Span, Total } from '../windows/ring.ts';
import { appliedMax, bounds, type EntityState, isSame, payerOf } from './state.ts';

/**
 * The payer's state with a hold, or without it once it is over. A hold counts once, also when it is told again or after
 * its end. Beyond the bound the oldest are forgotten.
 */
export function applyHold(state: EntityState, hold: HoldChange): EntityState {
  if (!isSame(state, payerOf(hold))) return state;
  if (hold.change === 'given-back') return withoutHold(state, hold.holdId);
  const mark = digest(hold.holdId);
  if (state.applied.includes(mark)) return state;
  const one = [mark, Date.parse(hold.at), hold.amountMinor] as const;
  const held = [...state.held, one].toSorted((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).slice(-bounds.held);
  return { ...state, held, applied: withMark(state, mark) };
}

/**
 * A capture ends the hold, since what it leaves goes back in the same step: from then on the payment counts. In the
 * states of others nothing is held.
 */
export const afterCapture = (state: EntityState, payment: Payment): EntityState =>
  payment.holdId === undefined || !isSame(state, payerOf(payment)) ? state : withoutHold(state, payment.holdId);

function withoutHold(state: EntityState, holdId: string): EntityState {
  const mark = digest(holdId);
  const isHeld = state.held.some(([each]) => each === mark);
  const isKnown = state.applied.includes(mark);
  if (!isHeld && isKnown) return state;
  return {
    ...state,
    held: state.held.filter(([each]) => each !== mark),
    applied: isKnown ? state.applied : withMark(state, mark),
  };
}

const withMark = ({ kind, applied }: EntityState, mark: string): readonly string[] => [
  ...applied.slice(-(appliedMax[kind] - 1)),
  mark,
];

/** What is held since the first bucket that ends with that of `atMs`. */
export function totalHeld({ held }: EntityState, { widthMs, buckets }: Span, atMs: number): Total {
  const first = Math.floor(atMs / widthMs) - buckets + 1;
  const within = held.filter(([, heldMs]) => Math.floor(heldMs / widthMs) >= first);
  return { count: within.length, sum: within.reduce((sum, [, , amount]) => sum + amount, 0n) };
}

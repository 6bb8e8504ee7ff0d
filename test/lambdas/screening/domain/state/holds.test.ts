import fc from 'fast-check';
import type { HoldChange } from '../../../../../lambdas/screening/domain/hold.ts';
import type { Payment } from '../../../../../lambdas/screening/domain/payment.ts';
import { factsOf } from '../../../../../lambdas/screening/domain/rules/features.ts';
import { applyEvent } from '../../../../../lambdas/screening/domain/state/apply.ts';
import { fromItem, toItem } from '../../../../../lambdas/screening/domain/state/item.ts';
import { bounds, type EntityState, emptyState } from '../../../../../lambdas/screening/domain/state/state.ts';
import { ago, aHold, aPayment, noonMs } from '../../../../support/screening.ts';

const stateAfter = (steps: readonly (Payment | HoldChange)[]): EntityState =>
  steps.reduce(applyEvent, emptyState({ kind: 'customer', id: 'asha', currency: 'INR' }));

/** What the next payment of Rs 100 finds paid and on its way, without itself. */
function onItsWay(state: EntityState, window = '24h' as '10m' | '24h'): readonly [count: number, rupees: number] {
  const facts = factsOf({ payment: aPayment(), payer: state });
  return [Number(facts.get(`paid.${window}.count`)) - 1, Number(facts.get(`paid.${window}.sum`)) / 100 - 100];
}

const held = aHold({ holdId: 'hold-1', amountMinor: 40_000n });
const voided = aHold({ holdId: 'hold-1', amountMinor: 40_000n, change: 'given-back' });
const captured = aPayment({ id: 'capture-1', holdId: 'hold-1', amountMinor: 40_000n });
const inPart = aPayment({ id: 'capture-1', holdId: 'hold-1', amountMinor: 30_000n });
const rest = { ...voided, amountMinor: 10_000n };
const other = aHold({ holdId: 'hold-2', amountMinor: 5_000n });

it.each<[string, (Payment | HoldChange)[], readonly [number, number]]>([
  ['is held', [held], [1, 400]],
  ['is held and told twice', [held, held], [1, 400]],
  ['is held beside another', [held, other], [2, 450]],
  ['was given back', [held, voided], [0, 0]],
  ['was given back, told in the other order', [voided, held], [0, 0]],
  ['was given back, all told twice', [held, voided, held, voided], [0, 0]],
  ['was never held and is given back', [other, voided, voided], [1, 50]],
  ['was captured', [held, captured], [1, 400]],
  ['was captured, told in the other order', [captured, held], [1, 400]],
  ['was captured, all told twice', [held, captured, held, captured], [1, 400]],
  ['was captured in part', [held, inPart, rest], [1, 300]],
  ['was captured in part, told from its end', [rest, inPart, held], [1, 300]],
  ['is held for somebody else', [aHold({ payerId: 'ravi' })], [0, 0]],
  ['is held in another currency', [aHold({ currency: 'EUR' })], [0, 0]],
])('counts what %s', (_, steps, expected) => {
  expect(onItsWay(stateAfter(steps))).toEqual(expected);
});

it('counts what is held in the windows of the time at which it was held', () => {
  const state = stateAfter([aHold({ at: ago({ minutes: 30 }) }), aHold({ at: ago({ days: 2 }) })]);
  expect(onItsWay(state)).toEqual([1, 100]);
  expect(onItsWay(state, '10m')).toEqual([0, 0]);
});

it('finds what is held similar to the next payment', () => {
  const facts = factsOf({ payment: aPayment(), payer: stateAfter([aHold(), aHold(), held]) });
  expect(facts.get('paid.24h.similar')).toBe(3);
});

it('ends the same in whatever order holds, captures and ends come, and however often', () => {
  const steps = [held, captured, other, { ...other, change: 'given-back' as const }, aHold({ holdId: 'hold-3' })];
  const calm = onItsWay(stateAfter(steps));
  expect(calm).toEqual([2, 500]);
  const any = fc.tuple(
    fc.shuffledSubarray(steps, { minLength: steps.length }),
    fc.array(fc.constantFrom(...steps), { maxLength: 10 }),
  );
  fc.assert(fc.property(any, ([all, again]) => expect(onItsWay(stateAfter([...all, ...again]))).toEqual(calm)));
});

it('keeps the latest holds, read as they were written', () => {
  const many = Array.from({ length: bounds.held + 5 }, (_, index) => aHold({ at: ago({ seconds: index }) }));
  const state = stateAfter(many);
  expect(state.held).toHaveLength(bounds.held);
  expect(state.held.at(-1)?.[1]).toBe(noonMs);
  expect(fromItem(toItem(state))).toEqual(state);
});

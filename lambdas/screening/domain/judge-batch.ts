import type { PaymentFlagged, ThresholdChanged } from '../../contracts/screening.ts';
import type { HoldChange } from './hold.ts';
import type { Payment } from './payment.ts';
import type { RuleBook } from './rule-book.ts';
import type { CompiledRules } from './rules/compile.ts';
import { sourcesOf } from './rules/sources.ts';
import { applyEvent, hasApplied } from './state/apply.ts';
import { afterCapture } from './state/holds.ts';
import { type Entity, type EntityState, entitiesOf, isHold, keyOf, partiesOf, payerOf } from './state/state.ts';
import { flaggedEvent, thresholdEvent } from './told-events.ts';
import { evaluate } from './verdict/evaluate.ts';
import { causes, movingPart, type ToldLevels, thresholdChanges } from './verdict/threshold-changes.ts';

/** What is kept of an entity: its state, and the levels of thresholds that were told of last. */
export type Known = { readonly state: EntityState; readonly told: ToldLevels };

type Told = PaymentFlagged | ThresholdChanged;

export type Judged = {
  readonly events: readonly Told[];
  /** All that the payments touch, by `keyOf`. */
  readonly after: ReadonlyMap<string, Known>;
};

/**
 * Judges payments in their order, each by the states that those before it made. After a crash some states of a payment
 * know it and others do not, but its events were published before the first was saved. So a verdict, which needs all
 * states, is told of when none knows the payment; a threshold's change, when the state that moves it does not: the level
 * told of is saved with that state. The payment is counted in each state that does not know it. Holds are counted only:
 * each was judged when it was asked for, and a payment is judged without the one that was captured for it.
 */
export function judgeBatch(
  steps: readonly (Payment | HoldChange)[],
  before: ReadonlyMap<string, Known>,
  book: RuleBook,
): Judged {
  const after = new Map(before);
  const events: Told[] = [];
  const change = (key: string, apply: (state: EntityState) => EntityState) => {
    const known = after.get(key);
    if (known !== undefined) after.set(key, { ...known, state: apply(known.state) });
  };
  for (const payment of steps) {
    const rules = book.get(payment.currency)?.compiled;
    if (!isHold(payment) && rules !== undefined) {
      change(keyOf(payerOf(payment)), (state) => afterCapture(state, payment));
      events.push(...flagged(rules, payment, after));
      for (const by of causes) {
        const entity = partiesOf(payment)[movingPart[by]];
        const known = entity && after.get(keyOf(entity));
        if (known === undefined || hasApplied(known.state, payment.id)) continue;
        const { changes, told } = thresholdChanges(rules, by, payment, known.state, known.told);
        events.push(...changes.map((change) => thresholdEvent(payment, change)));
        after.set(keyOf(known.state), { ...known, told });
      }
    }
    for (const key of entitiesOf(payment).map(keyOf)) change(key, (state) => applyEvent(state, payment));
  }
  return { events, after };
}

function flagged(rules: CompiledRules, payment: Payment, known: ReadonlyMap<string, Known>): PaymentFlagged[] {
  const stateOf = (entity: Entity) => known.get(keyOf(entity))?.state;
  const knows = (state: EntityState | undefined) => state !== undefined && hasApplied(state, payment.id);
  if (entitiesOf(payment).map(stateOf).some(knows)) return [];
  const verdict = evaluate(rules, sourcesOf(payment, stateOf));
  if (verdict.rules.length === 0) return [];
  return [flaggedEvent(payment, { ...verdict, source: 'state', blockedFor: null }, 'posted')];
}

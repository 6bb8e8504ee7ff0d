import type { PaymentFlagged, ThresholdChanged } from '../../contracts/screening.ts';
import type { Payment } from './payment.ts';
import type { RuleBook } from './rule-book.ts';
import { sourcesOf } from './rules/sources.ts';
import { applyEvent, hasApplied } from './state/apply.ts';
import { type EntityState, entitiesOf, keyOf, partiesOf } from './state/state.ts';
import { flaggedEvent, thresholdEvent } from './told-events.ts';
import { evaluate } from './verdict/evaluate.ts';
import { type ToldLevels, thresholdChanges } from './verdict/threshold-changes.ts';

/** What is kept of an entity: its state, and the levels of thresholds that were told of last. */
export type Known = { readonly state: EntityState; readonly told: ToldLevels };

export type Judged = {
  readonly events: readonly (PaymentFlagged | ThresholdChanged)[];
  /** All that the payments touch, by `keyOf`. */
  readonly after: ReadonlyMap<string, Known>;
};

/**
 * Judges payments in their order, each by the states that those before it made. A payment that any of its states knows
 * was judged before: events are published before the first state is saved. It is still counted where it is not yet.
 */
export function judgeBatch(payments: readonly Payment[], before: ReadonlyMap<string, Known>, book: RuleBook): Judged {
  const after = new Map(before);
  const events: (PaymentFlagged | ThresholdChanged)[] = [];
  for (const payment of payments) {
    const rules = book.get(payment.currency)?.compiled;
    const keys = entitiesOf(payment).map(keyOf);
    const isNew = !keys.some((key) => isCounted(after.get(key), payment));
    if (rules !== undefined && isNew) {
      const sources = sourcesOf(payment, (entity) => after.get(keyOf(entity))?.state);
      const verdict = evaluate(rules, sources);
      if (verdict.rules.length > 0)
        events.push(flaggedEvent(payment, { ...verdict, source: 'state', blockedFor: null }, 'posted'));
      const { payer, region } = partiesOf(payment);
      const payerKey = keyOf(payer);
      const regionKey = region && keyOf(region);
      const told = { ...after.get(payerKey)?.told, ...(regionKey !== undefined && after.get(regionKey)?.told) };
      const moved = thresholdChanges(rules, sources, told);
      events.push(...moved.changes.map((change) => thresholdEvent(payment, change)));
      // A level by load is the region's: each of its customers would tell of it again.
      for (const change of moved.changes) {
        const key = change.by === 'load' ? regionKey : payerKey;
        const known = key === undefined ? undefined : after.get(key);
        const level = { [`${change.ruleId}@${change.ruleVersion}.${change.threshold}`]: change.to };
        if (key !== undefined && known !== undefined) after.set(key, { ...known, told: { ...known.told, ...level } });
      }
    }
    for (const key of keys) {
      const known = after.get(key);
      if (known !== undefined) after.set(key, { ...known, state: applyEvent(known.state, payment) });
    }
  }
  return { events, after };
}

const isCounted = (known: Known | undefined, { id }: Payment): boolean =>
  known !== undefined && hasApplied(known.state, id);

import type { Payment } from '../payment.ts';
import { compileRules } from '../rules/compile.ts';
import type { RuleSet } from '../rules/rule.ts';
import { sourcesOf } from '../rules/sources.ts';
import { applyEvent, hasApplied } from '../state/apply.ts';
import { type EntityState, emptyState, entitiesOf, keyOf } from '../state/state.ts';
import { type Decision, evaluate, type FiredRule } from './evaluate.ts';

export type Sample = Pick<FiredRule, 'values' | 'thresholds'> & {
  readonly paymentId: string;
  readonly before: Decision;
  readonly after: Decision;
};

export type TriedRule = {
  readonly id: string;
  readonly version: number;
  readonly mode: 'live' | 'shadow';
  readonly hits: number;
  /** Payments where this rule fired and the decision would be another one. */
  readonly changed: number;
  /** The first few hits. */
  readonly samples: readonly Sample[];
};

export type DryRun = {
  readonly payments: number;
  /** How many decisions would change, by `before>after`: also those that change because a rule is gone. */
  readonly changes: Readonly<Record<string, number>>;
  readonly rules: readonly TriedRule[];
};

const samplesMax = 5;

/**
 * What a rule set would have said of past payments, against the present one. It begins with nothing known, so the first
 * days of `payments` only teach it. Payments in other currencies, and those that come
 * again, are left out.
 */
export function dryRun(wanted: RuleSet, present: RuleSet, payments: Iterable<Payment>): DryRun {
  const [after, before] = [compileRules(wanted), compileRules(present)];
  const states = new Map<string, EntityState>();
  const tried = new Map(
    after.rules.map(({ id, version, mode }) => [
      id,
      { id, version, mode, hits: 0, changed: 0, samples: [] as Sample[] },
    ]),
  );
  const changes: Record<string, number> = {};
  let count = 0;
  for (const payment of payments) {
    if (payment.currency !== after.currency) continue;
    const sources = sourcesOf(payment, (entity) => states.get(keyOf(entity)) ?? emptyState(entity));
    if (sources.payer !== undefined && hasApplied(sources.payer, payment.id)) continue;
    count++;
    const was = evaluate(before, sources).decision;
    const { decision, rules } = evaluate(after, sources);
    const change = `${was}>${decision}`;
    if (was !== decision) changes[change] = (changes[change] ?? 0) + 1;
    for (const { id, values, thresholds } of rules) {
      const rule = tried.get(id);
      if (rule === undefined) continue;
      rule.hits++;
      if (was !== decision) rule.changed++;
      if (rule.samples.length < samplesMax)
        rule.samples.push({ paymentId: payment.id, before: was, after: decision, values, thresholds });
    }
    for (const entity of entitiesOf(payment)) {
      const key = keyOf(entity);
      states.set(key, applyEvent(states.get(key) ?? emptyState(entity), payment));
    }
  }
  return { payments: count, changes, rules: [...tried.values()] };
}

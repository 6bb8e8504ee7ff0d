import type { Payment } from '../payment.ts';
import type { CompiledRules } from '../rules/compile.ts';
import { factsOf } from '../rules/features.ts';
import type { AdaptiveThreshold } from '../rules/rule.ts';
import type { EntityState, Parties } from '../state/state.ts';

type Cause = AdaptiveThreshold['adapts']['by'];

/** A threshold that moved by more than its step since it was told of last. Sums are text. */
export type ThresholdChange = {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly threshold: string;
  readonly by: Cause;
  readonly from: string | number;
  readonly to: string | number;
};

/** The levels that were told of last, by `rule@version.threshold`; kept by the caller beside the state. */
export type ToldLevels = Readonly<Record<string, string | number>>;

/** The part of a payment whose state alone says how far thresholds move. */
export const movingPart = { 'own-habit': 'payer', load: 'region' } as const satisfies Record<Cause, keyof Parties>;
export const causes = Object.keys(movingPart) as Cause[];

/**
 * `state` is that of the part that moves by this cause. It is all that is looked at, so a repeat finds the same however
 * far other states are by then. Compared with what was told last, not with the payment before, so that small
 * steps add up.
 */
export function thresholdChanges(
  { rules }: CompiledRules,
  by: Cause,
  payment: Payment,
  state: EntityState,
  before: ToldLevels,
): { readonly changes: readonly ThresholdChange[]; readonly told: ToldLevels } {
  const facts = factsOf({ payment, [movingPart[by]]: state });
  const changes: ThresholdChange[] = [];
  const told: Record<string, string | number> = {};
  for (const { rule, levels, id, version } of rules)
    for (const [name, threshold] of Object.entries(rule.thresholds)) {
      if (threshold.adapts === undefined || threshold.adapts.by !== by) continue;
      const level = levels[name]?.(facts);
      if (level === undefined) continue;
      const key = `${id}@${version}.${name}`;
      const known = Object.hasOwn(before, key) ? before[key] : undefined;
      const from = known ?? threshold.base;
      const to = typeof level === 'bigint' ? String(level) : level;
      const hasMoved = isBeyond(threshold.step, Number(from), Number(to));
      if (hasMoved) changes.push({ ruleId: id, ruleVersion: version, threshold: name, by, from, to });
      if (hasMoved || known !== undefined) told[key] = hasMoved ? to : from;
    }
  return { changes, told };
}

const isBeyond = (step: number, from: number, to: number): boolean => Math.abs(to - from) > step * Math.abs(from);

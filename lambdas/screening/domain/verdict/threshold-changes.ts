import type { CompiledRules } from '../rules/compile.ts';
import type { Sources } from '../rules/feature.ts';
import { factsOf } from '../rules/features.ts';

/** A threshold that moved by more than its step since it was told of last. Sums are text. */
export type ThresholdChange = {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly threshold: string;
  readonly by: 'own-habit' | 'load';
  readonly from: string | number;
  readonly to: string | number;
};

/** The levels that were told of last, by `rule@version.threshold`; kept by the caller beside the state. */
export type ToldLevels = Readonly<Record<string, string | number>>;

/** Compared with what was told last, not with the payment before, so that small steps add up. */
export function thresholdChanges(
  { rules }: CompiledRules,
  sources: Sources,
  before: ToldLevels,
): { readonly changes: readonly ThresholdChange[]; readonly told: ToldLevels } {
  const facts = factsOf(sources);
  const changes: ThresholdChange[] = [];
  const told: Record<string, string | number> = {};
  for (const { rule, levels, id, version } of rules)
    for (const [name, threshold] of Object.entries(rule.thresholds)) {
      const level = levels[name]?.(facts);
      if (level === undefined || threshold.adapts === undefined) continue;
      const key = `${id}@${version}.${name}`;
      const from = Object.hasOwn(before, key) ? (before[key] ?? threshold.base) : threshold.base;
      const to = typeof level === 'bigint' ? String(level) : level;
      const hasMoved = isBeyond(threshold.step, Number(from), Number(to));
      told[key] = hasMoved ? to : from;
      if (hasMoved)
        changes.push({ ruleId: id, ruleVersion: version, threshold: name, by: threshold.adapts.by, from, to });
    }
  return { changes, told };
}

const isBeyond = (step: number, from: number, to: number): boolean => Math.abs(to - from) > step * Math.abs(from);

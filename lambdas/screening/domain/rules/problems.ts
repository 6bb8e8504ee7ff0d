import { type Comparison, type Condition, type Operand, operators, orderings } from './condition.ts';
import type { FeatureKind } from './feature.ts';
import { features } from './features.ts';
import type { Rule, RuleSet, Threshold } from './rule.ts';

type Problem = { readonly path: readonly PropertyKey[]; readonly detail: string };

/** What the schema cannot see: names that lead nowhere, and kinds that cannot be compared. */
export function problemsOf({ rules }: RuleSet): Problem[] {
  const ids = rules.map(({ id }) => id);
  return rules.flatMap((rule, index) => {
    const inside = [
      ...ofCondition(rule.condition, rule.thresholds, ['condition']),
      ...Object.entries(rule.thresholds).flatMap(([name, each]) => ofBounds(each, ['thresholds', name])),
      ...(ids.indexOf(rule.id) === index ? [] : [{ path: ['id'], detail: 'is the id of another rule' }]),
    ];
    return inside.map(({ path, detail }) => ({ path: ['rules', index, ...path], detail }));
  });
}

function ofBounds(threshold: Threshold, path: readonly PropertyKey[]): Problem[] {
  if (threshold.adapts === undefined) return [];
  const [min, base, max] = [threshold.min, threshold.base, threshold.max].map(Number);
  const isOrdered = min !== undefined && base !== undefined && max !== undefined && min <= base && base <= max;
  return isOrdered ? [] : [{ path, detail: 'must have min <= base <= max' }];
}

type Thresholds = Rule['thresholds'];

function ofCondition(condition: Condition, thresholds: Thresholds, path: readonly PropertyKey[]): Problem[] {
  if ('all' in condition)
    return condition.all.flatMap((part, index) => ofCondition(part, thresholds, [...path, 'all', index]));
  if ('any' in condition)
    return condition.any.flatMap((part, index) => ofCondition(part, thresholds, [...path, 'any', index]));
  if ('not' in condition) return ofCondition(condition.not, thresholds, [...path, 'not']);
  return ofComparison(condition, thresholds, path);
}

function ofComparison(comparison: Comparison, thresholds: Thresholds, path: readonly PropertyKey[]): Problem[] {
  const { kind } = features[comparison.feature];
  const operator = operators.find((name) => comparison[name] !== undefined) ?? 'is';
  const here = [...path, operator];
  const isOrdered = kind === 'money' || kind === 'number';
  if (!isOrdered && operator !== 'is' && operator !== 'in') return [{ path: here, detail: `cannot order a ${kind}` }];
  if (comparison.in !== undefined) {
    const wrong = comparison.in.findIndex((value) => kindOf(value, kind) !== kind);
    return wrong === -1 ? [] : [{ path: [...here, wrong], detail: `must be a ${kind}` }];
  }
  if (comparison.between !== undefined)
    return comparison.between.flatMap((operand, index) => ofOperand(operand, kind, thresholds, [...here, index]));
  return [...orderings, 'is' as const].flatMap((name) => {
    const operand = comparison[name];
    return operand === undefined ? [] : ofOperand(operand, kind, thresholds, here);
  });
}

function ofOperand(
  operand: Operand,
  kind: FeatureKind,
  thresholds: Thresholds,
  path: readonly PropertyKey[],
): Problem[] {
  if (typeof operand !== 'object') return kindOf(operand, kind) === kind ? [] : [{ path, detail: `must be a ${kind}` }];
  if (operand.times !== undefined && kind !== 'money' && kind !== 'number')
    return [{ path: [...path, 'times'], detail: `cannot multiply a ${kind}` }];
  if ('feature' in operand)
    return features[operand.feature].kind === kind ? [] : [{ path: [...path, 'feature'], detail: `must be a ${kind}` }];
  const at = [...path, 'threshold'];
  if (!Object.hasOwn(thresholds, operand.threshold)) return [{ path: at, detail: 'names no threshold of this rule' }];
  const found = typeof thresholds[operand.threshold]?.base === 'string' ? 'money' : 'number';
  return found === kind ? [] : [{ path: at, detail: `must be a ${kind}` }];
}

/** Digits are money where money is wanted, and text elsewhere. */
function kindOf(value: string | number | boolean, wanted: FeatureKind): FeatureKind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'flag';
  return wanted === 'money' && /^\d{1,18}$/.test(value) ? 'money' : 'text';
}

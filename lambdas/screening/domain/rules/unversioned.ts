import type { RuleError } from './parse-rule-set.ts';
import type { Rule } from './rule.ts';

/** Rules that differ from the present ones and have no higher version: a verdict names a rule by id and version alone. */
export const unversioned = (wanted: readonly Rule[], present: readonly Rule[]): RuleError[] =>
  wanted.flatMap((rule, index) => {
    const before = present.find(({ id }) => id === rule.id);
    const isSame = before === undefined || JSON.stringify(before) === JSON.stringify(rule);
    return isSame || rule.version > before.version
      ? []
      : [{ pointer: `/rules/${index}/version`, detail: 'must be higher: the rule was changed' }];
  });

import type { NotificationRuleRequest } from '../../../contracts/api/notification-rules.ts';
import { type Condition, type ConditionProblem, problemsOf } from './condition.ts';
import { fieldsOf } from './fields.ts';
import type { RuleDefinition } from './rule.ts';

export type ParsedRule =
  | { readonly ok: true; readonly definition: RuleDefinition }
  | { readonly ok: false; readonly problems: readonly ConditionProblem[] };

/** Holds a rule against the fields that events of its type have. */
export function parseRule({ condition, ...rest }: NotificationRuleRequest): ParsedRule {
  const fields = fieldsOf(rest.eventType);
  const problems = [
    ...(condition === undefined ? [] : problemsOf(condition, fields, '/condition')),
    ...Object.entries(rest.values).flatMap(([name, { field, currency }]) => [
      ...(fields.has(field) ? [] : [unknownField(`/values/${name}/field`)]),
      ...(currency === undefined || fields.get(currency) === 'text' ? [] : [unknownField(`/values/${name}/currency`)]),
    ]),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, definition: condition === undefined ? rest : { ...rest, condition: condition as Condition } };
}

const unknownField = (pointer: string): ConditionProblem => ({ pointer, detail: 'is no field of this event' });

import type { NotificationRuleRequest } from '../../../contracts/api/notification-rules.ts';
import type { Purpose } from '../../../contracts/notifications.ts';
import { type Condition, compile, type Predicate } from './condition.ts';

/** What is kept of a rule: its condition was found to be one. */
export type RuleDefinition = Omit<NotificationRuleRequest, 'condition'> & { readonly condition?: Condition };

/** A rule in force, with the newest version of its template. */
export type ActiveRule = {
  readonly ruleId: string;
  readonly definition: RuleDefinition;
  readonly template: { readonly id: string; readonly version: number; readonly purpose: Purpose };
};

/** An active rule, ready to be asked. */
export type ReadyRule = ActiveRule & { readonly isMet: Predicate };

/** By the type of event. */
export type RuleBook = ReadonlyMap<string, readonly ReadyRule[]>;

export const bookOf = (rules: readonly ActiveRule[]): RuleBook =>
  Map.groupBy(
    rules.map((rule): ReadyRule => {
      const { condition } = rule.definition;
      return { ...rule, isMet: condition === undefined ? () => true : compile(condition) };
    }),
    ({ definition }) => definition.eventType,
  );

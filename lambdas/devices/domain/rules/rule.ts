import { z } from 'zod';
import { type DomainEventType, domainEvents } from '../../../contracts/catalogue.ts';
import type { EventEnvelope } from '../../../contracts/event.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';
import { compile, condition, type Predicate, type Subject } from './condition.ts';

export type Rule = {
  readonly id: string;
  readonly version: number;
  readonly eventType: DomainEventType;
  readonly holds: Predicate;
};

/** A row of `devices.insight_rule`; the Data API gives json columns as text. */
const row = z.object({
  rule_id: z.string(),
  version: z.number(),
  condition: z.string().transform((text) => condition.parse(JSON.parse(text))),
  event_type: z.enum(Object.keys(domainEvents) as [DomainEventType, ...DomainEventType[]]),
});

/** @throws when a rule is not understood: it must not be passed over in silence */
export const parseRules = (rows: readonly unknown[]): Rule[] =>
  rows.map((each) => {
    const { rule_id: id, version, condition: wanted, event_type: eventType } = row.parse(each);
    return { id, version, eventType, holds: compile(wanted) };
  });

export type Occurrence = {
  readonly customerId: string;
  /** Names the fact; the same fact raises the same event however often it is looked at. */
  readonly cause: string;
  /** UTC ISO 8601, when it happened. */
  readonly at: string;
  readonly subject: Subject;
  /** What the event tells of it, by event type. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** The events of all rules that hold for an occurrence; the event's schema picks what it tells. */
export function raise(rules: readonly Rule[], occurrence: Occurrence): EventEnvelope[] {
  const { customerId, cause, at, subject, data } = occurrence;
  return rules
    .filter(({ holds }) => holds(subject))
    .map(({ id, version, eventType }) =>
      domainEvents[eventType].parse({
        specversion: '1.0',
        // Without the version: a corrected rule does not state again what was stated.
        id: deterministicId('insight-rule', id, customerId, cause),
        source: '/sangam/devices',
        type: eventType,
        subject: customerId,
        time: at,
        datacontenttype: 'application/json',
        data: { ruleId: id, ruleVersion: version, cause, at, ...data },
      }),
    );
}

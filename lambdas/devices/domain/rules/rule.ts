import { z } from 'zod';
import { type DeviceFactType, deviceFacts } from '../../../contracts/devices.ts';
import type { EventEnvelope } from '../../../contracts/event.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';
import { compile, condition, type Predicate } from './condition.ts';
import { type CompiledTally, type Countable, compileTally, type Tally, tallied } from './tally.ts';

export type Rule = {
  readonly id: string;
  readonly version: number;
  readonly eventType: DeviceFactType;
  readonly holds: Predicate;
  /** Of a rule that looks at many facts. */
  readonly tallyOf?: CompiledTally['tallyOf'];
};

const compiled = z.union([
  condition.transform((wanted): Pick<Rule, 'holds' | 'tallyOf'> => ({ holds: compile(wanted) })),
  tallied.transform(compileTally),
]);

/** A row of `devices.insight_rule`; the Data API gives json columns as text. */
const row = z.object({
  rule_id: z.string(),
  version: z.number(),
  condition: z.string().transform((text) => compiled.parse(JSON.parse(text))),
  event_type: z.enum(Object.keys(deviceFacts) as [DeviceFactType, ...DeviceFactType[]]),
});

/** @throws when a rule is not understood: it must not be passed over in silence */
export const parseRules = (rows: readonly unknown[]): Rule[] =>
  rows.map((each) => {
    const { rule_id: id, version, condition: wanted, event_type: eventType } = row.parse(each);
    return { id, version, eventType, ...wanted };
  });

export type Occurrence = Countable & {
  readonly customerId: string;
  /** Names the fact; the same fact raises the same event however often it is looked at. */
  readonly cause: string;
  /** UTC ISO 8601, when it happened. */
  readonly at: string;
  /** What the event tells of it, by event type. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** An event to state; with `when` only if the fact that it comes from makes the rule's count or sum reach its bound. */
export type RaisedEvent = EventEnvelope & { readonly when?: Tally };

/** The events of all rules that hold for an occurrence; the event's schema picks what it tells. */
export function raise(rules: readonly Rule[], occurrence: Occurrence): RaisedEvent[] {
  const { customerId, cause, at, subject, data } = occurrence;
  return rules
    .filter(({ holds }) => holds(subject))
    .map(({ id, version, eventType, tallyOf }) => {
      const when = tallyOf?.(occurrence);
      // The database writes what was reached in the place of the bound.
      const reached = when && { withinDays: when.withinDays, atLeast: when.atLeast, reached: when.atLeast };
      const event = deviceFacts[eventType].parse({
        specversion: '1.0',
        // Without the version: a corrected rule does not state again what was stated.
        id: deterministicId('insight-rule', id, customerId, cause),
        source: '/sangam/devices',
        type: eventType,
        subject: customerId,
        time: at,
        datacontenttype: 'application/json',
        data: { ruleId: id, ruleVersion: version, cause, at, ...data, ...reached },
      });
      return when === undefined ? event : { ...event, when };
    });
}

import type { NotificationsRequested, RequestValues } from '../../../contracts/notifications.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';
import { notificationIdOf, requestOf } from '../request.ts';
import { fieldIn } from './field-in.ts';
import type { FollowedEvent } from './followed-event.ts';
import type { ReadyRule, RuleBook, RuleDefinition } from './rule.ts';

/** What the rules ask for at this event. Told again, the same messages are asked for under the same ids. */
export const requestsOf = (event: FollowedEvent, rules: RuleBook): NotificationsRequested[] =>
  (rules.get(event.type) ?? []).filter(({ isMet }) => isMet(event.data)).map((rule) => requestFor(event, rule));

function requestFor(event: FollowedEvent, { ruleId, definition, template }: ReadyRule): NotificationsRequested {
  const { id, subject: customerId, time } = event;
  const origin = `rule:${ruleId}:${occasionOf(event, definition.once)}`;
  return requestOf(
    {
      origin: { kind: 'rule', ruleId },
      template: { id: template.id, version: template.version },
      variant: 'only',
      purpose: template.purpose,
      channels: [...definition.channels],
      expiresAt: new Date(Date.parse(time) + definition.expiresInMinutes * 60_000).toISOString(),
      recipients: [
        { id: notificationIdOf(origin, customerId), customerId, values: valuesOf(event, definition.values) },
      ],
    },
    { id: deterministicId('notifications', ruleId, id), subject: customerId, at: new Date(time) },
  );
}

const indiaAheadMs = 5.5 * 60 * 60_000;

/** Two events with the same occasion are one message: the second dies where the first was claimed, whoever comes first. */
function occasionOf({ id, time }: FollowedEvent, once: RuleDefinition['once']): string {
  if (once === 'event') return id;
  if (once === 'ever') return once;
  const day = new Date(Date.parse(time) + indiaAheadMs).toISOString().slice(0, 10);
  return once === 'day' ? day : day.slice(0, 7);
}

const longest = 500;

/** As text, as uploaded audiences bring theirs; what the event does not have is left to the template's default. */
function valuesOf({ data }: FollowedEvent, wanted: RuleDefinition['values']): RequestValues {
  const found = Object.entries(wanted).flatMap(([name, { field, currency }]) => {
    const value = fieldIn(data, field);
    if (value === undefined || typeof value === 'object') return [];
    const unit = currency === undefined ? '' : fieldIn(data, currency);
    return unit === undefined ? [] : [[name, `${value} ${unit}`.trim().slice(0, longest)] as const];
  });
  return Object.fromEntries(found);
}

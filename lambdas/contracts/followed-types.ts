import { type DomainEventType, domainEvents } from './catalogue.ts';

type Types = [DomainEventType, ...DomainEventType[]];

/** They follow from sending, by the lakh after a campaign: nobody is meant to do them. */
const fromSending: readonly DomainEventType[] = [
  'sangam.notifications.bounced.v1',
  'sangam.notifications.converted.v1',
  'sangam.notifications.campaign-ended.v1',
];

/** What a campaign may be for: events that come of what a customer does. */
export const conversionTypes = Object.keys(domainEvents).filter(
  (type) => !(fromSending as readonly string[]).includes(type),
) as Types;

/** What may call for a message. One about a message could call for the next, without end. */
export const triggerTypes = conversionTypes.filter(
  (type) => type !== 'sangam.notifications.opened.v1' && type !== 'sangam.notifications.clicked.v1',
) as Types;

import { Duration } from 'aws-cdk-lib';
import { conversionTypes } from '../../lambdas/contracts/followed-types.ts';
import { ownMetric } from '../constructs/alarms.ts';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { consumerOf } from './consumer.ts';
import { endpointOf } from './endpoint.ts';
import type { NotificationWiring } from './notifications.ts';

/** Whom messages reach, what they want, what they find in the app, and which events call for messages. */
export function peopleEndpoints(wiring: NotificationWiring): HttpEndpoint[] {
  const { platform, receipts } = wiring;
  const { database, domainEvents } = platform;
  return [
    endpointOf(wiring, 'Contacts', {
      entry: 'notifications/contacts',
      description: 'Keeps how customers are addressed and where channels reach them',
      uses: [database.forQueries()],
      impact: 'New addresses and device tokens are not kept: messages go to the old ones.',
    }),
    endpointOf(wiring, 'Preferences', {
      entry: 'notifications/preferences',
      description: 'Keeps what customers want to be sent',
      uses: [database.forQueries(), domainEvents.forPuts('DOMAIN_STREAM_NAME')],
      impact: 'Customers cannot say which messages they do not want.',
    }),
    endpointOf(wiring, 'Inbox', {
      entry: 'notifications/inbox',
      description: 'Shows the messages in the app, and notes which were read',
      uses: [database.forQueries(), receipts.forPuts('RECEIPT_STREAM_NAME')],
      impact: 'The inbox of the app stays empty.',
    }),
    endpointOf(wiring, 'TriggerRules', {
      entry: 'notifications/trigger-rules',
      description: 'Shows and changes which events become messages',
      uses: [database.forQueries()],
      impact: 'Operators cannot see or change rules of messages; those in force stay.',
    }),
    endpointOf(wiring, 'Policy', {
      entry: 'notifications/policy',
      description: 'Shows and changes when messages go out and what they may offer',
      uses: [database.forQueries()],
      impact: 'Operators cannot see or change hours, caps and products; those in force stay.',
    }),
  ];
}

export function followConsumer(wiring: NotificationWiring): StreamConsumer {
  const { platform, requests } = wiring;
  const { database, domainEvents } = platform;
  platform.settings.alarms.raise({
    id: 'RulesWithoutTemplate',
    metric: ownMetric('follow', 'RulesWithoutTemplate', Duration.minutes(5)),
    threshold: 1,
    periods: 1,
    impact: 'Customers are not told of what a rule is for, because nobody wrote its template.',
    runbook: 'notifications#a-rule-has-no-template',
  });
  return consumerOf(wiring, 'Follow', {
    entry: 'notifications/follow',
    tuning: 'follow',
    description: 'Asks for messages at events, and counts events that campaigns led to',
    stream: domainEvents,
    types: conversionTypes,
    uses: [
      database.forQueries(),
      domainEvents.forPuts('DOMAIN_STREAM_NAME'),
      requests.campaigns.forPuts('CAMPAIGN_REQUESTS_NAME'),
      requests.transactional.forPuts('TRANSACTIONAL_REQUESTS_NAME'),
    ],
    batchSize: 100,
    impact: 'Messages about payments and orders come late; conversions are counted late.',
  });
}

import { Duration } from 'aws-cdk-lib';
import { conversionTypes } from '../../lambdas/contracts/followed-types.ts';
import { ownMetric } from '../constructs/alarms.ts';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { databaseVariables } from './device-endpoints.ts';
import { endpointOf } from './endpoint.ts';
import type { NotificationWiring } from './notifications.ts';

/** Whom messages reach, what they want, what they find in the app, and which events call for messages. */
export const peopleEndpoints = (wiring: NotificationWiring): HttpEndpoint[] => [
  contacts(wiring),
  preferences(wiring),
  inbox(wiring),
  triggerRules(wiring),
  policy(wiring),
];

function contacts(wiring: NotificationWiring): HttpEndpoint {
  const { database } = wiring.platform;
  const endpoint = endpointOf(wiring, 'Contacts', {
    entry: 'notifications/contacts',
    description: 'Keeps how customers are addressed and where channels reach them',
    environment: databaseVariables(database),
    impact: 'New addresses and device tokens are not kept: messages go to the old ones.',
  });
  database.grantQueries(endpoint.handler.function);
  return endpoint;
}

function preferences(wiring: NotificationWiring): HttpEndpoint {
  const { database, domainEvents } = wiring.platform;
  const endpoint = endpointOf(wiring, 'Preferences', {
    entry: 'notifications/preferences',
    description: 'Keeps what customers want to be sent',
    environment: { ...databaseVariables(database), DOMAIN_STREAM_NAME: domainEvents.stream.streamName },
    impact: 'Customers cannot say which messages they do not want.',
  });
  database.grantQueries(endpoint.handler.function);
  domainEvents.grantPut(endpoint.handler.function);
  return endpoint;
}

function inbox(wiring: NotificationWiring): HttpEndpoint {
  const { platform, receipts } = wiring;
  const endpoint = endpointOf(wiring, 'Inbox', {
    entry: 'notifications/inbox',
    description: 'Shows the messages in the app, and notes which were read',
    environment: { ...databaseVariables(platform.database), RECEIPT_STREAM_NAME: receipts.stream.streamName },
    impact: 'The inbox of the app stays empty.',
  });
  platform.database.grantQueries(endpoint.handler.function);
  receipts.grantPut(endpoint.handler.function);
  return endpoint;
}

function triggerRules(wiring: NotificationWiring): HttpEndpoint {
  const { database } = wiring.platform;
  const endpoint = endpointOf(wiring, 'TriggerRules', {
    entry: 'notifications/trigger-rules',
    description: 'Shows and changes which events become messages',
    environment: databaseVariables(database),
    impact: 'Operators cannot see or change rules of messages; those in force stay.',
  });
  database.grantQueries(endpoint.handler.function);
  return endpoint;
}

function policy(wiring: NotificationWiring): HttpEndpoint {
  const { database } = wiring.platform;
  const endpoint = endpointOf(wiring, 'Policy', {
    entry: 'notifications/policy',
    description: 'Shows and changes when messages go out and what they may offer',
    environment: databaseVariables(database),
    impact: 'Operators cannot see or change hours, caps and products; those in force stay.',
  });
  database.grantQueries(endpoint.handler.function);
  return endpoint;
}

export function followConsumer({ stack, stage, platform, requests }: NotificationWiring): StreamConsumer {
  const { database, domainEvents, parked, settings } = platform;
  const consumer = new StreamConsumer(stack, 'Follow', {
    settings,
    parked,
    entry: 'notifications/follow',
    description: 'Asks for messages at events, and counts events that campaigns led to',
    stream: domainEvents,
    types: conversionTypes,
    environment: {
      ...databaseVariables(database),
      DOMAIN_STREAM_NAME: domainEvents.stream.streamName,
      CAMPAIGN_REQUESTS_NAME: requests.campaigns.stream.streamName,
      TRANSACTIONAL_REQUESTS_NAME: requests.transactional.stream.streamName,
    },
    tuning: stage.consumers.follow,
    recordAgeMax: Duration.hours(stage.retention.recordAgeMaxHours),
    batchSize: 100,
    memoryMb: 512,
    timeout: Duration.minutes(2),
    impact: 'Messages about payments and orders come late; conversions are counted late.',
  });
  const { function: handler } = consumer.handler;
  database.grantQueries(handler);
  for (const stream of [domainEvents, requests.campaigns, requests.transactional]) stream.grantPut(handler);
  settings.alarms.raise({
    id: 'RulesWithoutTemplate',
    metric: ownMetric('follow', 'RulesWithoutTemplate', Duration.minutes(5)),
    threshold: 1,
    periods: 1,
    impact: 'Customers are not told of what a rule is for, because nobody wrote its template.',
    runbook: 'notifications#a-rule-has-no-template',
  });
  return consumer;
}

import { Duration } from 'aws-cdk-lib';
import { ownMetric } from '../constructs/alarms.ts';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { databaseVariables } from './device-endpoints.ts';
import { endpointOf } from './endpoint.ts';
import type { NotificationWiring } from './notifications.ts';

/** Links in messages, and what the app and gateways tell of them. */
export const trackingEndpoints = (wiring: NotificationWiring): HttpEndpoint[] => [
  redirect(wiring),
  unsubscribe(wiring),
  appEvents(wiring),
  smsReplies(wiring),
  reports(wiring),
];

function redirect(wiring: NotificationWiring): HttpEndpoint {
  const { platform, receipts, linkKeys, stage } = wiring;
  const endpoint = endpointOf(wiring, 'Redirect', {
    entry: 'notifications/redirect',
    description: 'Leads from links in messages to their targets',
    environment: {
      ...databaseVariables(platform.database),
      SIGNING_KEYS_ARN: linkKeys.secret.secretArn,
      RECEIPT_STREAM_NAME: receipts.stream.streamName,
      LINK_HOSTS: stage.notifications.linkHosts.join(','),
    },
    impact: 'Links in messages lead nowhere, and nobody’s clicks count.',
  });
  const { function: handler } = endpoint.handler;
  platform.database.grantQueries(handler);
  linkKeys.grantRead(handler);
  receipts.grantPut(handler);
  platform.settings.alarms.raise({
    id: 'ClicksUntold',
    metric: ownMetric('redirect', 'ClicksUntold', Duration.minutes(5)),
    threshold: 10,
    periods: 1,
    impact: 'Customers are led on, but reports miss their clicks for good.',
    runbook: 'notifications#clicks-are-not-counted',
  });
  return endpoint;
}

function unsubscribe(wiring: NotificationWiring): HttpEndpoint {
  const { platform, linkKeys } = wiring;
  const endpoint = endpointOf(wiring, 'Unsubscribe', {
    entry: 'notifications/unsubscribe',
    description: 'Ends messages of a purpose by a channel, by their own link',
    environment: {
      ...databaseVariables(platform.database),
      SIGNING_KEYS_ARN: linkKeys.secret.secretArn,
      DOMAIN_STREAM_NAME: platform.domainEvents.stream.streamName,
    },
    impact: 'Customers cannot end messages by their link, which the law lets them.',
  });
  const { function: handler } = endpoint.handler;
  platform.database.grantQueries(handler);
  linkKeys.grantRead(handler);
  platform.domainEvents.grantPut(handler);
  return endpoint;
}

function appEvents(wiring: NotificationWiring): HttpEndpoint {
  const { platform, receipts } = wiring;
  const endpoint = endpointOf(wiring, 'AppEvents', {
    entry: 'notifications/app-events',
    description: 'Takes from the app what customers did with messages',
    environment: {
      ...databaseVariables(platform.database),
      RECEIPT_STREAM_NAME: receipts.stream.streamName,
    },
    impact: 'Reports miss what the app has to tell until it tells it again.',
  });
  platform.database.grantQueries(endpoint.handler.function);
  receipts.grantPut(endpoint.handler.function);
  return endpoint;
}

function smsReplies(wiring: NotificationWiring): HttpEndpoint {
  const { platform, receipts } = wiring;
  const endpoint = endpointOf(wiring, 'SmsReplies', {
    entry: 'notifications/sms-replies',
    description: 'Hears STOP, START and other answers by SMS',
    environment: {
      ...databaseVariables(platform.database),
      RECEIPT_STREAM_NAME: receipts.stream.streamName,
      DOMAIN_STREAM_NAME: platform.domainEvents.stream.streamName,
    },
    impact: 'Customers who answer STOP are sent more until the gateway hands it on again.',
  });
  platform.database.grantQueries(endpoint.handler.function);
  for (const stream of [receipts, platform.domainEvents]) stream.grantPut(endpoint.handler.function);
  return endpoint;
}

function reports(wiring: NotificationWiring): HttpEndpoint {
  const { database } = wiring.platform;
  const endpoint = endpointOf(wiring, 'Reports', {
    entry: 'notifications/reports',
    description: 'Shows what became of campaigns and of each customer’s messages',
    environment: databaseVariables(database),
    impact: 'Nobody sees what became of messages; all of it is still counted.',
  });
  database.grantQueries(endpoint.handler.function);
  return endpoint;
}

/** Writes down what became of messages. */
export function trackConsumer({ stack, stage, platform, receipts }: NotificationWiring): StreamConsumer {
  const { database, domainEvents, parked, settings } = platform;
  const consumer = new StreamConsumer(stack, 'Track', {
    settings,
    parked,
    entry: 'notifications/track',
    description: 'Writes down what became of messages and tells what is known since',
    stream: receipts,
    environment: { ...databaseVariables(database), DOMAIN_STREAM_NAME: domainEvents.stream.streamName },
    tuning: stage.consumers.receipts,
    recordAgeMax: Duration.hours(stage.retention.recordAgeMaxHours),
    batchSize: 500,
    memoryMb: 256,
    timeout: Duration.minutes(2),
    impact: 'Reports are as old as the lag, and addresses that bounced are tried again.',
  });
  database.grantQueries(consumer.handler.function);
  domainEvents.grantPut(consumer.handler.function);
  return consumer;
}

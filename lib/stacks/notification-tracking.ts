import { Duration } from 'aws-cdk-lib';
import { ownMetric } from '../constructs/alarms.ts';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { consumerOf } from './consumer.ts';
import { endpointOf } from './endpoint.ts';
import type { NotificationWiring } from './notifications.ts';

/** Links in messages, and what the app and gateways tell of them. */
export function trackingEndpoints(wiring: NotificationWiring): HttpEndpoint[] {
  const { platform, receipts, linkKeys, stage } = wiring;
  const { database, domainEvents } = platform;
  const tellReceipts = receipts.forPuts('RECEIPT_STREAM_NAME');
  const tellDomain = domainEvents.forPuts('DOMAIN_STREAM_NAME');
  platform.settings.alarms.raise({
    id: 'ClicksUntold',
    metric: ownMetric('redirect', 'ClicksUntold', Duration.minutes(5)),
    threshold: 10,
    periods: 1,
    impact: 'Customers are led on, but reports miss their clicks for good.',
    runbook: 'notifications#clicks-are-not-counted',
  });
  return [
    endpointOf(wiring, 'Redirect', {
      entry: 'notifications/redirect',
      description: 'Leads from links in messages to their targets',
      uses: [database.forQueries(), linkKeys.forReading(), tellReceipts],
      environment: { LINK_HOSTS: stage.notifications.linkHosts.join(',') },
      impact: 'Links in messages lead nowhere, and nobody’s clicks count.',
    }),
    endpointOf(wiring, 'Unsubscribe', {
      entry: 'notifications/unsubscribe',
      description: 'Ends messages of a purpose by a channel, by their own link',
      uses: [database.forQueries(), linkKeys.forReading(), tellDomain],
      impact: 'Customers cannot end messages by their link, which the law lets them.',
    }),
    endpointOf(wiring, 'AppEvents', {
      entry: 'notifications/app-events',
      description: 'Takes from the app what customers did with messages',
      uses: [database.forQueries(), tellReceipts],
      impact: 'Reports miss what the app has to tell until it tells it again.',
    }),
    endpointOf(wiring, 'SmsReplies', {
      entry: 'notifications/sms-replies',
      description: 'Hears STOP, START and other answers by SMS',
      uses: [database.forQueries(), tellReceipts, tellDomain],
      impact: 'Customers who answer STOP are sent more until the gateway hands it on again.',
    }),
    endpointOf(wiring, 'Reports', {
      entry: 'notifications/reports',
      description: 'Shows what became of campaigns and of each customer’s messages',
      uses: [database.forQueries()],
      impact: 'Nobody sees what became of messages; all of it is still counted.',
    }),
  ];
}

/** Writes down what became of messages. */
export const trackConsumer = (wiring: NotificationWiring): StreamConsumer =>
  consumerOf(wiring, 'Track', {
    entry: 'notifications/track',
    tuning: 'receipts',
    description: 'Writes down what became of messages, tells it, and asks for others where they bounced',
    stream: wiring.receipts,
    uses: [
      wiring.platform.database.forQueries(),
      wiring.platform.domainEvents.forPuts('DOMAIN_STREAM_NAME'),
      wiring.requests.campaigns.forPuts('CAMPAIGN_REQUESTS_NAME'),
      wiring.requests.transactional.forPuts('TRANSACTIONAL_REQUESTS_NAME'),
    ],
    batchSize: 500,
    memoryMb: 256,
    impact:
      'Reports are as old as the lag; what bounced is not sent by another channel, and its address is tried again.',
  });

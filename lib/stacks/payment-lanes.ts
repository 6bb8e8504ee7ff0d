import { Duration } from 'aws-cdk-lib';
import { StreamConsumer, type StreamConsumerProps } from '../constructs/stream-consumer.ts';
import { databaseVariables } from './device-endpoints.ts';
import type { Lanes, PaymentWiring } from './payments.ts';

/** What works off the lanes, each at its own pace, and what publishes the ledger's facts. */
export const paymentLanes = (wiring: PaymentWiring): StreamConsumer[] => [
  settle(wiring, 'SettleReversals', 'reversal', 50, 'Money that should go back has not gone back yet.'),
  settle(wiring, 'SettleStandard', 'standard', 100, 'Accepted payments wait to be posted.'),
  publishFacts(wiring),
];

type Spec = Pick<
  StreamConsumerProps,
  'entry' | 'description' | 'stream' | 'types' | 'environment' | 'batchSize' | 'impact'
>;

/** @param commands in one call of the function */
function settle(
  wiring: PaymentWiring,
  id: string,
  lane: Exclude<keyof Lanes, 'bulk'>,
  commands: number,
  impact: string,
): StreamConsumer {
  const { lanes, nudges, platform } = wiring;
  const consumer = consumerOf(wiring, id, `lane-${lane}`, {
    entry: 'payments/settle',
    description: `Works off the ${lane} lane`,
    stream: lanes[lane],
    types: ['sangam.payments.operations-requested.v1'],
    environment: {
      ...databaseVariables(platform.database),
      DOMAIN_STREAM_NAME: platform.domainEvents.stream.streamName,
      NUDGE_STREAM_NAME: nudges.stream.streamName,
    },
    batchSize: commands,
    impact,
  });
  const { function: handler } = consumer.handler;
  platform.database.grantQueries(handler);
  platform.domainEvents.grantPut(handler);
  nudges.grantPut(handler);
  return consumer;
}

function publishFacts(wiring: PaymentWiring): StreamConsumer {
  const { nudges, platform } = wiring;
  const consumer = consumerOf(wiring, 'PublishFacts', 'publish-facts', {
    entry: 'payments/publish-facts',
    description: 'Publishes what the ledger stated as domain events',
    stream: nudges,
    types: ['sangam.payments.facts-waiting.v1'],
    environment: {
      ...databaseVariables(platform.database),
      DOMAIN_STREAM_NAME: platform.domainEvents.stream.streamName,
    },
    batchSize: 1000,
    impact: 'Notifications, screening and rewards hear late of payments; the money itself has moved.',
  });
  platform.database.grantQueries(consumer.handler.function);
  platform.domainEvents.grantPut(consumer.handler.function);
  return consumer;
}

const consumerOf = (
  { stack, platform, stage }: PaymentWiring,
  id: string,
  tuning: keyof PaymentWiring['stage']['consumers'],
  spec: Spec,
): StreamConsumer =>
  new StreamConsumer(stack, id, {
    ...spec,
    settings: platform.settings,
    parked: platform.parked,
    tuning: stage.consumers[tuning],
    recordAgeMax: Duration.hours(stage.retention.recordAgeMaxHours),
    memoryMb: 512,
    timeout: Duration.minutes(2),
  });

import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { consumerOf } from './consumer.ts';
import type { Lanes, PaymentWiring } from './payments.ts';

/** What works off the lanes, each at its own pace, and what publishes the ledger's facts. */
export function paymentLanes(wiring: PaymentWiring): StreamConsumer[] {
  const { nudges, platform } = wiring;
  return [
    settle(wiring, 'SettleReversals', 'reversal', 50, 'Money that should go back has not gone back yet.'),
    settle(wiring, 'SettleStandard', 'standard', 100, 'Accepted payments wait to be posted.'),
    consumerOf(wiring, 'PublishFacts', {
      entry: 'payments/publish-facts',
      tuning: 'publish-facts',
      description: 'Publishes what the ledger stated as domain events',
      stream: nudges,
      types: ['sangam.payments.facts-waiting.v1'],
      uses: [platform.database.forQueries(), platform.domainEvents.forPuts('DOMAIN_STREAM_NAME')],
      batchSize: 1000,
      impact: 'Notifications, screening and rewards hear late of payments; the money itself has moved.',
    }),
  ];
}

/** @param commands in one call of the function */
function settle(
  wiring: PaymentWiring,
  id: string,
  lane: Exclude<keyof Lanes, 'bulk'>,
  commands: number,
  impact: string,
): StreamConsumer {
  const { lanes, nudges, platform } = wiring;
  return consumerOf(wiring, id, {
    entry: 'payments/settle',
    tuning: `lane-${lane}`,
    description: `Works off the ${lane} lane`,
    stream: lanes[lane],
    types: ['sangam.payments.operations-requested.v1'],
    uses: [
      platform.database.forQueries(),
      platform.domainEvents.forPuts('DOMAIN_STREAM_NAME'),
      nudges.forPuts('NUDGE_STREAM_NAME'),
    ],
    batchSize: commands,
    impact,
  });
}

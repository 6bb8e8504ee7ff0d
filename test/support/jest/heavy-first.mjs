import Sequencer from '@jest/test-sequencer';

/**
 * What takes longest, by its path below `test`. jest knows that only of files that it ran before: on a clean checkout one
 * of these would begin last, and run alone. Clouds and other work take turns, so that seldom three clouds run at a time.
 */
const heaviest = [
  'e2e/pipeline',
  'e2e/bad-input',
  'lambdas/bad-input',
  'lib/every-function',
  'local/lambda/durable/cloud',
  'e2e/outbox',
  'local/lambda/durable/steps',
  'database/ledger/bank',
  'e2e/orders',
  'database/sums',
  'database/notifications/crashes',
  'e2e/notification-failures',
  'lib/bundle/budget',
  'local/lambda/durable/restart',
  'local/lambda/durable/callbacks',
  'e2e/faults',
  'lambdas/notifications/domain/template/any-text',
  'lambdas/payments/plan-payouts/handler',
  'local/cloud/cloud',
  'e2e/payouts',
  'database/tallies',
  'e2e/screening',
  'local/streams/conformance',
  'e2e/notification-guarantees',
  'e2e/campaigns',
  'database/applying',
  'e2e/notification-waiting',
  'e2e/notifications',
  'local/lambda/host',
  'e2e/notification-tracking',
  'e2e/least-privilege',
  'e2e/qr',
  'local/http-api/http-api',
  'e2e/payments',
  'e2e/privacy',
  'e2e/notification-people',
  'e2e/channels',
  'e2e/seed',
];

const rankOf = ({ path }) => {
  const rank = heaviest.findIndex((each) => path.endsWith(`/test/${each}.test.ts`));
  return rank < 0 ? heaviest.length : rank;
};

/** jest's own order, after those that take longest. */
export default class HeavyFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

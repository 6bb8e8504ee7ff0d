import Sequencer from '@jest/test-sequencer';

/**
 * What takes longest, by its path below `test`. jest knows that only of files that it ran before: on a clean checkout one
 * of these would begin last, and run alone.
 */
const heaviest = [
  'e2e/pipeline',
  'e2e/bad-input',
  'e2e/outbox',
  'e2e/orders',
  'e2e/notification-failures',
  'e2e/faults',
  'e2e/payouts',
  'e2e/screening',
  'e2e/notification-guarantees',
  'e2e/campaigns',
  'e2e/notification-tracking',
  'e2e/notification-waiting',
  'e2e/notifications',
  'e2e/least-privilege',
  'lib/every-function',
  'local/lambda/durable/cloud',
  'lambdas/bad-input',
  'lib/bundle/budget',
  'local/lambda/durable/steps',
  'local/lambda/durable/restart',
  'database/ledger/bank',
  'database/sums',
  'database/notifications/crashes',
  'local/lambda/durable/callbacks',
  'lambdas/notifications/domain/template/any-text',
  'lambdas/payments/plan-payouts/handler',
  'local/cloud/cloud',
  'local/streams/conformance',
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

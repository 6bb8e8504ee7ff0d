import type { WaitingReview } from '../../../../lambdas/payments/adapters/reviews-table.ts';
import { makeSweep } from '../../../../lambdas/payments/sweep/handler.ts';
import { countingMeter, silentLog } from '../../../support/fakes.ts';

const aWaitingReview = (changes: Partial<WaitingReview>): WaitingReview => ({
  id: 'api/key-1',
  debit: 'asha:INR',
  credit: 'ravi:INR',
  amount: 100n,
  currency: 'INR',
  heldAt: '2026-11-21T06:00:00.000Z',
  until: '2026-11-24T06:00:00.000Z',
  rules: null,
  ...changes,
});
const now = () => new Date('2026-11-21T06:30:00.000Z');
const noReviews = {
  waitingReviews: async () => ({ reviews: [], next: undefined }),
  reviewMaxMs: 4 * 3_600_000,
  now,
};

it('gives back every hold that is due, a page at a time, and publishes what waits', async () => {
  const pages = [1000, 1000, 7];
  const meter = countingMeter();
  const steps: string[] = [];
  await makeSweep({
    expireHolds: async () => {
      steps.push('expire');
      return pages.shift() ?? 0;
    },
    publishWaiting: async () => {
      steps.push('publish');
      return 2009;
    },
    ...noReviews,
    log: silentLog,
    meter,
  })();
  expect(steps).toEqual(['expire', 'expire', 'expire', 'publish']);
  expect(meter.counts).toEqual({ HoldsExpired: 2007, FactsSwept: 2009, ReviewsOverdue: 0 });
});

it('says when more waited than it made itself: nudges get lost', async () => {
  const warned: unknown[] = [];
  const sweep = (published: number) =>
    makeSweep({
      expireHolds: async () => 5,
      publishWaiting: async () => published,
      ...noReviews,
      log: { ...silentLog, warn: (event, details) => void warned.push([event, details]) },
      meter: countingMeter(),
    })();
  await sweep(5);
  expect(warned).toEqual([]);
  await sweep(6);
  expect(warned).toEqual([['facts.swept', { published: 6 }]]);
});

it.each([
  ['2026-11-21T02:29:59.000Z', 1],
  ['2026-11-21T02:30:01.000Z', 0],
])('calls somebody when a payment waits longer than the stage allows: since %s', async (heldAt, overdue) => {
  const meter = countingMeter();
  const asked: unknown[] = [];
  await makeSweep({
    expireHolds: async () => 0,
    publishWaiting: async () => 0,
    ...noReviews,
    waitingReviews: async (page) => {
      asked.push(page);
      return { reviews: [aWaitingReview({ heldAt })], next: undefined };
    },
    log: silentLog,
    meter,
  })();
  expect(asked).toEqual([{ limit: 1 }]);
  expect(meter.counts.ReviewsOverdue).toBe(overdue);
});

import * as patience from '../../../../../lambdas/payments/domain/order/patience.ts';

const totalOf = (kept: patience.Patience): number => {
  let total = 0;
  for (let attempt = 1; ; attempt++) {
    const delay = patience.delaySec(kept, attempt);
    if (delay === undefined) return total;
    total += delay;
  }
};

it('waits twice as long each time, up to a most, and then gives up', () => {
  const kept = { attempts: 5, firstSec: 2, mostSec: 10 };
  expect([1, 2, 3, 4, 5].map((attempt) => patience.delaySec(kept, attempt))).toEqual([2, 4, 8, 10, undefined]);
});

it('ends within the week that an execution may take, one thing after the other', () => {
  const { forAsking, forConfirming, forCancelling, forReversing } = patience;
  const longest =
    86_400 + [forAsking, forConfirming, forCancelling, forReversing].reduce((sum, each) => sum + totalOf(each), 0);
  expect(longest).toBeLessThan(4 * 86_400);
});

it.each([1, 30, 3600, 86_400])('asks again over all of %d seconds, in few calls', (timeoutSec) => {
  const delays = patience.pollDelaysSec(timeoutSec);
  expect(delays.reduce((sum, delay) => sum + delay, 0)).toBe(timeoutSec);
  expect(delays.length).toBeLessThan(120);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(1);
});

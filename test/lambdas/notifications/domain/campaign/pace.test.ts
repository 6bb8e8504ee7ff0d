import { roundOf } from '../../../../../lambdas/notifications/domain/campaign/pace.ts';

it('has fewer rounds in a fortnight than an execution has operations for, at any rate', () => {
  for (const rate of [1, 7, 16]) {
    let seconds = 0;
    let rounds = 0;
    for (; seconds < 14 * 86_400; rounds++) seconds += roundOf(rate, rounds).seconds;
    // A step and a wait each.
    expect(2 * rounds).toBeLessThan(2_900);
  }
});

it('asks for a million in a few hundred rounds at a rate that ends in time', () => {
  for (const rate of [10, 100, 1_000, 2_500, 10_000, null]) {
    let asked = 0;
    let rounds = 0;
    for (; asked < 1_000_000; rounds++) asked += roundOf(rate, rounds).most;
    expect(2 * rounds).toBeLessThan(1_000);
  }
});

it('asks for as many as the rate has for its time', () => {
  for (const rate of [1, 50, 999, 10_000])
    for (const round of [0, 59, 60, 299, 300, 2_000]) {
      const { most, seconds } = roundOf(rate, round);
      expect(most).toBe(rate * seconds);
      expect(most).toBeLessThanOrEqual(20_000);
    }
  expect(roundOf(null, 5)).toEqual({ most: 20_000, seconds: 0 });
});

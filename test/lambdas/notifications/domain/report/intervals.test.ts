import fc from 'fast-check';
import { difference, wilson } from '../../../../../lambdas/notifications/domain/report/intervals.ts';

/** Newcombe 1998, tables II: 81 of 263, 15 of 148, 0 of 20, 1 of 29; differences 56/70 - 48/80 and 9/10 - 3/10. */
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%s of %s lies between %s and %s', (who, of, low, high) => {
  const interval = wilson(who, of);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

it.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [10, 10, 0, 10, 0.6075, 1],
])('%s of %s is more than %s of %s by between %s and %s', (who, of, others, ofOthers, low, high) => {
  const more = difference(wilson(who, of), wilson(others, ofOthers));
  expect(more.low).toBeCloseTo(low, 4);
  expect(more.high).toBeCloseTo(high, 4);
});

it('always holds the rate and stays between nobody and everybody', () => {
  const some = fc
    .integer({ min: 1, max: 1_000_000 })
    .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
  fc.assert(
    fc.property(some, ([who, of]) => {
      const { rate, low, high } = wilson(who, of);
      expect(low >= 0 && low <= rate && rate <= high && high <= 1).toBe(true);
    }),
  );
});

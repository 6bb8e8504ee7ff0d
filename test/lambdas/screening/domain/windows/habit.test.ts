import fc from 'fast-check';
import { habitMin, habitOf, habitSpan } from '../../../../../lambdas/screening/domain/windows/habit.ts';
import { add, type Ring } from '../../../../../lambdas/screening/domain/windows/ring.ts';
import { noonMs } from '../../../../support/screening.ts';

function habitAfter(amounts: readonly bigint[], daysLater = 0) {
  const sums = (values: readonly bigint[]) =>
    values.reduce<Ring>((ring, value) => add(ring, habitSpan, noonMs, value), []);
  return habitOf(sums(amounts), sums(amounts.map((each) => each * each)), noonMs + daysLater * 86_400_000);
}

describe('a habit', () => {
  it('is the mean and the standard deviation', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: habitMin, maxLength: 60 });
    fc.assert(
      fc.property(amounts, (paid) => {
        const numbers = paid.map(Number);
        const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
        const spread = Math.sqrt(numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0) / numbers.length);
        const found = habitAfter(paid);
        expect(found?.count).toBe(paid.length);
        expect(Math.abs(Number(found?.mean) - mean)).toBeLessThanOrEqual(1);
        expect(Math.abs(Number(found?.spread) - spread)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is exact for sums whose squares no double holds', () => {
    const large = 10n ** 17n;
    expect(habitAfter(Array.from({ length: 10 }, (_, index) => large + BigInt(index % 2) * 2n))).toEqual({
      count: 10,
      mean: large + 1n,
      spread: 1n,
    });
  });

  it('is none of fewer than ten payments, and none when all are older than three months', () => {
    const ten = Array.from({ length: 10 }, () => 5n);
    expect(habitAfter(ten.slice(1))).toBeUndefined();
    expect(habitAfter(ten, 79)).toEqual({ count: 10, mean: 5n, spread: 0n });
    expect(habitAfter(ten, 90)).toBeUndefined();
  });
});

import fc from 'fast-check';
import { add, type Ring, type Span, total } from '../../../../../lambdas/screening/domain/windows/ring.ts';

type Paid = { readonly atMs: number; readonly amount: bigint };

const span: Span = { widthMs: 100, buckets: 5 };
const anyPaid = fc.array(
  fc.record({ atMs: fc.integer({ min: 0, max: 1500 }), amount: fc.bigInt({ min: 1n, max: 10n ** 18n }) }),
  { maxLength: 40 },
);
const ringOf = (paid: readonly Paid[]): Ring =>
  paid.reduce<Ring>((ring, { atMs, amount }) => add(ring, span, atMs, amount), []);

describe('a ring', () => {
  it('holds what counting by hand finds in the window', () => {
    fc.assert(
      fc.property(anyPaid, fc.integer({ min: 0, max: 2500 }), (paid, atMs) => {
        const latest = Math.max(atMs, ...paid.map((each) => each.atMs));
        const start = (Math.floor(latest / 100) - 4) * 100;
        const inside = paid.filter((each) => each.atMs >= start);
        expect(total(ringOf(paid), span, atMs)).toEqual({
          count: inside.length,
          sum: inside.reduce((sum, { amount }) => sum + amount, 0n),
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same in whatever order payments come, and never longer than its buckets', () => {
    const shuffled = anyPaid.chain((paid) =>
      fc.tuple(fc.constant(paid), fc.shuffledSubarray(paid, { minLength: paid.length })),
    );
    fc.assert(
      fc.property(shuffled, ([paid, other]) => {
        expect(ringOf(other)).toEqual(ringOf(paid));
        expect(ringOf(paid).length).toBeLessThanOrEqual(span.buckets);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['at the start of the oldest bucket', 500, 2],
    ['just before it', 499, 1],
  ])('counts a late payment %s: %d', (_, atMs, count) => {
    const ring = ringOf([
      { atMs: 900, amount: 1n },
      { atMs, amount: 1n },
    ]);
    expect(total(ring, span, 900).count).toBe(count);
  });

  it('is empty again when the window has passed', () => {
    const ring = ringOf([{ atMs: 99, amount: 7n }]);
    expect(total(ring, span, 499)).toEqual({ count: 1, sum: 7n });
    expect(total(ring, span, 500)).toEqual({ count: 0, sum: 0n });
  });
});

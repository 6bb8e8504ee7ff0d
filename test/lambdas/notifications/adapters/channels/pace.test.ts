import fc from 'fast-check';
import { makePacer, reserve } from '../../../../../lambdas/notifications/adapters/channels/pace.ts';

const rate = { perSec: 10, burst: 10 };

it('lets a burst through, makes the next wait its turn, and fills up again', () => {
  const first = reserve({ tokens: 10, atMs: 0 }, rate, 10, 0);
  expect(first).toEqual({ bucket: { tokens: 0, atMs: 0 }, waitMs: 0 });
  const second = reserve(first.bucket, rate, 5, 0);
  expect(second).toEqual({ bucket: { tokens: -5, atMs: 0 }, waitMs: 500 });
  expect(reserve(second.bucket, rate, 1, 500).waitMs).toBe(100);
  expect(reserve(second.bucket, rate, 10, 60_000)).toEqual({ bucket: { tokens: 0, atMs: 60_000 }, waitMs: 0 });
});

it('never lets more through than its rate and one burst, however it is asked', () => {
  const asks = fc.array(
    fc.record({ wanted: fc.integer({ min: 1, max: 100 }), gapMs: fc.integer({ min: 0, max: 3000 }) }),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(asks, (all) => {
      let bucket = { tokens: rate.burst, atMs: 0 };
      let nowMs = 0;
      let taken = 0;
      for (const { wanted, gapMs } of all) {
        nowMs += gapMs;
        const { bucket: next, waitMs } = reserve(bucket, rate, wanted, nowMs);
        bucket = next;
        taken += wanted;
        expect(taken).toBeLessThanOrEqual(rate.burst + ((nowMs + waitMs) * rate.perSec) / 1000 + 1e-6);
      }
    }),
  );
});

it('waits for as long as is promised to others', async () => {
  const waits: number[] = [];
  const pace = makePacer(
    rate,
    () => 0,
    async (ms) => void waits.push(ms),
  );
  await Promise.all([pace(10), pace(5), pace(5)]);
  expect(waits).toEqual([500, 1000]);
});

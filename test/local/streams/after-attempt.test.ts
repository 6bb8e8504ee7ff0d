import fc from 'fast-check';
import { afterAttempt, backOffMs, splitExpired, wholePiece } from '../../../local/streams/after-attempt.ts';
import type { Outcome } from '../../../local/streams/outcome.ts';

const failureFrom = (from: number): Outcome => ({
  kind: 'failure',
  from,
  state: undefined,
  cause: 'Error',
  functionError: 'Unhandled',
});

describe('after an attempt', () => {
  it('loses nothing, repeats nothing and keeps the order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.nat(19),
        fc.constantFrom<Outcome['kind']>('success', 'throttled', 'failure'),
        fc.boolean(),
        fc.nat(3),
        fc.nat(3),
        (size, at, kind, bisectOnError, failures, retryAttemptsMax) => {
          const items = Array.from({ length: size }, (_, index) => index);
          const outcome: Outcome =
            kind === 'failure'
              ? failureFrom(Math.min(at, size - 1))
              : kind === 'success'
                ? { kind, state: undefined }
                : { kind };
          const next = afterAttempt({ ...wholePiece(items), failures }, outcome, { bisectOnError, retryAttemptsMax });
          const all = [
            ...next.finished,
            ...(next.discarded?.items ?? []),
            ...next.retry.flatMap((piece) => piece.items),
          ];
          expect(all).toEqual(items);
          for (const piece of next.retry) expect(piece.items.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('counts a failed remainder against the retries when it does not bisect', () => {
    const rules = { bisectOnError: false, retryAttemptsMax: 1 };
    const first = afterAttempt(wholePiece(['a', 'b', 'c']), failureFrom(1), rules);
    expect(first).toMatchObject({
      finished: ['a'],
      retry: [{ items: ['b', 'c'], failures: 1, invocations: 1 }],
      backOff: false,
    });
    const [rest = wholePiece<string>([])] = first.retry;
    expect(afterAttempt(rest, failureFrom(0), rules)).toMatchObject({
      discarded: { items: ['b', 'c'], invocations: 2 },
    });
  });

  it('splits without using up a retry, the larger half first', () => {
    const next = afterAttempt(wholePiece(['a', 'b', 'c']), failureFrom(0), {
      bisectOnError: true,
      retryAttemptsMax: 0,
    });
    expect(next.retry).toMatchObject([
      { items: ['a', 'b'], failures: 0 },
      { items: ['c'], failures: 0 },
    ]);
  });

  it('splits off what is too old, up to the first record that is not', () => {
    const piece = wholePiece([{ arrivedAtMs: 0 }, { arrivedAtMs: 50 }, { arrivedAtMs: 10 }]);
    const { expired, live } = splitExpired(piece, 100, 120);
    expect([expired.items, live.items]).toEqual([[{ arrivedAtMs: 0 }], [{ arrivedAtMs: 50 }, { arrivedAtMs: 10 }]]);
    expect(splitExpired(piece, Number.POSITIVE_INFINITY, 1e15).expired.items).toEqual([]);
    expect(splitExpired(piece, 100, 1e15).live.items).toEqual([]);
  });

  it('waits twice as long each time, up to ten seconds', () => {
    expect([1, 2, 3, 7, 8, 50].map((row) => backOffMs(row, false))).toEqual([100, 200, 400, 6400, 10_000, 10_000]);
  });
});

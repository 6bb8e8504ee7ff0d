import fc from 'fast-check';
import { makeProgress } from '../../../local/streams/progress.ts';

describe('progress of a shard', () => {
  it('stands after the longest run of finished records from the start, whatever the order of finishing', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(30).keys()], { minLength: 30 }), (order) => {
        const progress = makeProgress();
        for (let number = 0; number < 30; number += 1) progress.begin(String(number));
        const done = new Set<number>();
        let checkpoint = -1;
        for (const number of order) {
          done.add(number);
          checkpoint = Number(progress.finish([String(number)]) ?? checkpoint);
          let expected = -1;
          while (done.has(expected + 1)) expected += 1;
          expect(checkpoint).toBe(expected);
          expect(progress.open()).toBe(30 - done.size);
        }
      }),
    );
  });

  it('stays small over a long run', () => {
    const progress = makeProgress();
    // Compared once: a hundred thousand expectations take seconds.
    const wrong: number[] = [];
    for (let number = 0; number < 100_000; number += 1) {
      progress.begin(String(number));
      if (progress.finish([String(number)]) !== String(number)) wrong.push(number);
    }
    expect(wrong).toEqual([]);
    expect(progress.open()).toBe(0);
  });
});

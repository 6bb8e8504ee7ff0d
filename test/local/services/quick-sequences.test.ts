import { createRequire } from 'node:module';
import fc from 'fast-check';
import { reckonQuickly } from '../../../local/services/quick-sequences.ts';

const theirs = createRequire(import.meta.url)('kinesalite/db');
const ours = { ...theirs };
reckonQuickly(ours);

const time = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
const sequence = fc.record(
  {
    shardCreateTime: time,
    shardIx: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    seqIx: fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String)),
    seqTime: time,
    version: fc.constantFrom(0, 1, 2, undefined),
  },
  { requiredKeys: ['shardCreateTime'] },
);

const outcome = (of: () => unknown): unknown => {
  try {
    return of();
  } catch (error) {
    return error;
  }
};

it('writes, reads and counts on sequence numbers as kinesalite', () => {
  fc.assert(
    fc.property(sequence, (each) => {
      const text = theirs.stringifySequence(each);
      expect(ours.stringifySequence(each)).toBe(text);
      const parsed = theirs.parseSequence(text);
      expect(ours.parseSequence(text)).toEqual(parsed);
      if (parsed.version !== 2) return;
      expect(ours.incrementSequence(parsed)).toBe(theirs.incrementSequence(parsed));
      expect(ours.incrementSequence(parsed, each.shardCreateTime)).toBe(
        theirs.incrementSequence(parsed, each.shardCreateTime),
      );
    }),
  );
});

it('leaves to kinesalite what is no sequence number of it', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 }).map((each) => each.join(''));
  const near = fc.bigInt({ min: 2n ** 185n - 5n, max: 3n * 2n ** 184n + 5n }).map(String);
  fc.assert(
    fc.property(fc.oneof(digits, near), (text) => {
      expect(outcome(() => ours.parseSequence(text))).toEqual(outcome(() => theirs.parseSequence(text)));
    }),
    { numRuns: 500 },
  );
});

it('finds the shard of a partition key as kinesalite', () => {
  const end = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(String);
  fc.assert(
    fc.property(fc.string(), end, (key, other) => {
      expect(ours.partitionKeyToHashKey(key).comparedTo(other)).toBe(
        theirs.partitionKeyToHashKey(key).comparedTo(other),
      );
    }),
  );
  const exact = theirs.partitionKeyToHashKey('asha');
  expect(ours.partitionKeyToHashKey('asha').comparedTo(exact.toFixed())).toBe(0);
});

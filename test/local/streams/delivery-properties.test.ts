import fc from 'fast-check';
import { failWith, report, startWorld, succeed, type World, type WorldOptions } from './world.ts';

/** What a function does with one delivery: everything that AWS may see. */
type Behaviour =
  | { readonly kind: 'success' }
  | { readonly kind: 'error' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'partial'; readonly at: number }
  | { readonly kind: 'nonsense' };

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Behaviour>({ kind: 'success' }) },
  fc.constant<Behaviour>({ kind: 'error' }),
  fc.constant<Behaviour>({ kind: 'throttled' }),
  fc.constant<Behaviour>({ kind: 'nonsense' }),
  fc.record({ kind: fc.constant('partial' as const), at: fc.nat(20) }),
);

const scenario = fc.record({
  keys: fc.array(fc.constantFrom('asha', 'binod', 'chitra', 'deepa', 'esha'), { minLength: 1, maxLength: 60 }),
  behaviours: fc.array(behaviour, { maxLength: 30 }),
  poison: fc.uniqueArray(fc.nat(59), { maxLength: 3 }),
  batchSize: fc.integer({ min: 1, max: 12 }),
  lanes: fc.integer({ min: 1, max: 4 }),
  windowSec: fc.constantFrom(0, 0, 2),
  retries: fc.integer({ min: 0, max: 3 }),
  bisect: fc.boolean(),
  reports: fc.boolean(),
  twice: fc.array(fc.boolean(), { maxLength: 20 }),
  shards: fc.integer({ min: 1, max: 3 }),
  splitAfter: fc.option(fc.nat(59), { nil: undefined }),
  restartAfter: fc.option(fc.nat(59), { nil: undefined }),
  failedReads: fc.nat(3),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** Records that the function finished, in the order of their finishing, with their key. */
type Finished = { readonly key: string; readonly sequenceNumber: string };

async function play(wanted: Scenario) {
  const behaviours = [...wanted.behaviours];
  const twice = [...wanted.twice];
  const finished: Finished[] = [];
  const delivered: Finished[] = [];
  const overtaken: string[] = [];
  const shardIds = Array.from({ length: wanted.shards }, (_, index) => `shardId-00000000000${index}`);
  const options: WorldOptions = {
    shardIds,
    properties: {
      BatchSize: wanted.batchSize,
      ParallelizationFactor: wanted.lanes,
      MaximumBatchingWindowInSeconds: wanted.windowSec,
      MaximumRetryAttempts: wanted.retries,
      BisectBatchOnFunctionError: wanted.bisect,
      FunctionResponseTypes: wanted.reports ? ['ReportBatchItemFailures'] : [],
    },
    faults: {
      deliverTwice: () => twice.pop() ?? false,
      shuffle: (items) => [...items].reverse(),
    },
    handle: async ({ sequenceNumbers, keys, texts }) => {
      await world.time.sleep(7);
      const records = sequenceNumbers.map((sequenceNumber, index) => ({ key: keys[index] ?? '', sequenceNumber }));
      delivered.push(...records);
      const poisoned = texts.findIndex((text) => wanted.poison.includes(Number(text)));
      const next: Behaviour =
        poisoned >= 0 ? { kind: 'partial', at: poisoned } : (behaviours.shift() ?? { kind: 'success' });
      switch (next.kind) {
        case 'success':
          finished.push(...records);
          return succeed;
        case 'error':
          return failWith('Error');
        case 'throttled':
          return failWith('TooManyRequestsException');
        case 'nonsense':
          if (!wanted.reports) finished.push(...records);
          return report('not a number of this batch');
        case 'partial': {
          if (!wanted.reports) return failWith('Error');
          const at = Math.min(next.at, records.length - 1);
          finished.push(...records.slice(0, at));
          return report(records[at]?.sequenceNumber);
        }
      }
    },
    onSave: (_, { sequenceNumber }) => {
      if (sequenceNumber !== undefined) overtaken.push(...unfinishedUpTo(sequenceNumber));
    },
  };
  const parkedSoFar = new Set<string>();
  const shardOf = new Map<string, string>();
  let world: World = startWorld(options);
  const parkedEarlier: World['parked'] = [];
  world.stream.failReads(wanted.failedReads);
  const put: Finished[] = [];
  for (const [index, key] of wanted.keys.entries()) {
    put.push({ key, sequenceNumber: world.stream.put(key, String(index)) });
    if (index % 5 === 0) await world.time.pass(10);
    if (index === wanted.splitAfter)
      world.stream.split(shardIds[0] ?? '', ['shardId-000000000008', 'shardId-000000000009']);
    if (index === wanted.restartAfter) {
      parkedEarlier.push(...world.parked);
      world = await world.restart();
    }
  }
  await world.time.until(world.mapping.drained());
  await world.time.until(world.mapping.stop());
  const parked = [...parkedEarlier, ...world.parked].flatMap(({ records }) =>
    records.map((record) => record.sequenceNumber),
  );
  return { put, finished, delivered, parked, overtaken };

  /** Records of the same shard at or before the checkpoint that are neither finished nor parked. */
  function unfinishedUpTo(checkpoint: string): string[] {
    for (const batch of [...parkedEarlier, ...world.parked]) {
      for (const record of batch.records) {
        parkedSoFar.add(record.sequenceNumber);
        shardOf.set(record.sequenceNumber, batch.shardId);
      }
    }
    const done = new Set([...finished.map(({ sequenceNumber }) => sequenceNumber), ...parkedSoFar]);
    return wanted.shards > 1 || wanted.splitAfter !== undefined
      ? [] // numbers of several shards are not comparable; the single shard covers the rule
      : put
          .filter((record) => Number(record.sequenceNumber) <= Number(checkpoint) && !done.has(record.sequenceNumber))
          .map(({ sequenceNumber }) => sequenceNumber);
  }
}

describe('whatever fails, repeats or restarts', () => {
  it('finishes or parks every record, keeps each key in order, and never checkpoints past unfinished work', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (wanted) => {
        const { put, finished, delivered, parked, overtaken } = await play(wanted);

        const done = new Set([...finished.map(({ sequenceNumber }) => sequenceNumber), ...parked]);
        expect(put.filter(({ sequenceNumber }) => !done.has(sequenceNumber))).toEqual([]);
        expect(overtaken).toEqual([]);
        for (const key of new Set(wanted.keys)) {
          const first = [
            ...new Set(delivered.filter((record) => record.key === key).map((record) => record.sequenceNumber)),
          ];
          expect(first).toEqual(put.filter((record) => record.key === key).map((record) => record.sequenceNumber));
        }
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });
});

import fc from 'fast-check';
import type { ArchiveStore } from '../../../../lambdas/devices/adapters/archive-store.ts';
import { makeArchive } from '../../../../lambdas/devices/archive/handler.ts';
import type { Cursor } from '../../../../lambdas/devices/domain/archive/plan.ts';
import { Crash, crashingAt } from '../../../support/crashing.ts';
import { deliveriesOf } from '../../../support/deliveries.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';

function archiveInMemory() {
  const objects = new Map<string, readonly string[]>();
  const cursors = new Map<string, Cursor>();
  const store: ArchiveStore = {
    cursor: async (position) => cursors.get(position) ?? { sequence: undefined, pending: [] },
    saveCursor: async (position, next, before) => {
      if (cursors.get(position)?.sequence !== before.sequence) throw new Error('cursor moved');
      cursors.set(position, next);
    },
    write: async ({ key, lines }) => {
      objects.set(key, lines);
    },
    remove: async (key) => {
      objects.delete(key);
    },
  };
  return { store, objects };
}

const inert = { park: unexpected('park'), log: silentLog, meter: silentMeter };
const fact = (type: string, day: number, n: number) => ({ type, time: `2026-11-0${day}T10:00:00.000Z`, n });

describe('archive', () => {
  it('writes one object per type and day of the event, named after the shard and its cursor', async () => {
    const { store, objects } = archiveInMemory();
    const consumer = makeArchive({ ...inert, store });
    await consumer(kinesisOf([fact('a.v1', 1, 1), fact('b.v1', 1, 2), fact('a.v1', 2, 3), fact('a.v1', 1, 4)]));
    await consumer(kinesisOf([fact('a.v1', 1, 5)], { firstSequence: 5 }));
    expect([...objects].map(([key, lines]) => [key, lines.map((line) => JSON.parse(line).n)])).toEqual([
      ['events/type=a.v1/day=2026-11-01/device-events-shardId-000000000000-start.ndjson.gz', [1, 4]],
      ['events/type=b.v1/day=2026-11-01/device-events-shardId-000000000000-start.ndjson.gz', [2]],
      ['events/type=a.v1/day=2026-11-02/device-events-shardId-000000000000-start.ndjson.gz', [3]],
      ['events/type=a.v1/day=2026-11-01/device-events-shardId-000000000000-4.ndjson.gz', [5]],
    ]);
  });

  it('keeps an event as it came, but on one line', async () => {
    const { store, objects } = archiveInMemory();
    const spaced = JSON.stringify(fact('a.v1', 1, 2), undefined, 2);
    const close = '{ "type":"a.v1", "time":"2026-11-01T10:00:00.000Z", "n":1.0 }';
    await makeArchive({ ...inert, store })(kinesisOf([close, spaced]));
    expect([...objects.values()]).toEqual([[close, JSON.stringify(fact('a.v1', 1, 2))]]);
  });

  it.each(['not json', 'null', '{"type":"a.v1"}', '{"type":"../x","time":"2026-11-01T00:00:00.000Z"}'])(
    'parks %s: it has no place in the archive',
    async (payload) => {
      const causes: string[] = [];
      const { store, objects } = archiveInMemory();
      const park = async ({ cause }: { cause: string }) => {
        causes.push(cause);
      };
      await makeArchive({ ...inert, store, park })(kinesisOf([payload]));
      expect(causes).toEqual(['not an event: no JSON with type and time']);
      expect(objects.size).toBe(0);
    },
  );

  it('holds every event exactly once however batches are cut, repeated and cut short', async () => {
    const events = fc.array(fc.record({ type: fc.constantFrom('a.v1', 'b.v1'), day: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    const scenario = events.chain((list) => fc.tuple(fc.constant(list), deliveriesOf(list.length)));
    await fc.assert(
      fc.asyncProperty(scenario, async ([list, deliveries]) => {
        const { store, objects } = archiveInMemory();
        const facts = list.map(({ type, day }, n) => fact(type, day, n));
        for (const { from, to, crash } of deliveries) {
          const under = crash === undefined ? store : crashingAt(store, crash.at, crash.when);
          await makeArchive({ ...inert, store: under })(
            kinesisOf(facts.slice(from, to), { firstSequence: from + 1 }),
          ).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
        }
        const archived = [...objects.values()].flat().map((line) => JSON.parse(line).n);
        expect(archived.toSorted((a, b) => a - b)).toEqual(facts.map(({ n }) => n));
      }),
      { numRuns: 300 },
    );
  });
});

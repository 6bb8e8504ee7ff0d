import fc from 'fast-check';
import type { AppsSnapshot } from '../../../../lambdas/contracts/devices.ts';
import type { PoolStore } from '../../../../lambdas/devices/adapters/pool-tables.ts';
import { makeAppPool } from '../../../../lambdas/devices/app-pool/handler.ts';
import type { Counter } from '../../../../lambdas/devices/domain/pool/counter.ts';
import { type Member, newMember } from '../../../../lambdas/devices/domain/pool/member.ts';
import { Crash, crashingAt } from '../../../support/crashing.ts';
import { deliveriesOf } from '../../../support/deliveries.ts';
import { anAppsSnapshot } from '../../../support/events.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';

/** The two tables in memory, as strict about concurrent writers as the real ones. */
function poolInMemory() {
  const members = new Map<string, Member>();
  const counters = new Map<string, Counter>();
  const store: PoolStore = {
    members: async (ids) => new Map(ids.map((id) => [id, members.get(id) ?? newMember(id)])),
    saveMember: async (member, before) => {
      if ((members.get(member.customerId)?.version ?? 0) !== before.version) throw new Error('member moved');
      members.set(member.customerId, member);
    },
    counters: async (names, shard) =>
      new Map(names.map((n) => [n, counters.get(`${n} ${shard}`) ?? { customers: 0, lastSequence: undefined }])),
    saveCounters: async (changed, shard) => {
      for (const { name, before, after } of changed) {
        if (counters.get(`${name} ${shard}`)?.lastSequence !== before.lastSequence) throw new Error('counter moved');
        counters.set(`${name} ${shard}`, after);
      }
    },
  };
  const totals = () => {
    const sums: Record<string, number> = {};
    for (const [key, { customers }] of counters) {
      const name = key.slice(0, key.indexOf(' '));
      sums[name] = (sums[name] ?? 0) + customers;
    }
    return Object.fromEntries(Object.entries(sums).filter(([, customers]) => customers !== 0));
  };
  return { store, totals };
}

const inert = { park: unexpected('park'), log: silentLog, meter: silentMeter };
const byName = async () => (app: { package: string }) => `kind-${app.package.at(-1)}`;

describe('app pool', () => {
  it('counts a customer once per app and once per category', async () => {
    const { store, totals } = poolInMemory();
    const consumer = makeAppPool({ ...inert, pool: store, categoryOf: byName });
    await consumer(
      kinesisOf([
        anAppsSnapshot({ subject: 'asha', packages: ['com.one.x', 'com.two.x'] }),
        anAppsSnapshot({ subject: 'ravi', packages: ['com.one.x'] }),
      ]),
    );
    expect(totals()).toEqual({ 'app#com.one.x': 2, 'app#com.two.x': 1, 'category#kind-x': 2 });
  });

  it('counts off with the category it counted on, whatever the catalogue says by then', async () => {
    const { store, totals } = poolInMemory();
    let category = 'lender';
    const consumer = makeAppPool({ ...inert, pool: store, categoryOf: async () => () => category });
    await consumer(kinesisOf([anAppsSnapshot({ takenAt: '2026-11-01T00:00:00.000Z' })]));
    category = 'bank';
    await consumer(
      kinesisOf([anAppsSnapshot({ takenAt: '2026-11-02T00:00:00.000Z', packages: [] })], { firstSequence: 2 }),
    );
    expect(totals()).toEqual({});
  });

  it('counts the same on a second attempt, though the catalogue changed after the crash', async () => {
    const { store, totals } = poolInMemory();
    const batch = kinesisOf([anAppsSnapshot()]);
    const deps = { ...inert, categoryOf: async () => () => 'lender' };
    // Calls: members, saveMember (the intent), counters, saveCounters.
    await expect(makeAppPool({ ...deps, pool: crashingAt(store, 3, 'after') })(batch)).rejects.toThrow(Crash);
    await makeAppPool({ ...deps, categoryOf: async () => () => 'bank', pool: store })(batch);
    expect(totals()).toEqual({ 'app#com.example.one': 1, 'category#lender': 1 });
  });

  it('is exact however batches are cut, repeated and cut short, on two shards with late arrivals', async () => {
    const snapshot = fc.record({
      customer: fc.constantFrom('asha', 'ravi', 'meena', 'john'),
      day: fc.integer({ min: 1, max: 9 }),
      packages: fc.uniqueArray(fc.constantFrom('com.a.x', 'com.b.x', 'com.c.y', 'com.d.z'), { maxLength: 4 }),
    });
    const scenario = fc
      .array(snapshot, { maxLength: 20 })
      .chain((snapshots) => fc.tuple(fc.constant(snapshots), deliveriesOf(snapshots.length)));

    await fc.assert(
      fc.asyncProperty(scenario, scenario, async (one, two) => {
        const { store, totals } = poolInMemory();
        const expected = new Map<string, AppsSnapshot>();
        const shards = [one, two].map(([snapshots, deliveries], shard) => {
          const events = snapshots.map(({ customer, day, packages }) =>
            anAppsSnapshot({ subject: `${customer}-${shard}`, takenAt: `2026-11-0${day}T00:00:00.000Z`, packages }),
          );
          for (const event of events) {
            const known = expected.get(event.subject);
            if (known === undefined || known.data.takenAt < event.data.takenAt) expected.set(event.subject, event);
          }
          return { events, deliveries, shard: `shardId-${shard}` };
        });

        for (const { events, deliveries, shard } of shards)
          for (const { from, to, crash } of deliveries) {
            const pool = crash === undefined ? store : crashingAt(store, crash.at, crash.when);
            const invoke = makeAppPool({ ...inert, pool, categoryOf: byName });
            await invoke(kinesisOf(events.slice(from, to), { shard, firstSequence: from + 1 })).catch(
              (error: unknown) => {
                if (!(error instanceof Crash)) throw error;
              },
            );
          }

        const model: Record<string, number> = {};
        for (const { data } of expected.values()) {
          const names = data.apps.map((app) => app.package);
          const counters = [
            ...names.map((name) => `app#${name}`),
            ...new Set(names.map((name) => `category#kind-${name.at(-1)}`)),
          ];
          for (const counter of counters) model[counter] = (model[counter] ?? 0) + 1;
        }
        expect(totals()).toEqual(model);
      }),
      { numRuns: 300 },
    );
  });
});

import { type AppsSnapshot, appsSnapshot, type InstalledApp } from '../../contracts/devices.ts';
import { concurrently } from '../../shared/concurrently.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { PoolStore } from '../adapters/pool-tables.ts';
import { normalisePackages } from '../domain/apps/packages.ts';
import { advance, byCounter } from '../domain/pool/counter.ts';
import { type Contribution, type Member, type MemberPlan, newMember, planMember } from '../domain/pool/member.ts';

const decode = decodeEventOf({ 'sangam.devices.apps-snapshot.v1': appsSnapshot });

export type AppPoolDeps = {
  readonly pool: PoolStore;
  /** Categorises by the catalogue as it is now. */
  readonly categoryOf: () => Promise<(app: InstalledApp) => string>;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

type Snapshots = readonly Delivered<AppsSnapshot>[];

/**
 * Counts how many customers have each app and each category, exactly. Three steps, each safe to repeat: note the
 * categories chosen, move the counters (each guarded by the last sequence number it saw), then let the customers' rows
 * follow. A crash between any two repeats the first two without effect. The mapping must run one batch per shard at a
 * time: the guard needs sequence numbers that only grow.
 */
export function makeAppPool({ pool, categoryOf, park, log, meter }: AppPoolDeps): StreamConsumer {
  async function plan(snapshots: Snapshots): Promise<MemberPlan[]> {
    const byCustomer = Map.groupBy(snapshots, ({ event }) => event.subject);
    const [members, categorise] = await Promise.all([pool.members([...byCustomer.keys()]), categoryOf()]);
    return [...byCustomer].map(([customerId, theirs]) => {
      const apps = new Map(theirs.flatMap(({ event }) => event.data.apps.map((app) => [app.package, app])));
      return planMember(members.get(customerId) ?? newMember(customerId), theirs.map(toSnapshot), (packages) =>
        distinct(packages.map((name) => categorise(apps.get(name) ?? { package: name }))),
      );
    });
  }

  async function count(contributions: readonly Contribution[], shard: string): Promise<void> {
    const moves = byCounter(contributions);
    const counters = await pool.counters([...moves.keys()], shard);
    const changed = [...moves].flatMap(([name, theirs]) => {
      const before = counters.get(name) ?? { customers: 0, lastSequence: undefined };
      const after = advance(before, theirs);
      return after === undefined ? [] : [{ name, before, after }];
    });
    await pool.saveCounters(changed, shard);
    meter.count('PoolCountersMoved', changed.length);
  }

  async function handle(events: Snapshots): Promise<void> {
    const [first] = events;
    if (first === undefined) return;
    const plans = (await plan(events)).filter(({ before, after }) => before.takenAt !== after.takenAt);
    const noted = new Map<string, Member>();
    await concurrently(16, plans, async ({ before, contributions, intents }) => {
      const isNoted = Object.keys(intents).every((sequence) => sequence in before.intents);
      const next = contributions.length === 0 || isNoted ? before : { ...before, intents, version: before.version + 1 };
      if (next !== before) await pool.saveMember(next, before);
      noted.set(before.customerId, next);
    });
    await count(
      plans.flatMap(({ contributions }) => contributions),
      first.shard,
    );
    await concurrently(16, plans, async ({ before, after }) => {
      const current = noted.get(before.customerId) ?? before;
      await pool.saveMember({ ...after, version: current.version + 1 }, current);
    });
  }

  return makeStreamConsumer({
    decode,
    handle,
    park,
    log,
    meter,
  });
}

const toSnapshot = ({ event, sequenceNumber }: Delivered<AppsSnapshot>) => ({
  sequenceNumber,
  takenAt: event.data.takenAt,
  packages: normalisePackages(event.data.apps.map((app) => app.package)),
});

const distinct = (names: readonly string[]): string[] => [...new Set(names)].toSorted();

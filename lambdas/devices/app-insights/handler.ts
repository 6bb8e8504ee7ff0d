import { type AppsSnapshot, appsSnapshot, type InstalledApp } from '../../contracts/devices.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { AppSnapshots, CategorisedSnapshot } from '../adapters/app-snapshots.ts';
import type { Outbox } from '../adapters/outbox.ts';
import type { LoadRules } from '../adapters/rules-table.ts';
import { ofAppChange } from '../domain/rules/occurrences.ts';
import { raise } from '../domain/rules/rule.ts';

export type AppInsightsDeps = {
  readonly snapshots: AppSnapshots;
  readonly categoryOf: () => Promise<(app: InstalledApp) => string>;
  readonly loadRules: LoadRules;
  readonly flushOutbox: Outbox['flush'];
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

const decode = decodeEventOf({ 'sangam.devices.apps-snapshot.v1': appsSnapshot });

/** A list of apps has some 5 KB, and the Data API takes 4 MiB a call. */
const snapshotsPerCall = 100;

/**
 * Understands what came and went on phones. The database says what a list changed, also when it is asked again, so a
 * batch that died before its events were stated raises them at its next delivery.
 */
export function makeAppInsights(deps: AppInsightsDeps): StreamConsumer {
  const { snapshots, categoryOf, loadRules, flushOutbox, park, log, meter } = deps;

  async function apply(part: readonly CategorisedSnapshot[]): Promise<void> {
    const changes = await snapshots.apply(part);
    meter.count('AppChanges', changes.length);
    if (changes.length === 0) return;
    const rules = await loadRules();
    const raised = changes.flatMap((change) => raise(rules, ofAppChange(change)));
    if (raised.length === 0) return;
    await snapshots.state(raised);
    meter.count('EventsStated', await flushOutbox([...new Set(raised.map(({ subject }) => subject))]));
  }

  async function handle(events: readonly Delivered<AppsSnapshot>[]): Promise<void> {
    if (events.length === 0) return;
    const category = await categoryOf();
    for (const round of rounds(events)) {
      const categorised = round.map(({ event: { subject, data } }) => ({
        customer_id: subject,
        taken_at: data.takenAt,
        apps: distinct(data.apps).map((app) => ({ package: app.package, category: category(app) })),
      }));
      for (let from = 0; from < categorised.length; from += snapshotsPerCall)
        await apply(categorised.slice(from, from + snapshotsPerCall));
    }
  }

  return makeStreamConsumer({ decode, handle, park, log, meter });
}

/** One list a customer in each round, in stream order: a list is compared with the one before it. */
function rounds<Event extends { readonly subject: string }>(events: readonly Delivered<Event>[]): Delivered<Event>[][] {
  const all: Delivered<Event>[][] = [];
  const seen = new Map<string, number>();
  for (const delivered of events) {
    const round = seen.get(delivered.event.subject) ?? 0;
    seen.set(delivered.event.subject, round + 1);
    const batch = all[round] ?? [];
    all[round] = batch;
    batch.push(delivered);
  }
  return all;
}

const distinct = (apps: readonly InstalledApp[]): InstalledApp[] => [
  ...new Map(apps.map((app) => [app.package, app])).values(),
];

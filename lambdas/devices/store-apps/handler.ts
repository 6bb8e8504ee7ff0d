import { type AppsSnapshot, appsSnapshot } from '../../contracts/devices.ts';
import { concurrently } from '../../shared/concurrently.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { PoisonRecord } from '../../shared/poison-record.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { SaveApps } from '../adapters/device-apps-table.ts';
import { normalisePackages, toCsv } from '../domain/apps/packages.ts';

const decode = decodeEventOf({ 'sangam.devices.apps-snapshot.v1': appsSnapshot });

export type StoreAppsDeps = {
  readonly save: SaveApps;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

/** The row holds two lists, and DynamoDB takes 400 KB: a longer list could be written once and never replaced. */
const maxCsvBytes = 190_000;

/** Keeps each customer's newest list of apps. */
export function makeStoreApps({ save, park, log, meter }: StoreAppsDeps): StreamConsumer {
  async function store({ event, shard, sequenceNumber }: Delivered<AppsSnapshot>): Promise<void> {
    const packages = toCsv(normalisePackages(event.data.apps.map((app) => app.package)));
    if (packages.length > maxCsvBytes) throw new PoisonRecord(`list of apps is longer than ${maxCsvBytes} bytes`);
    const outcome = await save({
      customerId: event.subject,
      packages,
      takenAt: event.data.takenAt,
      shard,
      sequenceNumber,
    });
    meter.count(outcome === 'saved' ? 'AppListsSaved' : 'AppListsSkipped');
  }

  return makeStreamConsumer({
    decode,
    // Any order will do: the row takes only what is newer than it.
    handle: (events) => concurrently(16, events, store),
    park,
    log,
    meter,
  });
}

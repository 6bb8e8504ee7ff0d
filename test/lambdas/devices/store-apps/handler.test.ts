import type { AppsRow } from '../../../../lambdas/devices/adapters/device-apps-table.ts';
import { makeStoreApps } from '../../../../lambdas/devices/store-apps/handler.ts';
import { anAppsSnapshot, anSmsReceived } from '../../../support/events.ts';
import { countingMeter, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';

const inert = { save: unexpected('save'), park: unexpected('park'), log: silentLog, meter: silentMeter };

describe('store-apps', () => {
  it('saves the sorted csv of a snapshot with the record it came from', async () => {
    const saved: AppsRow[] = [];
    const save = async (row: AppsRow) => {
      saved.push(row);
      return 'saved' as const;
    };
    await makeStoreApps({ ...inert, save })(
      kinesisOf([anSmsReceived(), anAppsSnapshot({ packages: ['com.b.b', 'com.a.a', 'com.b.b'] })]),
    );
    expect(saved).toEqual([
      {
        customerId: 'asha',
        packages: 'com.a.a,com.b.b',
        takenAt: '2026-11-02T06:00:00.000Z',
        shard: 'shardId-000000000000',
        sequenceNumber: '2',
      },
    ]);
  });

  it('counts a snapshot that the row is ahead of as skipped', async () => {
    const meter = countingMeter();
    await makeStoreApps({ ...inert, meter, save: async () => 'older' })(kinesisOf([anAppsSnapshot()]));
    expect(meter.counts).toMatchObject({ AppListsSkipped: 1 });
  });

  it('parks a list that would not fit its row twice', async () => {
    const causes: string[] = [];
    const park = async ({ cause }: { cause: string }) => {
      causes.push(cause);
    };
    const packages = Array.from({ length: 1000 }, (_, n) => `com.example.${'x'.repeat(200)}${n}`);
    await makeStoreApps({ ...inert, park })(kinesisOf([anAppsSnapshot({ packages })]));
    expect(causes).toEqual(['list of apps is longer than 190000 bytes']);
  });
});

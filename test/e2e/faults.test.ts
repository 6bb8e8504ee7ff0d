import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { Cloud } from '../../local/cloud.ts';
import { makeFaults } from '../../local/faults.ts';
import { aCloud, giveConsents } from '../support/cloud.ts';
import { deliver } from '../support/delivery.ts';
import { actuallyKnown, expectedKnown } from '../support/known.ts';
import { makePopulation, populationEvents } from '../support/population/index.ts';
import { storesOf } from '../support/stores.ts';

const from = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
const customers = makePopulation({ seed: 'faults', customers: 40, from, days: 15 });
const events = populationEvents(customers);
const expected = expectedKnown(events);

const consumers = ['StoreApps', 'StoreSms', 'AppPool', 'AppInsights', 'SmsInsights', 'ArchiveDevices', 'ArchiveDomain'];

let cloud: Cloud;

beforeAll(async () => {
  cloud = await aCloud({ faults: makeFaults(20_261_121) });
  await giveConsents(
    cloud,
    customers.map(({ id }) => id),
  );
});

afterAll(() => cloud.stop());

describe('under faults', () => {
  it('the platform comes to know the same, and loses nothing', async () => {
    const { faults } = cloud;
    faults.disorder({ twice: 0.2, shuffle: true });
    for (const principal of consumers)
      for (const when of ['before', 'during', 'after'] as const)
        faults.inject({ principal, kind: 'crash', when, times: 2, probability: 0.2 });
    faults.inject({ service: 'dynamodb', kind: 'throttle', probability: 0.05 });
    faults.inject({ service: 'dynamodb', operation: 'BatchWriteItem', kind: 'partial', probability: 0.2 });
    faults.inject({ service: 'kinesis', operation: 'PutRecords', kind: 'partial', probability: 0.2 });
    // The database is away for its first sixty calls, those of retries included.
    faults.inject({ service: 'rds-data', kind: 'away', times: 60 });

    await deliver(cloud, events);
    await cloud.restart();
    await cloud.drained();

    expect(faults.struck()).toBeGreaterThan(100);
    faults.clear();
    // What waits in the outbox for a consumer that died goes with the schedule.
    await cloud.fire('relay');
    await cloud.drained();
    expect(await actuallyKnown(cloud)).toEqual(expected);
    for (const consumer of consumers)
      for (const { discardedRecords, lostRecords } of cloud.mappingStats(consumer))
        expect({ consumer, discardedRecords, lostRecords }).toEqual({ consumer, discardedRecords: 0, lostRecords: 0 });
  });

  it('what can never work is parked with its cause, and what is around it goes on', async () => {
    const stores = storesOf(cloud);
    const record = (Data: string) => ({ PartitionKey: customers[0]?.id ?? '', Data: Buffer.from(Data) });
    const StreamName = cloud.resources.one('AWS::Kinesis::Stream', 'DeviceEvents').physicalId;
    const wrongFields = { type: 'sangam.devices.sms-received.v1', subject: 7, data: { messages: [] } };
    await stores.kinesis.send(
      new PutRecordsCommand({ StreamName, Records: [record('not json'), record(JSON.stringify(wrongFields))] }),
    );
    await cloud.drained();

    const parked = (await stores.objects('Parked', 'poison/')).map(
      ({ text }) => JSON.parse(text) as { service: string; cause: string; data: string },
    );
    const causes = (service: string) =>
      parked.flatMap((each) => (each.service === service ? [each.cause] : [])).toSorted();
    const wrong = /^invalid sangam\.devices\.sms-received\.v1: specversion, .*subject.*data\.messages/;
    expect(causes('store-sms')).toEqual([expect.stringMatching(wrong)]);
    expect(causes('sms-insights')).toEqual([expect.stringMatching(wrong)]);
    // What is no event at all is delivered to the archive alone, which keeps everything.
    const noEvent = 'not an event: no JSON with type and time';
    expect(causes('archive')).toEqual([noEvent, noEvent]);
    expect(parked.map(({ data }) => Buffer.from(data, 'base64').toString())).toContain('not json');
    expect(await actuallyKnown(cloud)).toEqual(expected);
    stores.close();
  });
});

import { failWith, startWorld, succeed } from './world.ts';

const sizes = (deliveries: readonly { readonly texts: readonly string[] }[]): number[] =>
  deliveries.map(({ texts }) => texts.length);

describe('a stream mapping', () => {
  it('delivers what was put, in the shape that Lambda gives it', async () => {
    const { stream, mapping, deliveries, time } = startWorld();
    const sequenceNumber = stream.put('asha', { paid: 1 });

    await time.until(mapping.drained());

    expect(deliveries.map(({ event }) => event)).toEqual([
      {
        Records: [
          {
            kinesis: {
              kinesisSchemaVersion: '1.0',
              partitionKey: 'asha',
              sequenceNumber,
              data: Buffer.from('{"paid":1}').toString('base64'),
              approximateArrivalTimestamp: Date.UTC(2026, 10, 21, 10) / 1000,
            },
            eventSource: 'aws:kinesis',
            eventVersion: '1.0',
            eventID: `shardId-000000000000:${sequenceNumber}`,
            eventName: 'aws:kinesis:record',
            invokeIdentityArn: 'arn:aws:iam::000000000000:role/consumer',
            awsRegion: 'ap-south-1',
            eventSourceARN: 'arn:aws:kinesis:ap-south-1:000000000000:stream/events',
          },
        ],
      },
    ]);
    await time.until(mapping.stop());
  });

  it('cuts batches at BatchSize', async () => {
    const { stream, mapping, deliveries, time } = startWorld({ properties: { BatchSize: 3 } });
    for (let index = 0; index < 7; index += 1) stream.put('asha', String(index));

    await time.until(mapping.drained());

    expect(sizes(deliveries)).toEqual([3, 3, 1]);
    await time.until(mapping.stop());
  });

  it('waits for the batching window when a batch is not full', async () => {
    const { stream, mapping, deliveries, time } = startWorld({
      properties: { BatchSize: 3, MaximumBatchingWindowInSeconds: 5 },
    });
    await time.pass(10);
    const startMs = time.nowMs();
    stream.put('asha', '1');
    await time.pass(2000);
    stream.put('asha', '2');
    await time.pass(4000);

    expect(sizes(deliveries)).toEqual([2]);
    const waitedMs = (deliveries[0]?.atMs ?? 0) - startMs;
    expect(waitedMs).toBeGreaterThanOrEqual(5000);
    expect(waitedMs).toBeLessThan(5300);
    await time.until(mapping.stop());
  });

  it('cuts the batching window short when somebody waits for the end', async () => {
    const { stream, mapping, deliveries, time } = startWorld({
      properties: { MaximumBatchingWindowInSeconds: 300, ParallelizationFactor: 2 },
    });
    const startMs = time.nowMs();
    for (const key of ['asha', 'binod', 'chitra']) stream.put(key, key);
    await time.until(mapping.drained());

    expect(deliveries.flatMap(({ texts }) => texts).sort()).toEqual(['asha', 'binod', 'chitra']);
    expect(time.nowMs() - startMs).toBeLessThan(1000);
    await time.until(mapping.stop());
  });

  it('keeps a batch under 6 MB', async () => {
    const { stream, mapping, deliveries, time } = startWorld({ properties: { BatchSize: 100 } });
    const megabyte = 'x'.repeat(1_000_000); // 1.33 MB in base64
    for (let index = 0; index < 9; index += 1) stream.put('asha', megabyte);

    await time.until(mapping.drained());

    expect(deliveries.flatMap(({ sequenceNumbers }) => sequenceNumbers)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
    for (const { event } of deliveries) expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(6 * 1024 * 1024);
    await time.until(mapping.stop());
  });

  it('looks within a few milliseconds of a put, and once a second without being woken', async () => {
    for (const [withoutWake, latencyMaxMs] of [
      [false, 45],
      [true, 1100],
    ] as const) {
      const { stream, mapping, deliveries, time } = startWorld({ withoutWake });
      await time.pass(10_300);
      const putAtMs = time.nowMs();
      stream.put('asha', 'x');
      await time.pass(1500);

      expect((deliveries[0]?.atMs ?? Number.POSITIVE_INFINITY) - putAtMs).toBeLessThanOrEqual(latencyMaxMs);
      await time.until(mapping.stop());
    }
  });

  it('leaves records that the filter does not want, and counts them as done', async () => {
    const { stream, mapping, deliveries, saved, time } = startWorld({
      properties: { FilterCriteria: { Filters: [{ Pattern: '{"data":{"type":["wanted"]}}' }] } },
    });
    for (const type of ['wanted', 'other', 'other']) stream.put('asha', { type });
    stream.put('asha', 'not json');

    await time.until(mapping.drained());

    expect(deliveries.map(({ texts }) => texts)).toEqual([['{"type":"wanted"}']]);
    expect(mapping.stats().filteredRecords).toBe(3);
    expect(saved.get('shardId-000000000000')?.sequenceNumber).toBe('4');
    await time.until(mapping.stop());
  });

  it('finishes a closed shard before it starts its children', async () => {
    const { stream, mapping, deliveries, time } = startWorld({
      handle: ({ texts }, attempt) => (texts.includes('parent') && attempt < 5 ? failWith('Error') : succeed),
    });
    stream.put('asha', 'parent');
    stream.split('shardId-000000000000', ['shardId-000000000001', 'shardId-000000000002']);
    for (const key of ['asha', 'binod', 'chitra', 'deepa']) stream.put(key, `child of ${key}`);

    await time.until(mapping.drained());

    const texts = deliveries.flatMap((delivery) => delivery.texts);
    expect(texts.lastIndexOf('parent')).toBe(4);
    expect(new Set(texts.slice(5))).toEqual(
      new Set(['asha', 'binod', 'chitra', 'deepa'].map((key) => `child of ${key}`)),
    );
    await time.until(mapping.stop());
  });

  it('works lanes of one shard at the same time and keeps each key in order', async () => {
    let running = 0;
    let runningMax = 0;
    const { stream, mapping, deliveries, time } = startWorld({
      properties: { ParallelizationFactor: 4, BatchSize: 1 },
      handle: async () => {
        running += 1;
        runningMax = Math.max(runningMax, running);
        await time.sleep(50);
        running -= 1;
        return succeed;
      },
    });
    for (let index = 0; index < 40; index += 1) stream.put(`customer-${index % 8}`, String(index));

    await time.until(mapping.drained());

    expect(runningMax).toBeGreaterThan(1);
    expect(runningMax).toBeLessThanOrEqual(4);
    for (let customer = 0; customer < 8; customer += 1) {
      const texts = deliveries
        .filter(({ keys }) => keys[0] === `customer-${customer}`)
        .flatMap((delivery) => delivery.texts);
      expect(texts).toEqual([0, 1, 2, 3, 4].map((round) => String(customer + 8 * round)));
    }
    await time.until(mapping.stop());
  });
});

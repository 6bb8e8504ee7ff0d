import { describe, expect, it } from '@jest/globals';
import { memoryStream } from './memory-stream.ts';
import { virtualTime } from './virtual-time.ts';
import { failWith, report, startWorld, succeed } from './world.ts';

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

  it('retries a failed batch with growing pauses until it works', async () => {
    const { stream, mapping, deliveries, time } = startWorld({
      handle: (_, attempt) => (attempt < 4 ? failWith('Error') : succeed),
    });
    stream.put('asha', '1');

    await time.pass(2000);

    const at = deliveries.map(({ atMs }) => atMs);
    expect(at.slice(1).map((atMs, index) => atMs - (at[index] ?? 0))).toEqual([100, 200, 400]);
    await time.until(mapping.stop());
  });

  it('retries sooner while somebody waits for the end', async () => {
    const { stream, mapping, deliveries, time } = startWorld({
      handle: (_, attempt) => (attempt <= 6 ? failWith('Error') : succeed),
    });
    stream.put('asha', '1');

    await time.until(mapping.drained());

    const at = deliveries.map(({ atMs }) => atMs);
    expect(at.slice(1).map((atMs, index) => atMs - (at[index] ?? 0))).toEqual([100, 200, 200, 200, 200, 200]);
    await time.until(mapping.stop());
  });

  it('parks a batch when its retries are used up, and goes on', async () => {
    const { stream, mapping, deliveries, parked, time } = startWorld({
      properties: { MaximumRetryAttempts: 2, BatchSize: 2 },
      handle: ({ texts }) => (texts.includes('bad') ? failWith('Error') : succeed),
    });
    for (const text of ['bad', 'good', 'later']) stream.put('asha', text);

    await time.until(mapping.drained());

    expect(deliveries.map(({ texts }) => texts.join())).toEqual(['bad,good', 'bad,good', 'bad,good', 'later']);
    expect(parked).toMatchObject([{ condition: 'RetryAttemptsExhausted', invocations: 3, functionError: 'Unhandled' }]);
    expect(parked[0]?.records.map((record) => record.sequenceNumber)).toEqual(['1', '2']);
    expect(mapping.stats()).toMatchObject({ records: 1, discardedRecords: 2, lostRecords: 0, failedInvocations: 3 });
    await time.until(mapping.stop());
  });

  it('with bisecting, parks the record that fails and delivers its neighbours', async () => {
    const { stream, mapping, deliveries, parked, time } = startWorld({
      properties: { MaximumRetryAttempts: 1, BisectBatchOnFunctionError: true },
      handle: ({ texts }) => (texts.includes('bad') ? failWith('Error') : succeed),
    });
    for (const text of ['a', 'b', 'bad', 'c']) stream.put('asha', text);

    await time.until(mapping.drained());

    expect(deliveries.map(({ texts }) => texts.join())).toEqual(['a,b,bad,c', 'a,b', 'bad,c', 'bad', 'bad', 'c']);
    expect(parked.map(({ records }) => records.map((record) => record.sequenceNumber))).toEqual([['3']]);
    await time.until(mapping.stop());
  });

  it('retries from the lowest sequence number that the function reports', async () => {
    const { stream, mapping, deliveries, time } = startWorld({
      properties: { FunctionResponseTypes: ['ReportBatchItemFailures'] },
      handle: (_, attempt) => (attempt === 1 ? report('4', '3') : succeed),
    });
    for (const text of ['a', 'b', 'c', 'd']) stream.put('asha', text);

    await time.until(mapping.drained());

    expect(deliveries.map(({ texts }) => texts.join())).toEqual(['a,b,c,d', 'c,d']);
    await time.until(mapping.stop());
  });

  it('splits at the reported number when it also bisects, without using up retries', async () => {
    const { stream, mapping, deliveries, parked, time } = startWorld({
      properties: {
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 0,
      },
      handle: ({ texts, sequenceNumbers }) => {
        const bad = texts.indexOf('bad');
        return bad < 0 ? succeed : report(sequenceNumbers[bad]);
      },
    });
    for (const text of ['a', 'bad', 'c', 'd']) stream.put('asha', text);

    await time.until(mapping.drained());

    expect(deliveries.map(({ texts }) => texts.join())).toEqual(['a,bad,c,d', 'bad,c,d', 'bad,c', 'bad', 'c', 'd']);
    expect(parked).toMatchObject([{ functionError: null, records: [{ sequenceNumber: '2' }] }]);
    await time.until(mapping.stop());
  });

  it('does not count a throttled function as a failed attempt', async () => {
    const { stream, mapping, deliveries, parked, time } = startWorld({
      properties: { MaximumRetryAttempts: 0 },
      handle: (_, attempt) => (attempt < 20 ? failWith('TooManyRequestsException') : succeed),
    });
    stream.put('asha', '1');

    await time.until(mapping.drained());

    expect(deliveries).toHaveLength(20);
    expect(parked).toEqual([]);
    await time.until(mapping.stop());
  });

  it('parks records that grow too old, also between retries', async () => {
    const { stream, mapping, parked, time, deliveries } = startWorld({
      properties: { MaximumRecordAgeInSeconds: 60 },
      handle: ({ texts }) => (texts.includes('bad') ? failWith('Error') : succeed),
    });
    stream.put('asha', 'bad');
    await time.pass(30_000);
    stream.put('asha', 'young');

    await time.until(mapping.drained());

    expect(parked).toMatchObject([{ condition: 'RecordAgeExceeded', records: [{ sequenceNumber: '1' }] }]);
    expect(deliveries.at(-1)?.texts).toEqual(['young']);
    await time.until(mapping.stop());
  });

  it('waits for a destination that is away, and goes on without one that refuses', async () => {
    let failures = 3;
    const away = startWorld({
      properties: { MaximumRetryAttempts: 0 },
      handle: () => failWith('Error'),
      destination: async () => {
        failures -= 1;
        if (failures >= 0) throw Object.assign(new Error('away'), { name: 'SlowDown' });
      },
    });
    away.stream.put('asha', '1');
    await away.time.until(away.mapping.drained());
    expect(away.parked).toHaveLength(1);
    expect(away.mapping.stats().lostRecords).toBe(0);
    await away.time.until(away.mapping.stop());

    const refusing = startWorld({
      properties: { MaximumRetryAttempts: 0 },
      handle: () => failWith('Error'),
      destination: async () => {
        throw Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
      },
    });
    refusing.stream.put('asha', '1');
    await refusing.time.until(refusing.mapping.drained());
    expect(refusing.mapping.stats()).toMatchObject({ discardedRecords: 1, lostRecords: 1 });
    await refusing.time.until(refusing.mapping.stop());
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

  it('goes on where it was after a restart', async () => {
    const before = startWorld();
    before.stream.put('asha', '1');
    await before.time.until(before.mapping.drained());
    const after = await before.restart();
    after.stream.put('asha', '2');
    await after.time.until(after.mapping.drained());

    expect(after.deliveries.map(({ texts }) => texts)).toEqual([['2']]);
    await after.time.until(after.mapping.stop());
  });

  it('delivers again what was not finished when it stopped', async () => {
    const before = startWorld({ handle: () => failWith('Error') });
    before.stream.put('asha', '1');
    await before.time.pass(5000);
    const after = await before.restart();
    await after.time.pass(100);

    expect(after.deliveries[0]?.texts).toEqual(['1']);
    await after.time.until(after.mapping.stop());
  });

  it('starts at LATEST with what is put after its first start, also when it was down meanwhile', async () => {
    const time = virtualTime();
    const stream = memoryStream(time.nowMs);
    stream.put('asha', 'old');
    await time.pass(10);
    const before = startWorld({ properties: { StartingPosition: 'LATEST' }, stream, time });
    await time.until(before.mapping.stop());
    stream.put('asha', 'meanwhile');
    await time.pass(10);
    const after = await before.restart();
    stream.put('asha', 'new');
    await time.until(after.mapping.drained());

    expect([...before.deliveries, ...after.deliveries].flatMap(({ texts }) => texts)).toEqual(['meanwhile', 'new']);
    await time.until(after.mapping.stop());
  });

  it('survives reads that fail', async () => {
    const { stream, mapping, deliveries, time } = startWorld();
    stream.failReads(4);
    stream.put('asha', '1');

    await time.until(mapping.drained());

    expect(deliveries.map(({ texts }) => texts)).toEqual([['1']]);
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

  it('delivers a successful batch twice when a fault asks for it', async () => {
    let twice = true;
    const { stream, mapping, deliveries, time } = startWorld({
      faults: {
        deliverTwice: () => {
          const asked = twice;
          twice = false;
          return asked;
        },
      },
    });
    stream.put('asha', '1');

    await time.until(mapping.drained());

    expect(deliveries.map(({ texts }) => texts)).toEqual([['1'], ['1']]);
    await time.until(mapping.stop());
  });

  it('goes by the outcome of the repeat, whose failure is retried', async () => {
    const { stream, mapping, deliveries, time } = startWorld({
      faults: { deliverTwice: () => true },
      handle: (_, attempt) => (attempt === 2 ? failWith('Error') : succeed),
    });
    stream.put('asha', '1');

    await time.until(mapping.drained());

    expect(deliveries).toHaveLength(4);
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

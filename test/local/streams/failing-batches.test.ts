import { failWith, report, startWorld, succeed } from './world.ts';

describe('a stream mapping whose function or stream fails', () => {
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

  it('survives reads that fail', async () => {
    const { stream, mapping, deliveries, time } = startWorld();
    stream.failReads(4);
    stream.put('asha', '1');

    await time.until(mapping.drained());

    expect(deliveries.map(({ texts }) => texts)).toEqual([['1']]);
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
});

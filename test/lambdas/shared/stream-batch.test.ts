import type { Parked } from '../../../lambdas/shared/park.ts';
import { PoisonRecord } from '../../../lambdas/shared/poison-record.ts';
import { makeStreamConsumer } from '../../../lambdas/shared/stream-batch.ts';
import { countingMeter, silentLog, silentMeter, unexpected } from '../../support/fakes.ts';
import { kinesisOf } from '../../support/kinesis.ts';

const inert = {
  decode: (payload: string) => payload,
  handle: unexpected('handle'),
  park: unexpected('park'),
  log: silentLog,
  meter: silentMeter,
};

describe('makeStreamConsumer', () => {
  it('hands over the events of a batch in order, each with where it came from', async () => {
    const seen: unknown[] = [];
    const consumer = makeStreamConsumer({
      ...inert,
      handle: async (events) => {
        seen.push(...events.map(({ event, shard, sequenceNumber, stream }) => [event, shard, sequenceNumber, stream]));
      },
    });

    expect(await consumer(kinesisOf(['a', 'b'], { shard: 'shardId-7', stream: 'facts' }))).toEqual({
      batchItemFailures: [],
    });
    expect(seen).toEqual([
      ['a', 'shardId-7', '1', 'facts'],
      ['b', 'shardId-7', '2', 'facts'],
    ]);
  });

  it('passes over events that are for somebody else', async () => {
    const consumer = makeStreamConsumer({ ...inert, decode: () => undefined });
    expect(await consumer(kinesisOf(['a']))).toEqual({ batchItemFailures: [] });
  });

  it('parks a record that cannot be decoded with its cause, and handles the rest', async () => {
    const parked: Parked[] = [];
    const handled: string[] = [];
    const meter = countingMeter();
    const consumer = makeStreamConsumer({
      ...inert,
      meter,
      decode: (payload) => {
        if (payload === 'bad') throw new PoisonRecord('not JSON');
        return payload;
      },
      handle: async (events) => {
        handled.push(...events.map(({ event }) => event));
      },
      park: async (record) => {
        parked.push(record);
      },
    });

    await consumer(kinesisOf(['a', 'bad', 'c']));
    expect(handled).toEqual(['a', 'c']);
    expect(parked).toEqual([expect.objectContaining({ cause: 'not JSON', sequenceNumber: '2', partitionKey: 'asha' })]);
    expect(Buffer.from(parked[0]?.data ?? '', 'base64').toString()).toBe('bad');
    expect(meter.counts).toMatchObject({ RecordsHandled: 2, RecordsPoisoned: 1 });
  });

  it('finds the one record that the handler can never take by halving the batch', async () => {
    const parked: string[] = [];
    const handled: string[] = [];
    const consumer = makeStreamConsumer({
      ...inert,
      handle: async (events) => {
        if (events.some(({ event }) => event === 'f')) throw new PoisonRecord('SQLState 22003');
        handled.push(...events.map(({ event }) => event));
      },
      park: async ({ sequenceNumber }) => {
        parked.push(sequenceNumber);
      },
    });

    await consumer(kinesisOf([...'abcdefg']));
    expect(handled).toEqual([...'abcdeg']);
    expect(parked).toEqual(['6']);
  });

  it('throws on a fault so that Lambda bisects and retries, and parks nothing', async () => {
    const meter = countingMeter();
    const consumer = makeStreamConsumer({
      ...inert,
      meter,
      handle: async () => {
        throw new Error('database away');
      },
    });

    await expect(consumer(kinesisOf(['a']))).rejects.toThrow('database away');
    expect(meter.counts).toEqual({ BatchesFailed: 1 });
  });

  it('throws when a poison record cannot be parked: it must not be lost', async () => {
    const consumer = makeStreamConsumer({
      ...inert,
      decode: () => {
        throw new PoisonRecord('not JSON');
      },
      park: async () => {
        throw new Error('bucket away');
      },
    });
    await expect(consumer(kinesisOf(['a']))).rejects.toThrow('bucket away');
  });
});

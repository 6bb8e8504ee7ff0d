import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StandIn } from '../../../local/services/call.ts';
import { startKinesis } from '../../../local/services/kinesis.ts';
import { startLibrary } from '../../../local/services/library-thread.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sangam-library-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function ask(kinesis: StandIn, operation: string, input: Readonly<Record<string, unknown>>, status = 200) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `Kinesis_20131202.${operation}`,
    'x-amz-date': '20261121T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/kinesis/aws4_request, SignedHeaders=host, Signature=b',
  };
  const body = Buffer.from(JSON.stringify(input));
  const answer = await kinesis.handle({
    service: 'kinesis',
    operation,
    method: 'POST',
    url: '/',
    headers,
    body,
    input,
  });
  expect(answer.status).toBe(status);
  return answer.body.length === 0 ? {} : JSON.parse(answer.body.toString());
}

async function recordsOf(kinesis: StandIn, StreamName: string): Promise<string[]> {
  const shard = { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' };
  const { ShardIterator } = await ask(kinesis, 'GetShardIterator', shard);
  const { Records } = await ask(kinesis, 'GetRecords', { ShardIterator });
  return Records.map(({ Data }: { Data: string }) => Buffer.from(Data, 'base64').toString());
}

it('keeps records over a restart, in their order, until their stream is deleted', async () => {
  const put = (text: string) => ({ PartitionKey: 'asha', Data: Buffer.from(text).toString('base64') });
  let kinesis = await startKinesis({ path: dir }, () => undefined);
  for (const StreamName of ['facts', 'facts-2']) await ask(kinesis, 'CreateStream', { StreamName, ShardCount: 1 });
  const long = 'नमस्ते '.repeat(3000);
  await ask(kinesis, 'PutRecords', { StreamName: 'facts', Records: [put('one'), put(long)] });
  await ask(kinesis, 'PutRecord', { StreamName: 'facts-2', ...put('other') });
  await kinesis.stop();

  kinesis = await startKinesis({ path: dir }, () => undefined);
  await ask(kinesis, 'PutRecord', { StreamName: 'facts', ...put('three') });
  expect(await recordsOf(kinesis, 'facts')).toEqual(['one', long, 'three']);
  await kinesis.stop();

  kinesis = await startKinesis({ path: dir }, () => undefined);
  await ask(kinesis, 'DeleteStream', { StreamName: 'facts' });
  expect(await ask(kinesis, 'ListStreams', {})).toMatchObject({ StreamNames: ['facts-2'] });
  await ask(kinesis, 'CreateStream', { StreamName: 'facts', ShardCount: 1 });
  expect(await recordsOf(kinesis, 'facts')).toEqual([]);
  expect(await recordsOf(kinesis, 'facts-2')).toEqual(['other']);
  await kinesis.stop();
});

it('reads a shard page by page, and a shard that was split to its end', async () => {
  const kinesis = await startKinesis({ path: dir }, () => undefined);
  await ask(kinesis, 'CreateStream', { StreamName: 'facts', ShardCount: 1 });
  const shard = { StreamName: 'facts', ShardId: 'shardId-000000000000' };
  const { ShardIterator } = await ask(kinesis, 'GetShardIterator', { ...shard, ShardIteratorType: 'LATEST' });
  const Records = ['a', 'b', 'c'].map((PartitionKey) => ({ PartitionKey, Data: 'eA==' }));
  const put = await ask(kinesis, 'PutRecords', { StreamName: 'facts', Records });

  const first = await ask(kinesis, 'GetRecords', { ShardIterator, Limit: 2 });
  const second = await ask(kinesis, 'GetRecords', { ShardIterator: first.NextShardIterator });
  expect([...first.Records, ...second.Records]).toEqual(
    Records.map((record, index) => ({
      ...record,
      ApproximateArrivalTimestamp: expect.any(Number),
      SequenceNumber: put.Records[index].SequenceNumber,
    })),
  );
  expect(second.Records).toHaveLength(1);
  const after = {
    ...shard,
    ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
    StartingSequenceNumber: put.Records[1].SequenceNumber,
  };
  const fromThird = await ask(kinesis, 'GetShardIterator', after);
  expect((await ask(kinesis, 'GetRecords', fromThird)).Records).toEqual(second.Records);

  const open = await ask(kinesis, 'GetRecords', { ShardIterator: second.NextShardIterator });
  expect(open).toEqual({ MillisBehindLatest: 0, NextShardIterator: expect.any(String), Records: [] });
  const split = { StreamName: 'facts', ShardToSplit: shard.ShardId, NewStartingHashKey: String(2n ** 127n) };
  await ask(kinesis, 'SplitShard', split);
  let { NextShardIterator } = open;
  for (let looks = 0; NextShardIterator !== undefined && looks < 20; looks++)
    ({ NextShardIterator } = await ask(kinesis, 'GetRecords', { ShardIterator: NextShardIterator }));
  expect(NextShardIterator).toBeUndefined();
  await kinesis.stop();
});

it('refuses iterators that it did not give, that are too old, and whose stream is gone', async () => {
  const kinesis = await startKinesis({ path: dir }, () => undefined);
  const iterator = (at: number) => Buffer.from(`${at}/facts/shardId-000000000000/${'4'.repeat(56)}`).toString('base64');
  const refusal = (ShardIterator: string, more = {}) => ask(kinesis, 'GetRecords', { ShardIterator, ...more }, 400);
  expect(await refusal('AAAA')).toMatchObject({ __type: 'InvalidArgumentException' });
  expect(await refusal(iterator(Date.now()), { Limit: 0 })).toMatchObject({ __type: 'ValidationException' });
  expect(await refusal(iterator(Date.now() - 300_001))).toMatchObject({ __type: 'ExpiredIteratorException' });
  expect(await refusal(iterator(Date.now()))).toMatchObject({ __type: 'ResourceNotFoundException' });
  await kinesis.stop();
});

it('does not start over data of a format that it cannot read', async () => {
  writeFileSync(join(dir, 'CURRENT'), 'MANIFEST-000001\n');
  await expect(startLibrary({ library: 'dynalite', path: dir })).rejects.toThrow('npm run reset');
});

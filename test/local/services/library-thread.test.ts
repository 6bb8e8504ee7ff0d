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

async function ask(kinesis: StandIn, operation: string, input: Readonly<Record<string, unknown>>) {
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
  expect(answer.status).toBe(200);
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
  let kinesis = await startKinesis(dir, () => undefined);
  for (const StreamName of ['facts', 'facts-2']) await ask(kinesis, 'CreateStream', { StreamName, ShardCount: 1 });
  const long = 'नमस्ते '.repeat(3000);
  await ask(kinesis, 'PutRecords', { StreamName: 'facts', Records: [put('one'), put(long)] });
  await ask(kinesis, 'PutRecord', { StreamName: 'facts-2', ...put('other') });
  await kinesis.stop();

  kinesis = await startKinesis(dir, () => undefined);
  await ask(kinesis, 'PutRecord', { StreamName: 'facts', ...put('three') });
  expect(await recordsOf(kinesis, 'facts')).toEqual(['one', long, 'three']);
  await kinesis.stop();

  kinesis = await startKinesis(dir, () => undefined);
  await ask(kinesis, 'DeleteStream', { StreamName: 'facts' });
  expect(await ask(kinesis, 'ListStreams', {})).toMatchObject({ StreamNames: ['facts-2'] });
  await ask(kinesis, 'CreateStream', { StreamName: 'facts', ShardCount: 1 });
  expect(await recordsOf(kinesis, 'facts')).toEqual([]);
  expect(await recordsOf(kinesis, 'facts-2')).toEqual(['other']);
  await kinesis.stop();
});

it('does not start over data of a format that it cannot read', async () => {
  writeFileSync(join(dir, 'CURRENT'), 'MANIFEST-000001\n');
  await expect(startLibrary({ library: 'dynalite', path: dir })).rejects.toThrow('npm run reset');
});

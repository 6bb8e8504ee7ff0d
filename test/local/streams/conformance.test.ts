import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { KinesisStreamEvent, SQSEvent } from 'aws-lambda';
import type { InvokeResult } from '../../../local/lambda/host.ts';
import { type JsonClient, makeJsonClient } from '../../../local/streams/json-call.ts';
import { startStreams } from '../../../local/streams/start-streams.ts';
import type { Mapping, Streams } from '../../../local/streams/types.ts';
import { until } from '../../support/until.ts';
import { accountId, region, type StandIns, startStandIns } from './stand-ins.ts';
import { failWith, succeed } from './world.ts';

let standIns: StandIns;
let kinesis: JsonClient;
let s3: S3Client;
let sqs: SQSClient;
let queueUrl = '';
beforeAll(async () => {
  standIns = await startStandIns();
  const options = { endpoint: standIns.endpoint, region, credentials: standIns.root };
  kinesis = makeJsonClient({ ...options, service: 'kinesis', targetPrefix: 'Kinesis_20131202' });
  s3 = new S3Client({ ...options, forcePathStyle: true });
  sqs = new SQSClient(options);
  await s3.send(new CreateBucketCommand({ Bucket: 'parked' }));
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'parked' }))).QueueUrl ?? '';
});
afterAll(async () => {
  kinesis.close();
  for (const client of [s3, sqs]) client.destroy();
  await standIns.stop();
});

const streamArn = (name: string): string => `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;
const allow = (Action: string | readonly string[], Resource: string) => ({ Effect: 'Allow', Action, Resource });
const readGrant = (name: string) =>
  allow(
    ['kinesis:DescribeStream', 'kinesis:ListShards', 'kinesis:GetShardIterator', 'kinesis:GetRecords'],
    streamArn(name),
  );
const parkGrant = [allow('s3:ListBucket', 'arn:aws:s3:::parked'), allow('s3:PutObject', 'arn:aws:s3:::parked/*')];

async function createStream(name: string, ShardCount = 2): Promise<void> {
  await kinesis.call('CreateStream', { StreamName: name, ShardCount });
}

async function put(StreamName: string, ...texts: readonly string[]): Promise<void> {
  const Records = texts.map((text, index) => ({
    PartitionKey: `customer-${index % 5}`,
    Data: Buffer.from(text).toString('base64'),
  }));
  await kinesis.call('PutRecords', { StreamName, Records });
}

/** Starts one mapping under a role of its own. */
async function start(
  name: string,
  options: {
    readonly statements?: readonly unknown[];
    readonly properties?: object;
    readonly handle?: (texts: readonly string[], event: KinesisStreamEvent) => InvokeResult;
  } = {},
): Promise<{
  readonly mapping: Mapping;
  readonly streams: Streams;
  readonly texts: string[];
  readonly logged: string[];
}> {
  const texts: string[] = [];
  const logged: string[] = [];
  const streams = startStreams({
    endpoint: standIns.endpoint,
    region,
    checkpointDir: join(standIns.folder, 'checkpoints'),
    wake: standIns.onPut,
    log: (event, details) => logged.push(`${event} ${String(details.cause ?? '')}`),
    invoke: async (_, event) => {
      const { Records } = event as KinesisStreamEvent;
      const batch = Records.map(({ kinesis: { data } }) => Buffer.from(data, 'base64').toString('utf8'));
      texts.push(...batch);
      return options.handle?.(batch, event as KinesisStreamEvent) ?? succeed;
    },
  });
  const mapping = await streams.startMapping({
    uuid: `mapping-${name}`,
    properties: {
      EventSourceArn: streamArn(name),
      FunctionName: 'consumer',
      StartingPosition: 'TRIM_HORIZON',
      ...options.properties,
    },
    credentials: standIns.keyOf(`role-${name}`, options.statements ?? [readGrant(name)]),
    roleArn: `arn:aws:iam::${accountId}:role/role-${name}`,
  });
  return { mapping, streams, texts, logged };
}

describe('pollers against the stand-ins', () => {
  it('deliver all records of all shards once and go on after a restart', async () => {
    await createStream('facts');
    const first = await start('facts', { properties: { ParallelizationFactor: 3, BatchSize: 7 } });
    const wanted = Array.from({ length: 300 }, (_, index) => String(index));
    await put('facts', ...wanted.slice(0, 150));
    await first.mapping.drained();
    await put('facts', ...wanted.slice(150, 299));
    await first.mapping.drained();
    await first.streams.stop();

    const second = await start('facts');
    await put('facts', '299');
    await second.mapping.drained();
    await second.streams.stop();

    expect([...first.texts, ...second.texts].sort()).toEqual([...wanted].sort());
    expect(second.texts).toEqual(['299']);
    expect(first.mapping.stats()).toMatchObject({ records: 299, failedInvocations: 0 });
  });

  it('read the children of a split shard after it', async () => {
    await createStream('split', 1);
    const { mapping, streams, texts } = await start('split');
    await put('split', 'before');
    await kinesis.call('SplitShard', {
      StreamName: 'split',
      ShardToSplit: 'shardId-000000000000',
      NewStartingHashKey: (2n ** 127n).toString(),
    });
    await until(async () => {
      const { StreamDescription } = (await kinesis.call('DescribeStream', { StreamName: 'split' })) as {
        StreamDescription: { StreamStatus: string; Shards: object[] };
      };
      return StreamDescription.StreamStatus === 'ACTIVE' && StreamDescription.Shards.length === 3;
    });
    await put('split', 'a', 'b', 'c', 'd');
    await mapping.drained();
    await streams.stop();

    expect(texts[0]).toBe('before');
    expect([...texts].sort()).toEqual(['a', 'b', 'before', 'c', 'd']);
  });

  it.each([
    ['s3', [...parkGrant]],
    ['sqs', [allow('sqs:SendMessage', `arn:aws:sqs:${region}:${accountId}:parked`)]],
  ])('park in %s what fails for good, with grants for that alone', async (service, statements) => {
    const name = `parked-in-${service}`;
    await createStream(name, 1);
    const Destination = service === 's3' ? 'arn:aws:s3:::parked' : `arn:aws:sqs:${region}:${accountId}:parked`;
    const { mapping, streams, texts } = await start(name, {
      statements: [readGrant(name), ...statements],
      properties: {
        MaximumRetryAttempts: 1,
        BisectBatchOnFunctionError: true,
        DestinationConfig: { OnFailure: { Destination } },
      },
      handle: (batch) => (batch.includes('bad') ? failWith('Error') : succeed),
    });
    await put(name, 'good', 'bad', 'fine');
    await mapping.drained();
    await streams.stop();

    const record = JSON.parse(await (service === 's3' ? onlyObject(name) : onlyMessage())) as Record<string, unknown>;
    expect(record).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetryAttemptsExhausted', functionArn: 'consumer' },
      KinesisBatchInfo: { batchSize: 1, streamArn: streamArn(name), shardId: 'shardId-000000000000' },
    });
    expect(typeof record.payload).toBe(service === 's3' ? 'string' : 'undefined');
    expect(new Set(texts)).toEqual(new Set(['good', 'bad', 'fine']));
    expect(mapping.stats()).toMatchObject({ records: 2, discardedRecords: 1, lostRecords: 0 });
  });

  it.each([
    ['DescribeStream', [], undefined],
    ['GetShardIterator', [allow(['kinesis:DescribeStream', 'kinesis:ListShards'], streamArn('refused'))], undefined],
    ['s3:ListBucket', [readGrant('refused'), allow('s3:PutObject', 'arn:aws:s3:::parked/*')], 'arn:aws:s3:::parked'],
  ])('do not start under a role without %s', async (action, statements, Destination) => {
    await createStream('refused').catch(() => undefined);
    const DestinationConfig = Destination === undefined ? undefined : { OnFailure: { Destination } };
    await expect(start('refused', { statements, properties: { DestinationConfig } })).rejects.toThrow(
      new RegExp(`the role of consumer cannot .*(${action})`),
    );
  });

  it('wait, and say why, when the role may not get records', async () => {
    await createStream('blind', 1);
    const statements = [
      allow(['kinesis:DescribeStream', 'kinesis:ListShards', 'kinesis:GetShardIterator'], streamArn('blind')),
    ];
    const { streams, texts, logged } = await start('blind', { statements });
    await put('blind', 'unseen');
    await until(() => logged.length >= 3);
    await streams.stop();

    expect(texts).toEqual([]);
    expect(logged[0]).toMatch(/^mapping\.read-failed .*kinesis:GetRecords/);
  });

  it('lose nothing while the stream throttles and breaks', async () => {
    await createStream('shaky');
    const { mapping, streams, texts } = await start('shaky');
    const rule = { service: 'kinesis', principal: 'role-shaky', probability: 0.3, times: 4 } as const;
    standIns.faults.inject({ ...rule, kind: 'throttle' });
    standIns.faults.inject({ ...rule, kind: 'away' });
    const wanted = Array.from({ length: 100 }, (_, index) => String(index));
    for (const text of wanted) await put('shaky', text);
    await mapping.drained();
    await streams.stop();
    standIns.faults.clear();

    expect(new Set(texts)).toEqual(new Set(wanted));
  });

  it('read a queue and leave it empty', async () => {
    const QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }))).QueueUrl;
    const arn = `arn:aws:sqs:${region}:${accountId}:orders`;
    const events: SQSEvent[] = [];
    const streams = startStreams({
      endpoint: standIns.endpoint,
      region,
      checkpointDir: join(standIns.folder, 'checkpoints'),
      log: () => undefined,
      invoke: async (_, event) => {
        events.push(event as SQSEvent);
        return succeed;
      },
    });
    const mapping = await streams.startMapping({
      uuid: 'orders',
      properties: { EventSourceArn: arn, FunctionName: 'consumer' },
      credentials: standIns.keyOf('orders-reader', [
        allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arn),
      ]),
      roleArn: `arn:aws:iam::${accountId}:role/orders-reader`,
    });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: 'one',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'order' } },
      }),
    );
    await mapping.drained();
    await streams.stop();

    expect(events.flatMap(({ Records }) => Records)).toMatchObject([
      {
        body: 'one',
        eventSource: 'aws:sqs',
        eventSourceARN: arn,
        awsRegion: region,
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: {
          kind: { stringValue: 'order', dataType: 'String', stringListValues: [], binaryListValues: [] },
        },
      },
    ]);
  });
});

async function onlyObject(name: string): Promise<string> {
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: 'parked', Prefix: `aws/lambda/mapping-${name}/` }),
  );
  expect(Contents).toHaveLength(1);
  const Key = Contents[0]?.Key;
  expect(Key).toMatch(/\/shardId-000000000000\/\d{4}\/\d\d\/\d\d\/\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d-[0-9a-f-]{36}$/);
  const object = await s3.send(new GetObjectCommand({ Bucket: 'parked', Key }));
  return (await object.Body?.transformToString()) ?? '';
}

async function onlyMessage(): Promise<string> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1 }));
  expect(Messages).toHaveLength(1);
  return Messages[0]?.Body ?? '';
}

import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { accountId, region, type ServicesUnderTest, startServicesUnderTest } from '../../support/services.ts';

let services: ServicesUnderTest;
const as = () => ({ ...services.config, credentials: services.root });

beforeAll(async () => {
  services = await startServicesUnderTest();
});

afterAll(() => services.drop());

describe('DynamoDB', () => {
  it('has a table as soon as it is created, with conditions on writes', async () => {
    const client = new DynamoDBClient(as());
    await client.send(
      new CreateTableCommand({
        TableName: 'things',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    const put = new PutItemCommand({
      TableName: 'things',
      Item: { id: { S: 'a' } },
      ConditionExpression: 'attribute_not_exists(id)',
    });
    await client.send(put);
    await expect(client.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });
});

describe('Kinesis', () => {
  it('takes on-demand streams and ARNs, over HTTP/2, and wakes who waits for records', async () => {
    const client = new KinesisClient(as());
    await client.send(new CreateStreamCommand({ StreamName: 'facts', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }));
    const woken: string[] = [];
    const stopWaking = services.onPut('facts', (shardId) => woken.push(shardId));
    const StreamARN = `arn:aws:kinesis:${region}:${accountId}:stream/facts`;
    await client.send(
      new PutRecordsCommand({ StreamARN, Records: [{ PartitionKey: 'asha', Data: Buffer.from('hello') }] }),
    );
    stopWaking();

    const { Shards = [] } = await client.send(new ListShardsCommand({ StreamARN }));
    expect(Shards).toHaveLength(4);
    const read = await Promise.all(
      Shards.map(async ({ ShardId }) => {
        const { ShardIterator } = await client.send(
          new GetShardIteratorCommand({ StreamARN, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
        );
        const { Records = [] } = await client.send(new GetRecordsCommand({ StreamARN, ShardIterator }));
        return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
      }),
    );
    expect(read.flat()).toEqual(['hello']);
    expect(woken).toEqual([Shards[read.findIndex((records) => records.length > 0)]?.ShardId]);
  });
});

describe('S3', () => {
  it('keeps objects and honours If-None-Match', async () => {
    const client = new S3Client(as());
    await client.send(new CreateBucketCommand({ Bucket: 'box' }));
    const put = new PutObjectCommand({ Bucket: 'box', Key: 'a/b c.txt', Body: 'hello', IfNoneMatch: '*' });
    await client.send(put);
    await expect(client.send(put)).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'box', Key: 'a/b c.txt' }));
    expect(await Body?.transformToString()).toBe('hello');
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: 'box', Prefix: 'a/' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['a/b c.txt']);
  });
});

describe('SQS', () => {
  it('delivers what was sent', async () => {
    const client = new SQSClient(as());
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'line' }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['hello']);
  });
});

describe('Secrets Manager', () => {
  it('gives a secret by name and by ARN', async () => {
    const client = new SecretsManagerClient(as());
    const { ARN } = await client.send(new CreateSecretCommand({ Name: 'pass', SecretString: 'word' }));
    expect(ARN).toMatch(/^arn:aws:secretsmanager:ap-south-1:000000000000:secret:pass-[0-9a-f]{6}$/);
    for (const SecretId of ['pass', ARN])
      expect(await client.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({ SecretString: 'word' });
    await expect(client.send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('the endpoint', () => {
  it('refuses keys it did not give', async () => {
    const client = new DynamoDBClient({
      ...services.config,
      credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' },
    });
    await expect(
      client.send(new GetItemCommand({ TableName: 'things', Key: { id: { S: 'a' } } })),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('names a service that it does not have', async () => {
    const answer = await fetch(services.endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${services.root.accessKeyId}/20261101/x/sns/aws4_request`,
      },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ message: 'Service sns has no stand-in on the laptop.' });
  });

  it('keeps what it holds over a restart', async () => {
    services = await services.again();
    const table = new DynamoDBClient(as());
    const kept = await table.send(new GetItemCommand({ TableName: 'things', Key: { id: { S: 'a' } } }));
    expect(kept.Item).toEqual({ id: { S: 'a' } });
    const { Body } = await new S3Client(as()).send(new GetObjectCommand({ Bucket: 'box', Key: 'a/b c.txt' }));
    expect(await Body?.transformToString()).toBe('hello');
    const { Shards } = await new KinesisClient(as()).send(new ListShardsCommand({ StreamName: 'facts' }));
    expect(Shards).toHaveLength(4);
    expect(await new SecretsManagerClient(as()).send(new GetSecretValueCommand({ SecretId: 'pass' }))).toMatchObject({
      SecretString: 'word',
    });
  });
});

describe('faults', () => {
  const item = (id: string) => ({ PutRequest: { Item: { id: { S: id } } } });
  const write = (client: DynamoDBClient) =>
    client.send(new BatchWriteItemCommand({ RequestItems: { things: ['a', 'b', 'c', 'd', 'e', 'f'].map(item) } }));
  const worker = () =>
    new DynamoDBClient({
      ...services.config,
      credentials: services.addPrincipal({
        name: 'worker',
        role: 'worker-role',
        statements: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }],
      }),
    });

  afterEach(() => services.faults.clear());

  it('speaks the word of the service for too many requests', async () => {
    services.faults.inject({ service: 'dynamodb', kind: 'throttle', times: 1 });
    const client = worker();
    await expect(write(client)).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
    expect(await write(client)).toMatchObject({ UnprocessedItems: {} });
  });

  it('gives back a part of a batch', async () => {
    services.faults.inject({ operation: 'BatchWriteItem', kind: 'partial' });
    const { UnprocessedItems } = await write(worker());
    const left = UnprocessedItems?.things?.length ?? 0;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(6);
  });

  it('kills the worker whose answer never comes', async () => {
    services.faults.inject({ principal: 'worker', kind: 'crash', when: 'during' });
    await expect(write(worker())).rejects.toThrow();
    expect(services.crashed).toEqual(['worker']);
  });

  it('leaves root alone', async () => {
    services.faults.inject({ kind: 'away' });
    expect(await write(new DynamoDBClient(as()))).toMatchObject({ UnprocessedItems: {} });
  });
});

import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateStreamCommand, KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ServicesUnderTest, startServicesUnderTest } from '../../support/services.ts';

let services: ServicesUnderTest;

const table = 'arn:aws:dynamodb:ap-south-1:000000000000:table/things';
const stream = 'arn:aws:kinesis:ap-south-1:000000000000:stream/facts';
const key = 'arn:aws:kms:ap-south-1:000000000000:key/1';
const as = (...statements: object[]) => ({
  ...services.config,
  credentials: services.addPrincipal({ name: 'Collect', role: 'collect-role', statements }),
});
const allow = (Action: string | string[], Resource: string) => ({ Effect: 'Allow', Action, Resource });

beforeAll(async () => {
  services = await startServicesUnderTest();
  const root = { ...services.config, credentials: services.root };
  await new DynamoDBClient(root).send(
    new CreateTableCommand({
      TableName: 'things',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await new KinesisClient(root).send(new CreateStreamCommand({ StreamName: 'facts', ShardCount: 1 }));
  await new S3Client(root).send(new CreateBucketCommand({ Bucket: 'box' }));
  services.protect(stream, key);
});

afterAll(() => services.drop());

it('refuses what the role does not allow, in the words of AWS, and says so in the log', async () => {
  const client = new DynamoDBClient(as(allow('dynamodb:GetItem', table)));
  await client.send(new GetItemCommand({ TableName: 'things', Key: { id: { S: 'a' } } }));
  await expect(
    client.send(new PutItemCommand({ TableName: 'things', Item: { id: { S: 'a' } } })),
  ).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: arn:aws:sts::000000000000:assumed-role/collect-role/Collect is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
  });
  expect(services.lines).toContainEqual(
    expect.objectContaining({ event: 'call.refused', principal: 'Collect', call: 'dynamodb:PutItem' }),
  );
});

it('asks for the key of what lies under one', async () => {
  const put = new PutRecordsCommand({
    StreamName: 'facts',
    Records: [{ PartitionKey: 'asha', Data: Buffer.from('x') }],
  });
  const without = new KinesisClient(as(allow('kinesis:PutRecords', stream)));
  await expect(without.send(put)).rejects.toThrow(`kms:GenerateDataKey on resource: ${key}`);
  const viaKinesis = { StringEquals: { 'kms:ViaService': 'kinesis.ap-south-1.amazonaws.com' } };
  const keyed = { ...allow(['kms:GenerateDataKey*', 'kms:Decrypt'], key), Condition: viaKinesis };
  expect(await new KinesisClient(as(allow('kinesis:PutRecords', stream), keyed)).send(put)).toMatchObject({
    FailedRecordCount: 0,
  });
});

it('tells objects by their prefix', async () => {
  const client = new S3Client(as(allow('s3:PutObject', 'arn:aws:s3:::box/poison/collect/*')));
  await client.send(new PutObjectCommand({ Bucket: 'box', Key: 'poison/collect/1.json', Body: '{}' }));
  for (const command of [
    new PutObjectCommand({ Bucket: 'box', Key: 'poison/other/1.json', Body: '{}' }),
    new GetObjectCommand({ Bucket: 'box', Key: 'poison/collect/1.json' }),
  ])
    await expect(client.send(command as PutObjectCommand)).rejects.toMatchObject({ name: 'AccessDenied' });
});

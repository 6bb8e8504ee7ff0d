import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as kinesis from '@aws-sdk/client-kinesis';
import * as rdsData from '@aws-sdk/client-rds-data';
import * as documents from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as leanDynamodb from '../../../lib/bundle/substitutes/dynamodb.ts';
import * as leanDocuments from '../../../lib/bundle/substitutes/dynamodb-documents.ts';
import * as leanKinesis from '../../../lib/bundle/substitutes/kinesis.ts';
import * as leanRdsData from '../../../lib/bundle/substitutes/rds-data.ts';

/** `hang-up`: the connection ends without an answer; `cut`: in the middle of one. */
type Scripted = { readonly status: number; readonly body: string; readonly errorType?: string } | 'hang-up' | 'cut';
type Heard = { readonly method?: string; readonly url?: string; readonly headers: object; readonly body: unknown };

let server: Server;
let heard: Heard[] = [];
let script: Scripted[] = [];
const environment = { ...process.env };

const comparable = (headers: IncomingHttpHeaders) => ({
  type: headers['content-type'],
  target: headers['x-amz-target'],
  token: headers['x-amz-security-token'],
  signer: /Credential=[^/]*\/\d{8}\/(.*?),/.exec(headers.authorization ?? '')?.[1],
});

beforeEach(async () => {
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { method, url, headers } = request;
    heard.push({ method, url, headers: comparable(headers), body: JSON.parse(Buffer.concat(pieces).toString()) });
    const answer = script.shift() ?? { status: 200, body: '{}' };
    if (answer === 'hang-up') return void request.socket.destroy();
    if (answer === 'cut') {
      response.writeHead(200, { 'content-length': 100 }).write('{');
      return void setImmediate(() => request.socket.destroy());
    }
    const { status, body, errorType } = answer;
    response.writeHead(status, errorType === undefined ? {} : { 'x-amzn-errortype': errorType }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_REGION: 'ap-south-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  // Retries wait a random part of their delay.
  jest.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

type Client = { readonly destroy: () => void };
type Call = (libraries: typeof whole) => { readonly client: Client; readonly sent: Promise<unknown> };

const whole = { dynamodb, documents, kinesis, rdsData };
// The names and shapes that functions use; what is left out of them does not compile into a bundle.
const lean = {
  dynamodb: leanDynamodb,
  documents: leanDocuments,
  kinesis: leanKinesis,
  rdsData: leanRdsData,
} as unknown as typeof whole;

/** What was asked, and what came of it, by one of the two. */
async function outcomeOf(call: Call, libraries: typeof whole, answers: readonly Scripted[]) {
  heard = [];
  script = [...answers];
  const { client, sent } = call(libraries);
  try {
    const { $metadata, ...output } = (await sent) as { $metadata: { httpStatusCode: number } };
    return { heard, output, status: $metadata.httpStatusCode };
  } catch (error) {
    const { name, message, code, $fault, $metadata } = error as Error & {
      readonly code?: string;
      readonly $fault?: string;
      readonly $metadata?: { readonly httpStatusCode?: number };
    };
    const isKnown = error instanceof libraries.dynamodb.ConditionalCheckFailedException;
    return { heard, error: { name, message, code, $fault, status: $metadata?.httpStatusCode, isKnown } };
  } finally {
    client.destroy();
  }
}

async function expectTheSame(call: Call, answers: readonly Scripted[] = []) {
  const byTheSdk = await outcomeOf(call, whole, answers);
  const byUs = await outcomeOf(call, lean, answers);
  expect(byUs).toEqual(byTheSdk);
  return byUs;
}

const document =
  (make: (from: typeof documents) => unknown, config?: documents.TranslateConfig, client = {}): Call =>
  ({ dynamodb: { DynamoDBClient }, documents: from }) => {
    const base = new DynamoDBClient(client);
    const sender = from.DynamoDBDocumentClient.from(base, config) as unknown as Sender;
    return { client: base, sent: sender.send(make(from)) };
  };
type Sender = { readonly send: (command: unknown) => Promise<unknown> };

const get: Call = document(({ GetCommand }) => new GetCommand({ TableName: 't', Key: { id: 'a' } }));
const put: Call = ({ kinesis: { KinesisClient, PutRecordsCommand } }) => {
  const client = new KinesisClient(kinesisOver1);
  const Records = [{ PartitionKey: 'किसान', Data: Buffer.from('xx{"a":"é"}').subarray(2) }];
  return { client, sent: client.send(new PutRecordsCommand({ StreamName: 's', Records })) };
};
const { NodeHttpHandler } = await import('@smithy/node-http-handler');
const kinesisOver1 = {
  get requestHandler() {
    return new NodeHttpHandler();
  },
};
const execute: Call = ({ rdsData: { RDSDataClient, ExecuteStatementCommand } }) => {
  const client = new RDSDataClient({});
  const target = { resourceArn: 'arn:aws:rds:ap-south-1:123456789012:cluster:a', secretArn: 's', database: 'd' };
  const parameters = [
    { name: 'a', value: { longValue: 1 } },
    { name: 'b', value: { isNull: true as const } },
    { name: 'c', value: { stringValue: '{"é":1}' }, typeHint: 'JSON' as const },
  ];
  const sql = 'select :a, :b, :c';
  return {
    client,
    sent: client.send(new ExecuteStatementCommand({ ...target, sql, parameters, formatRecordsAs: 'JSON' })),
  };
};

const item = {
  S: 'x',
  n: 1.5,
  big: 12n,
  yes: true,
  no: null,
  list: ['a', 1, { deep: [] }],
  map: { '': '' },
  gone: undefined,
};

describe('what functions ask in place of the SDK', () => {
  it.each<[string, Call]>([
    ['reads of an item', get],
    ['records', put],
    ['statements', execute],
    [
      'items',
      document(
        ({ PutCommand }) =>
          new PutCommand({
            TableName: 't',
            Item: item,
            ConditionExpression: '#a < :a',
            ExpressionAttributeNames: { '#a': 'a' },
            ExpressionAttributeValues: { ':a': 3, ':none': undefined },
          }),
      ),
    ],
    [
      'changes',
      document(
        ({ UpdateCommand }) =>
          new UpdateCommand({
            TableName: 't',
            Key: { id: 'a', at: 1 },
            UpdateExpression: 'SET a = :a',
            ExpressionAttributeValues: { ':a': { b: [undefined, 1], c: undefined } },
          }),
        { marshallOptions: { removeUndefinedValues: true } },
      ),
    ],
    ['removals', document(({ DeleteCommand }) => new DeleteCommand({ TableName: 't', Key: { id: 'a' } }))],
    [
      'scans',
      document(
        ({ ScanCommand }) => new ScanCommand({ TableName: 't', ExclusiveStartKey: { id: 'a' }, Limit: undefined }),
      ),
    ],
    [
      'queries',
      document(
        ({ QueryCommand }) =>
          new QueryCommand({
            TableName: 't',
            KeyConditionExpression: 'a = :a',
            ExpressionAttributeValues: { ':a': 'x' },
          }),
      ),
    ],
    [
      'many items',
      document(
        ({ BatchGetCommand }) => new BatchGetCommand({ RequestItems: { t: { Keys: [{ id: 'a' }, { id: 2 }] } } }),
      ),
    ],
    [
      'rows',
      ({ dynamodb: { DynamoDBClient, BatchWriteItemCommand } }) => {
        const client = new DynamoDBClient({});
        const RequestItems = { t: [{ PutRequest: { Item: { id: { S: 'é' }, n: { N: '1' } } } }] };
        return { client, sent: client.send(new BatchWriteItemCommand({ RequestItems })) };
      },
    ],
    [
      'the start of a transaction',
      ({ rdsData: { RDSDataClient, BeginTransactionCommand } }) => {
        const client = new RDSDataClient({});
        return { client, sent: client.send(new BeginTransactionCommand({ resourceArn: 'r', secretArn: 's' })) };
      },
    ],
    ...(['Commit', 'Rollback'] as const).map((verb): [string, Call] => [
      `its ${verb}`,
      ({ rdsData: { RDSDataClient, ...from } }) => {
        const client = new RDSDataClient({});
        const Command = from[`${verb}TransactionCommand`] as typeof rdsData.CommitTransactionCommand;
        const command = new Command({ resourceArn: 'r', secretArn: 's', transactionId: 'i' });
        return { client, sent: (client as Sender).send(command) };
      },
    ]),
  ])('is the same: %s', async (_, call) => {
    expect((await expectTheSame(call)).heard).toHaveLength(1);
  });

  it('is signed as the SDK signs', async () => {
    const { heard: asked } = await expectTheSame(execute);
    expect(asked[0]?.headers).toMatchObject({ signer: 'ap-south-1/rds-data/aws4_request', token: 'session' });
  });
});

const failed = (status: number, __type: string, more: object = {}) => ({
  status,
  body: JSON.stringify({ __type, ...more }),
});

describe('what functions hear in place of the SDK', () => {
  const attributes = {
    id: { S: 'a' },
    n: { N: '1.5' },
    list: { L: [{ BOOL: false }, { NULL: true }, { M: { deep: { L: [] } } }] },
  };

  it.each<[string, Call, object]>([
    ['an item', get, { Item: attributes }],
    ['no item', get, {}],
    [
      'items and where they go on',
      get,
      { Items: [attributes, attributes], LastEvaluatedKey: { id: { S: 'b' } }, Count: 2 },
    ],
    [
      'items of tables',
      get,
      { Responses: { t: [attributes] }, UnprocessedKeys: { t: { Keys: [{ id: { S: 'b' } }] } } },
    ],
    ['records', put, { FailedRecordCount: 1, Records: [{ ErrorCode: 'Slow' }, { SequenceNumber: '1', ShardId: 's' }] }],
    ['rows', execute, { formattedRecords: '[{"a":1}]', numberOfRecordsUpdated: 0 }],
  ])('is the same: %s', async (name, call, answer) => {
    // The SDK keeps only members that the operation has.
    const of: Call =
      {
        'items and where they go on': document(({ QueryCommand }) => new QueryCommand({ TableName: 't' })),
        'items of tables': document(
          ({ BatchGetCommand }) => new BatchGetCommand({ RequestItems: { t: { Keys: [] } } }),
        ),
      }[name] ?? call;
    expect(await expectTheSame(of, [{ status: 200, body: JSON.stringify(answer) }])).toHaveProperty('output');
  });

  it.each<[string, Call, Scripted[], number]>([
    [
      'a condition that does not hold',
      get,
      [failed(400, 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', { message: 'no' })],
      1,
    ],
    ["an error that is nobody's", get, [failed(400, 'a.b#NewException', { Message: 'new' })], 1],
    [
      'one of the database',
      execute,
      [{ status: 400, errorType: 'BadRequestException:http://x/', body: '{"message":"ERROR: no; SQLState: 42601"}' }],
      1,
    ],
    ['an answer that is cut off', put, ['cut'], 2],
    ['a connection that ends', execute, ['hang-up', 'hang-up'], 3],
    ['too much at once', get, [failed(400, 'ProvisionedThroughputExceededException', { message: 'slow' })], 2],
    [
      'a service that fails for long',
      get,
      Array<Scripted>(9).fill(failed(500, 'InternalServerError', { message: 'oh' })),
      4,
    ],
    ['one that fails for long', put, Array<Scripted>(9).fill(failed(503, 'ServiceUnavailable', { message: 'oh' })), 3],
    [
      'a client that does not ask again',
      document(({ GetCommand }) => new GetCommand({ TableName: 't', Key: { id: 'a' } }), {}, { maxAttempts: 1 }),
      [failed(500, 'InternalServerError', { message: 'oh' })],
      1,
    ],
  ])('is the same, asked as often: %s', async (_, call, answers, times) => {
    expect((await expectTheSame(call, answers)).heard).toHaveLength(times);
  });
});

it('names a connection that ends too often as the SDK does', async () => {
  const answers = Array<Scripted>(9).fill('hang-up');
  const byTheSdk = await outcomeOf(put, whole, answers);
  // The SDK wraps errors of another realm, and each test file of Jest is one.
  expect(byTheSdk.error?.message).toContain('TimeoutError: socket hang up');
  const byUs = await outcomeOf(put, lean, answers);
  expect(byUs).toMatchObject({ error: { name: 'TimeoutError', code: 'ECONNRESET', message: 'socket hang up' } });
  expect(byUs.heard).toEqual(byTheSdk.heard);
});

describe('what no function may send', () => {
  it.each<[string, unknown]>([
    ['undefined within', { list: [undefined] }],
    ['a number that would be rounded', 2 ** 60],
    ['no number', Number.NaN],
    ['an object of a class', new Date(0)],
  ])('stops before it is sent: %s', async (_, value) => {
    const call = document(({ PutCommand }) => new PutCommand({ TableName: 't', Item: { value } }));
    expect(await outcomeOf(call, lean, [])).toMatchObject({ heard: [], error: { name: 'Error' } });
    expect(await outcomeOf(call, whole, [])).toMatchObject({ heard: [], error: { name: 'Error' } });
  });

  it('stops where the environment has no credentials', () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    expect(() => new leanDynamodb.DynamoDBClient()).toThrow('no credentials');
  });
});

import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleAll } from '../../../lib/bundle/bundle.ts';
import { root } from '../../support/root.ts';

const calls: Readonly<Record<string, { readonly from: string; readonly call: string }>> = {
  DynamoDBClient: { from: 'dynamodb', call: "GetItemCommand({ TableName: 'sms', Key: { id: { S: '1' } } })" },
  KinesisClient: {
    from: 'kinesis',
    call: "PutRecordCommand({ StreamName: 'sms', PartitionKey: '1', Data: Buffer.from('{}') })",
  },
  PinpointClient: {
    from: 'pinpoint',
    call: "SendMessagesCommand({ ApplicationId: 'app', MessageRequest: { MessageConfiguration: { SMSMessage: { Body: 'नमस्ते' } } } })",
  },
  PinpointSMSVoiceV2Client: {
    from: 'pinpoint-sms-voice-v2',
    call: "SendTextMessageCommand({ DestinationPhoneNumber: '+910000000000', MessageBody: 'hello' })",
  },
  RDSDataClient: {
    from: 'rds-data',
    call: "ExecuteStatementCommand({ resourceArn: 'arn:aws:rds:ap-south-1:123456789012:cluster:a', secretArn: 's', sql: 'select :a', parameters: [{ name: 'a', value: { longValue: 1 } }] })",
  },
  SecretsManagerClient: { from: 'secrets-manager', call: "GetSecretValueCommand({ SecretId: 'bank' })" },
  SESv2Client: {
    from: 'sesv2',
    call: "SendEmailCommand({ FromEmailAddress: 'a@example.com', Content: { Simple: { Subject: { Data: 'hi' }, Body: { Text: { Data: 'ho' } } } } })",
  },
  SQSClient: { from: 'sqs', call: "GetQueueUrlCommand({ QueueName: 'a' })" },
};

/** One function that calls every service. HTTP/1.1 for all, as our Kinesis clients have it. */
const source = [
  "import { NodeHttpHandler } from '@smithy/node-http-handler';",
  ...Object.entries(calls).map(
    ([client, { from, call }]) => `import { ${client}, ${call.split('(')[0]} } from '@aws-sdk/client-${from}';`,
  ),
  'export const handler = async () => {',
  '  const config = { maxAttempts: 2, retryMode: "standard", requestHandler: new NodeHttpHandler() };',
  ...Object.entries(calls).map(([client, { call }]) => `  await new ${client}(config).send(new ${call});`),
  '};',
].join('\n');

type Sent = { readonly method?: string; readonly url?: string; readonly headers: IncomingHttpHeaders; body: string };
let server: Server;
let sent: Sent[] = [];
const environment = { ...process.env };

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { method, url, headers } = request;
    sent.push({ method, url, headers: comparable(headers), body: Buffer.concat(pieces).toString('utf8') });
    // Every first attempt fails, so that retries are seen as well.
    const again = /attempt=1/.test(String(headers['amz-sdk-request']));
    response.writeHead(again ? 500 : 200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_REGION: 'ap-south-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});

afterAll(async () => {
  process.env = environment;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** What differs from one call to the next left out, and the versions: the libraries' CommonJS was built with the last. */
function comparable({ 'amz-sdk-invocation-id': _, 'x-amz-date': __, ...headers }: IncomingHttpHeaders) {
  const varying = /Signature=\w+|(?<=\/)\d{8}(?=\/)|ttl=\w+; |(?<=[#/])3\.\d+\.\d+/g;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value).replace(varying, '')]));
}

async function requestsOf(file: string): Promise<readonly Sent[]> {
  sent = [];
  const { handler } = (await import(file)) as { handler: () => Promise<void> };
  await handler();
  return sent;
}

it('a bundle asks services for the same as the libraries do that it was made from', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-requests-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'lambdas/platform/call'), { recursive: true });
  writeFileSync(join(folder, 'lambdas/platform/call/index.ts'), source);
  await bundleAll(folder);
  const whole = await requestsOf(join(folder, 'lambdas/platform/call/index.ts'));
  const lean = await requestsOf(join(folder, 'dist/lambdas/platform/call/index.mjs'));
  expect(whole).toHaveLength(2 * Object.keys(calls).length);
  expect(lean).toEqual(whole);
}, 60_000);

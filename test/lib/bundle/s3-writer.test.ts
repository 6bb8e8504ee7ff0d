import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '../../../lib/bundle/substitutes/s3-writer.ts';

type Heard = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

let server: Server;
let heard: Heard[];
let answers: { status: number; body: string }[];
const environment = { ...process.env };

beforeEach(async () => {
  heard = [];
  answers = [];
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { method = '', url = '', headers } = request;
    heard.push({ method, url, headers, body: Buffer.concat(pieces).toString('utf8') });
    const { status, body } = answers.shift() ?? { status: 200, body: '' };
    response.writeHead(status, { etag: '"1"', 'content-range': 'bytes 0-14/99' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    AWS_REGION: 'ap-south-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  });
});

afterEach(async () => {
  process.env = { ...environment };
  await new Promise((resolve) => server.close(resolve));
});

async function sent(command: PutObjectCommand | GetObjectCommand | DeleteObjectCommand): Promise<void> {
  const client = new S3Client();
  try {
    await client.send(command);
  } finally {
    client.destroy();
  }
}

/** The Authorization header that AWS expects (Signature Version 4), worked out a second time from what arrived. */
function signatureOf(method: string, url: string, headers: IncomingHttpHeaders, secret: string): string {
  const [, signedHeaders = ''] = /SignedHeaders=([^,]*)/.exec(String(headers.authorization)) ?? [];
  const canonical = [
    method,
    url,
    '',
    ...signedHeaders.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    signedHeaders,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const time = String(headers['x-amz-date']);
  const scope = [time.slice(0, 8), 'ap-south-1', 's3', 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), createHash('sha256').update(canonical).digest('hex')];
  const key = scope.reduce<string | Buffer>(
    (made, part) => createHmac('sha256', made).update(part).digest(),
    `AWS4${secret}`,
  );
  const signature = createHmac('sha256', key).update(toSign.join('\n')).digest('hex');
  return `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope.join('/')}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

const failure = (status: number, code: string) => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No such luck</Message></Error>`,
});
const note = { Bucket: 'parked', Key: 'poison/store-sms/shard 1/49.json', Body: '{"cause":"é"}' };

it('puts an object under its escaped key, with the hash of its body signed', async () => {
  await sent(new PutObjectCommand({ ...note, ContentType: 'application/json', ContentEncoding: 'gzip' }));
  expect(heard).toHaveLength(1);
  const [{ method, url, headers, body } = { headers: {} as IncomingHttpHeaders, method: '', url: '', body: '' }] =
    heard;
  expect([method, url, body]).toEqual(['PUT', '/parked/poison/store-sms/shard%201/49.json', note.Body]);
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'content-length': '14',
    'x-amz-security-token': 'session',
    'x-amz-content-sha256': createHash('sha256').update(note.Body).digest('hex'),
    authorization: signatureOf(method, url, headers, 'secret'),
  });
  expect(headers.authorization).toMatch(/SignedHeaders=[^,]*\bhost;[^,]*x-amz-content-sha256;x-amz-date/);
});

it('deletes an object', async () => {
  await sent(new DeleteObjectCommand({ Bucket: 'archive', Key: 'events/a' }));
  expect(heard.map(({ method, url }) => [method, url])).toEqual([['DELETE', '/archive/events/a']]);
});

it('tries again what may pass, three times in all', async () => {
  answers = [failure(503, 'SlowDown'), failure(500, 'InternalError')];
  await sent(new PutObjectCommand(note));
  expect(heard).toHaveLength(3);

  answers = [1, 2, 3, 4].map(() => failure(503, 'SlowDown'));
  await expect(sent(new PutObjectCommand(note))).rejects.toMatchObject({ name: 'SlowDown', message: 'No such luck' });
  expect(heard).toHaveLength(6);
});

it('does not repeat a refusal, and names it as S3 does', async () => {
  answers = [failure(403, 'AccessDenied')];
  await expect(sent(new PutObjectCommand(note))).rejects.toMatchObject({
    name: 'AccessDenied',
    $metadata: { httpStatusCode: 403 },
  });
  expect(heard).toHaveLength(1);
});

it('fails when nobody answers', async () => {
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
  await expect(sent(new PutObjectCommand(note))).rejects.toThrow('ECONNREFUSED');
});

it('refuses a parameter that it would otherwise ignore', () => {
  expect(() => new PutObjectCommand({ ...note, IfNoneMatch: '*' })).toThrow('IfNoneMatch is not known');
});

it('hands over an object as it flows, and tells which content it is', async () => {
  answers = [failure(503, 'SlowDown'), { status: 206, body: 'reference,payee' }];
  const client = new S3Client();
  const { Body, ETag, ContentRange } = (await client.send(
    new GetObjectCommand({ Bucket: 'reports', Key: 'payouts/a', Range: 'bytes=0-14' }),
  )) as { Body: Readable; ETag: string; ContentRange: string };
  const pieces: Buffer[] = [];
  for await (const piece of Body) pieces.push(piece);
  client.destroy();
  expect(Buffer.concat(pieces).toString()).toBe('reference,payee');
  expect([ETag, ContentRange]).toEqual(['"1"', 'bytes 0-14/99']);
  expect(heard.map(({ method, headers }) => [method, headers.range])).toEqual([
    ['GET', 'bytes=0-14'],
    ['GET', 'bytes=0-14'],
  ]);
});

it('names what S3 has against reading', async () => {
  answers = [failure(404, 'NoSuchKey')];
  await expect(sent(new GetObjectCommand({ Bucket: 'reports', Key: 'payouts/a' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
  });
});

it('puts a stream of a known length as it flows, once', async () => {
  const flowing = () =>
    new PutObjectCommand({
      Bucket: 'reports',
      Key: 'payouts/a',
      Body: Readable.from([Buffer.from('line,'), Buffer.from('status')]),
      ContentLength: 11,
    });
  await sent(flowing());
  const [{ method, url, headers, body } = { headers: {} as IncomingHttpHeaders, method: '', url: '', body: '' }] =
    heard;
  expect(body).toBe('line,status');
  expect(headers).toMatchObject({
    'content-length': '11',
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    authorization: signatureOf(method, url, headers, 'secret'),
  });
  answers = [failure(503, 'SlowDown')];
  await expect(sent(flowing())).rejects.toMatchObject({ name: 'SlowDown' });
  expect(heard).toHaveLength(2);
});

import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { type SignedPosts, signedPosts } from '../../../lib/bundle/substitutes/signed-post.ts';

type Heard = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly port: number | undefined };

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
let server: Server;
let heard: Heard[];
let posts: SignedPosts;
let answers: boolean;

const postsWith = (more: object = {}): SignedPosts => {
  const endpoint = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return signedPosts({ endpoint, region: 'ap-south-1', service: 'rds-data', credentials, ...more });
};

beforeEach(async () => {
  heard = [];
  answers = true;
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    heard.push({
      headers: request.headers,
      body: Buffer.concat(pieces).toString(),
      port: request.socket.remotePort,
    });
    if (answers) response.end('{"é":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  posts = postsWith();
});

afterEach(async () => {
  posts.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** The Authorization header that the SDK's signer gives to what arrived. */
async function signatureOf({ headers, body }: Heard, path: string, sessionToken?: string): Promise<string | undefined> {
  const [, names = ''] = /SignedHeaders=([^,]*)/.exec(headers.authorization ?? '') ?? [];
  const signed = Object.fromEntries(names.split(';').map((name) => [name, String(headers[name])]));
  const [, year, month, day, hour, minute, second] =
    /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(String(headers['x-amz-date'])) ?? [];
  const signer = new SignatureV4({
    service: 'rds-data',
    region: 'ap-south-1',
    credentials: { ...credentials, ...(sessionToken !== undefined && { sessionToken }) },
    sha256: Sha256,
    applyChecksum: false,
  });
  const { 'x-amz-date': _, 'x-amz-security-token': __, ...given } = signed;
  const request = new HttpRequest({ method: 'POST', hostname: '127.0.0.1', path, headers: given, body });
  const signingDate = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return (await signer.sign(request, { signingDate })).headers.authorization;
}

const type = { 'content-type': 'application/json' };

describe('a signed request', () => {
  it('has the signature of the SDK', async () => {
    await posts.post('/Execute', type, '{"sql":"select \'é\'"}');
    const [first] = heard;
    if (first === undefined) throw new Error('nothing was sent');
    expect(first.headers.authorization).toBe(await signatureOf(first, '/Execute'));
  });

  it('has it with a session and a header that sorts after it', async () => {
    posts = postsWith({ credentials: { ...credentials, sessionToken: 'session' } });
    await posts.post('/', { ...type, 'x-amz-target': 'Kinesis_20131202.PutRecords' }, '{}');
    const [first] = heard;
    if (first === undefined) throw new Error('nothing was sent');
    expect(first.headers['x-amz-security-token']).toBe('session');
    expect(first.headers.authorization).toBe(await signatureOf(first, '/', 'session'));
  });

  it('is answered whole, and the next one takes the same connection', async () => {
    expect(await posts.post('/', type, '{}')).toMatchObject({ status: 200, text: '{"é":1}' });
    await posts.post('/', type, '{}');
    expect(heard[1]?.port).toBe(heard[0]?.port);
  });

  it('is given up when nobody says anything', async () => {
    answers = false;
    posts = postsWith({ silenceMaxMs: 50 });
    await expect(posts.post('/', type, '{}')).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'rds-data said nothing for 50 ms',
    });
  });

  it('is refused where nobody listens', async () => {
    posts = postsWith({ endpoint: new URL('http://127.0.0.1:1') });
    await expect(posts.post('/', type, '{}')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

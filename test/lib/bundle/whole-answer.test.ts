import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { streamCollector } from '../../../lib/bundle/substitutes/whole-answer.ts';

let server: Server;
let answerWith: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((_, response) => answerWith(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const answered = (): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get({ port: (server.address() as AddressInfo).port, agent: false }, resolve).on('error', reject);
  });

it('is all of the bytes, however they came', async () => {
  answerWith = (response) => {
    response.write('{"name":"नम');
    setTimeout(() => response.end('स्ते"}'), 10);
  };
  const bytes = await streamCollector(await answered());
  expect(Buffer.from(bytes).toString()).toBe('{"name":"नमस्ते"}');
});

it('is nothing of an empty answer', async () => {
  answerWith = (response) => response.end();
  expect(await streamCollector(await answered())).toHaveLength(0);
});

it('is no answer when the connection breaks within it', async () => {
  answerWith = (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"half":');
    setTimeout(() => response.destroy(), 10);
  };
  await expect(answered().then(streamCollector)).rejects.toThrow('aborted');
});

it('is no answer when it is given up without an error', async () => {
  answerWith = (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"half":');
  };
  const answer = await answered();
  const bytes = streamCollector(answer);
  answer.on('error', () => {}).destroy();
  await expect(bytes).rejects.toThrow('cut off');
});

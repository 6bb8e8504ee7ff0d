import { Agent, type IncomingMessage, request as requestOver } from 'node:http';
import { request as requestOverTls, Agent as TlsAgent } from 'node:https';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { signedHeaders } from './signature.ts';

export type PostOptions = {
  readonly endpoint: URL;
  readonly region: string;
  /** As signatures name it, for example `rds-data`. */
  readonly service: string;
  readonly credentials: AwsCredentialIdentity;
  /** How long an answer may pause; the Data API's longest statement takes 45 s. */
  readonly silenceMaxMs?: number;
};

export type Answer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
};

export type SignedPosts = {
  /** @throws Error with a `code` or the name `TimeoutError` when no whole answer came */
  readonly post: (path: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Answer>;
  readonly close: () => void;
};

const connectMaxMs = 2000;

/** Sends signed requests over connections that stay open. */
export function signedPosts({ endpoint, silenceMaxMs = 60_000, ...signing }: PostOptions): SignedPosts {
  const { protocol, hostname, port, host } = endpoint;
  const isTls = protocol === 'https:';
  const agent = new (isTls ? TlsAgent : Agent)({ keepAlive: true, maxSockets: 50 });
  const request = isTls ? requestOverTls : requestOver;
  const late = (what: string): Error =>
    Object.assign(new Error(`${signing.service} ${what}`), { name: 'TimeoutError' });
  return {
    post: (path, extra, body) =>
      new Promise((resolve, reject) => {
        const headers = signedHeaders({
          ...signing,
          host,
          path,
          headers: extra,
          body,
          at: new Date(),
        });
        const options = { hostname, port, method: 'POST', path, agent, headers, timeout: silenceMaxMs };
        const sent = request(options, (response) => readWhole(response, resolve, reject));
        sent.on('error', (error) => reject(inTheSdksWords(error)));
        sent.on('timeout', () => sent.destroy(late(`said nothing for ${silenceMaxMs} ms`)));
        sent.on('socket', (socket) => {
          if (!socket.connecting) return;
          const timer = setTimeout(() => sent.destroy(late(`took no connection in ${connectMaxMs} ms`)), connectMaxMs);
          socket.once('connect', () => clearTimeout(timer));
          sent.once('close', () => clearTimeout(timer));
        });
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

const lostConnections = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

function inTheSdksWords(error: NodeJS.ErrnoException): Error {
  return lostConnections.has(error.code ?? '') ? Object.assign(error, { name: 'TimeoutError' }) : error;
}

function readWhole(response: IncomingMessage, resolve: (answer: Answer) => void, reject: (error: Error) => void): void {
  const pieces: Buffer[] = [];
  response.on('data', (piece: Buffer) => pieces.push(piece));
  response.on('end', () => {
    const [only] = pieces;
    const bytes = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
    resolve({ status: response.statusCode ?? 0, headers: response.headers, text: bytes.toString('utf8') });
  });
  response.on('error', reject);
  // After an end or an error it says nothing new; without either, nobody would hear of this call again.
  response.on('close', () => reject(Object.assign(new Error('the answer was cut off'), { code: 'ECONNRESET' })));
}

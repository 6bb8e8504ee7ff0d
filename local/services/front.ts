import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Answer } from './call.ts';

export type RawRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

/** `undefined`: hang up without an answer, as a machine that dies. */
export type Respond = (request: RawRequest) => Promise<Answer | undefined>;

export type Front = { readonly port: number; readonly close: () => Promise<void> };

/** Headers that HTTP/2 has no use for and refuses. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * One port for HTTP/1.1 and HTTP/2 without TLS: the Kinesis client speaks HTTP/2, all others HTTP/1.1. The first bytes
 * of a connection tell which (RFC 9113, section 3.4). Listens on 127.0.0.1 only.
 */
export async function openFront(port: number, respond: Respond): Promise<Front> {
  const serve = (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { method = 'GET', url = '/', headers } = request;
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      const answer = await respond({ method, url, headers, body });
      if (answer === undefined) return void request.socket.destroy();
      write(response, answer);
    });
  };
  const http = createHttp({ keepAliveTimeout: 60_000 }, serve);
  const http2 = createHttp2(serve);

  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      // An HTTP/2 session takes what was read from the socket itself; HTTP/1.1 waits for it to flow.
      if (first.subarray(0, 3).toString('latin1') === 'PRI') http2.emit('connection', socket);
      else {
        http.emit('connection', socket);
        socket.resume();
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function write(response: ServerResponse | Http2ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  response.statusCode = status;
  const isHttp2 = 'stream' in response;
  for (const [name, value] of Object.entries(headers))
    if (!isHttp2 || !hopByHop.has(name.toLowerCase())) response.setHeader(name, value as string | string[]);
  // An answer to HEAD states the length of what it leaves out.
  if (!response.hasHeader('content-length')) response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}

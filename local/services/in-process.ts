import type { IncomingMessage, Server } from 'node:http';
import { Readable, Writable } from 'node:stream';
import type { Answer, Call } from './call.ts';

/** A response that a library writes into memory instead of a socket. */
class MemoryResponse extends Writable {
  statusCode = 200;
  headersSent = false;
  readonly headers: Record<string, string | string[]> = {};
  readonly chunks: Buffer[] = [];

  setHeader(name: string, value: string | number | string[]): this {
    this.headers[name.toLowerCase()] = Array.isArray(value) ? value : String(value);
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.headers[name.toLowerCase()];
  }

  writeHead(status: number, headers: Record<string, string> = {}): this {
    this.statusCode = status;
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    return this;
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
    done();
  }
}

/** Hands a call to a library's server that never listens: no socket, no second parse of HTTP. */
export const answeredBy =
  (server: Server) =>
  (call: Call): Promise<Answer> =>
    new Promise((resolve) => {
      const request = Object.assign(Readable.from([call.body], { objectMode: false }), {
        method: call.method,
        url: call.url,
        headers: { ...call.headers, 'content-length': String(call.body.length) },
      }) as unknown as IncomingMessage;
      const response = new MemoryResponse();
      response.on('finish', () => {
        const { 'transfer-encoding': _, ...headers } = response.headers;
        resolve({ status: response.statusCode, headers, body: Buffer.concat(response.chunks) });
      });
      server.emit('request', request, response);
    });

import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Answer, Call } from './call.ts';

/** The part of a response that libraries use who answer once and whole, written into memory instead of a socket. */
class MemoryResponse {
  statusCode = 200;
  readonly #headers: Record<string, string> = {};
  readonly #answered: (answer: Answer) => void;

  constructor(answered: (answer: Answer) => void) {
    this.#answered = answered;
  }

  setHeader(name: string, value: string | number): void {
    this.#headers[name.toLowerCase()] = String(value);
  }

  end(body: string | Buffer = ''): void {
    const { 'transfer-encoding': _, ...headers } = this.#headers;
    this.#answered({ status: this.statusCode, headers, body });
  }
}

/** Hands a call to a library's server that never listens: no socket, no second parse of HTTP. */
export const answeredBy =
  (server: Server) =>
  ({ method, url, headers, body }: Pick<Call, 'method' | 'url' | 'headers' | 'body'>): Promise<Answer> =>
    new Promise((resolve) => {
      const request = Object.assign(new EventEmitter(), { method, url, headers });
      const response = new MemoryResponse(resolve);
      server.emit('request', request as IncomingMessage, response as unknown as ServerResponse);
      if (body.length > 0) request.emit('data', body);
      request.emit('end');
    });

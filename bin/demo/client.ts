import { gzipSync } from 'node:zlib';
import type { Platform } from './platform.ts';

export type Answer<Body> = { readonly status: number; readonly ok: boolean; readonly body: Body };

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** The idempotency key, where the call takes one. */
  readonly key?: string;
};

/** Somebody who calls the API. */
export type Client = {
  /** Any answer below 429: refusals are answers too. @throws Error when nothing else comes after ten attempts */
  readonly ask: <Body>(call: Call) => Promise<Answer<Body>>;
  /** @throws Error with what was answered when that is a refusal */
  readonly must: <Body>(call: Call) => Promise<Body>;
};

const attempts = 10;

/** Calls as a customer or a server, gzipped, and again while the platform is short. */
export function makeClient(platform: Platform, who: Parameters<Platform['token']>[0]): Client {
  let token: Promise<string> | undefined;

  async function ask<Body>({ method, path, body, key }: Call): Promise<Answer<Body>> {
    for (let attempt = 1; ; attempt++) {
      token ??= platform.token(who);
      const response = await fetch(`${platform.apiUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token}`,
          ...(key !== undefined && { 'idempotency-key': key }),
          ...(body !== undefined && { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
        },
        ...(body !== undefined && { body: gzipSync(JSON.stringify(body)) }),
      });
      const text = await response.text();
      const { status, ok } = response;
      // A token lives for five minutes; everything over 500, and 429, is worth another try.
      if (status === 401) token = undefined;
      else if (status < 429) return { status, ok, body: (text === '' ? undefined : JSON.parse(text)) as Body };
      if (attempt === attempts) throw new Error(`${method} ${path} kept failing: ${status} ${text}`);
    }
  }

  return {
    ask,
    must: async <Body>(call: Call) => {
      const { ok, status, body } = await ask<Body>(call);
      if (ok) return body;
      throw new Error(`${call.method} ${call.path} answered ${status}: ${JSON.stringify(body)}`);
    },
  };
}

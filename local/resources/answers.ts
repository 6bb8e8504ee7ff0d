import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export type ExpectedAnswer = {
  /** Where the function puts its answer (`ResponseURL`). */
  readonly url: string;
  /** What it put there; undefined when nothing came in time. */
  readonly answer: () => Promise<unknown>;
  readonly forget: () => void;
};

export type Answers = {
  readonly expect: () => ExpectedAnswer;
  readonly stop: () => Promise<void>;
};

/** A function answers before it returns; this is for what is still on its way. */
const defaultGraceMs = 2000;

/** The addresses that custom resources put their answers to; each takes one. */
export async function startAnswers(graceMs = defaultGraceMs): Promise<Answers> {
  const expected = new Map<string, (body: unknown) => void>();
  const server = createServer(async (request, response) => {
    const take = expected.get(request.url ?? '');
    const body = await text(request);
    response.writeHead(take === undefined || request.method !== 'PUT' ? 404 : 200).end();
    take?.(jsonOrUndefined(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    expect: () => {
      const path = `/${randomUUID()}`;
      const answered = new Promise<unknown>((resolve) => expected.set(path, resolve));
      return {
        url: `http://127.0.0.1:${port}${path}`,
        answer: () => Promise.race([answered, sleep(graceMs, undefined, { ref: false })]),
        forget: () => expected.delete(path),
      };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function jsonOrUndefined(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

import type pg from 'pg';
import { backoffMs, sleep } from '../../lambdas/shared/backoff.ts';

/** Makes what one call posts; the call may be repeated. */
export type Work = (writer: number) => {
  readonly transfers: number;
  readonly call: (client: pg.Client) => Promise<void>;
};

export type Rate = {
  readonly perSecond: number;
  readonly retriesPerCall: number;
  readonly latenciesMs: readonly number[];
};

export type How = { readonly connect: () => Promise<pg.Client>; readonly seconds: number };

const isConflict = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');

/** So many writers, each with a connection, one call after the other; a call that was turned away is made again. */
export async function measure(writers: number, work: Work, { connect, seconds }: How): Promise<Rate> {
  const clients = await Promise.all(Array.from({ length: writers }, connect));
  const latenciesMs: number[] = [];
  let transfers = 0;
  let retries = 0;

  async function write(client: pg.Client, writer: number, until: number): Promise<void> {
    let next = work(writer);
    while (performance.now() < until) {
      const { transfers: posted, call } = next;
      const startedAt = performance.now();
      for (let attempt = 1; ; attempt++) {
        try {
          const answer = call(client);
          // While the database works: who posts has its batch at hand.
          if (attempt === 1) next = work(writer);
          await answer;
          break;
        } catch (error) {
          if (!isConflict(error)) throw error;
          retries++;
          await sleep(backoffMs(attempt, 1, 50));
        }
      }
      latenciesMs.push(performance.now() - startedAt);
      transfers += posted;
    }
  }

  const run = (ms: number) =>
    Promise.all(clients.map((client, writer) => write(client, writer, performance.now() + ms)));
  // The first calls of a connection plan their statements.
  await run(300);
  transfers = 0;
  retries = 0;
  latenciesMs.length = 0;
  const startedAt = performance.now();
  await run(seconds * 1000);
  const elapsed = (performance.now() - startedAt) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return { perSecond: transfers / elapsed, retriesPerCall: retries / latenciesMs.length, latenciesMs };
}

import { mkdirSync } from 'node:fs';
import dynalite from 'dynalite';
import type { StandIn } from './call.ts';
import { answeredBy } from './in-process.ts';
import { closed, seeminglyListening } from './library-server.ts';

/** DynamoDB by dynalite, kept under `path`. Tables are there at once. */
export async function startDynamodb(path: string): Promise<StandIn> {
  mkdirSync(path, { recursive: true });
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await seeminglyListening(server);
  return { handle: answeredBy(server), stop: () => closed(server) };
}

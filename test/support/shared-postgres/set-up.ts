import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { variable } from './index.ts';
import type { Started } from './start.ts';

/** Before the unit tests: hears their first call for a database. @returns how to end what it started */
export default async function setUp(): Promise<void> {
  let starting: Promise<Started> | undefined;
  const server = createServer((_, response) => {
    starting ??= import('./start.ts').then(({ start }) => start());
    starting.then(
      ({ shared }) => response.end(JSON.stringify(shared)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env[variable] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  globalThis.endSharedPostgres = async () => {
    server.close();
    server.closeAllConnections();
    await (await starting)?.end();
  };
}

declare global {
  var endSharedPostgres: (() => Promise<void>) | undefined;
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Vendor = { readonly endpoint: string; readonly close: () => void };

/** What it notices only when it is to be delivered that it has none. */
export const soldOut = 'sold-out';

/** A vendor on this computer: it accepts every order, and has run out of some things when it is to deliver them. */
export async function openVendor(): Promise<Vendor> {
  const undeliverable = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const [, , id = '', part] = (request.url ?? '').split('/');
    if (part === undefined && body.includes(soldOut)) undeliverable.add(id);
    response.statusCode = part === 'delivery' && undeliverable.has(id) ? 409 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(part === undefined ? JSON.stringify({ status: 'accepted' }) : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

import type { Server } from 'node:http';

/**
 * Makes a library's server believe that it listens, since it closes its database only then; whoever connects is hung up
 * on, because calls come through the front alone.
 */
export const seeminglyListening = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.prependListener('connection', (socket) => socket.destroy());
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });

export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });

import type { IncomingMessage } from 'node:http';

/**
 * Reads a request's body.
 * @returns undefined when it is longer than the limit (bytes).
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      // The rest is read all the same: a client that is still sending would not see the answer.
      if (bytes > bytesMax) chunks = [];
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(bytes > bytesMax ? undefined : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

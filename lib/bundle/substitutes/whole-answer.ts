import type { Readable } from 'node:stream';

/**
 * The bytes of an answer. The SDK pipes each answer into a stream of its own, and what pipes leave behind links calls to
 * those that follow: all of them outlive young collections until a full one. A function's heap grows by what it sends, and
 * each young collection takes 9 ms instead of 0.5.
 */
export const streamCollector = (answer: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    answer.on('data', (piece: Buffer) => pieces.push(piece));
    answer.on('end', () => resolve(Buffer.concat(pieces)));
    answer.on('error', reject);
    // After an end or an error it says nothing new; without either, nobody would hear of this call again.
    answer.on('close', () => reject(new Error('the answer was cut off')));
  });

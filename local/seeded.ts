import { createHash } from 'node:crypto';

/** Random numbers in [0, 1), the same for the same seed (mulberry32, public domain, by Tommy Ettinger). */
export function seeded(...seed: readonly (string | number)[]): () => number {
  let state = createHash('sha256').update(JSON.stringify(seed)).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

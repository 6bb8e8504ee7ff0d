import { createHash } from 'node:crypto';

/** Times in ms. kinesalite's own; what it writes has version 2, or none. */
export type Sequence = {
  readonly shardCreateTime: number;
  readonly shardIx?: number;
  readonly seqIx?: number | string;
  readonly seqTime?: number;
  readonly byte1?: string;
  readonly version?: number | null;
};

export type SequenceArithmetic = {
  stringifySequence: (sequence: Sequence) => string;
  parseSequence: (text: string) => Sequence & { readonly seqTime: number };
  incrementSequence: (sequence: Sequence & { readonly seqTime: number }, seqTime: number | null) => string;
  partitionKeyToHashKey: (partitionKey: string) => unknown;
  readonly shardIxToHex: (index?: number) => string;
};

/**
 * Makes kinesalite reckon sequence numbers and hash keys by the engine's large integers, in place of a library that cost
 * a third of a put. Sequence numbers of other versions stay with it.
 */
export function reckonQuickly(db: SequenceArithmetic): void {
  const { parseSequence, stringifySequence, shardIxToHex } = db;

  db.stringifySequence = (sequence) => {
    const { shardCreateTime, shardIx = 0, seqIx = 0, seqTime, byte1 = '00', version } = sequence;
    if (version !== undefined && version !== null && version !== 2) return stringifySequence(sequence);
    const created = seconds(shardCreateTime);
    const put = seconds(seqTime || shardCreateTime);
    const nth = BigInt(seqIx || 0)
      .toString(16)
      .padStart(16, '0')
      .slice(-16);
    return String(
      BigInt(`0x2${created}${shardIx.toString(16).slice(-1)}${nth}${byte1}${put}${shardIxToHex(shardIx)}2`),
    );
  };

  db.parseSequence = (text) => {
    const hex = /^\d{56}$/.test(text) ? BigInt(text).toString(16) : '';
    const [created, nth, put, shard] = [hex.slice(1, 10), hex.slice(11, 27), hex.slice(29, 38), hex.slice(38, 46)];
    // What is out of its range is an error, in kinesalite's words.
    if (hex.length !== 47 || hex[0] !== '2' || hex[46] !== '2' || created > lastSecond || nth >= '8' || shard >= '8')
      return parseSequence(text);
    return {
      shardCreateTime: Number.parseInt(created, 16) * 1000,
      seqIx: String(BigInt(`0x${nth}`)),
      byte1: hex.slice(27, 29),
      seqTime: Number.parseInt(put, 16) * 1000,
      shardIx: Number.parseInt(shard, 16),
      version: 2,
    };
  };

  db.incrementSequence = ({ shardCreateTime, seqIx, seqTime, shardIx }, at) =>
    db.stringifySequence({ shardCreateTime, seqIx, seqTime: at || seqTime + 1000, shardIx });

  db.partitionKeyToHashKey = (partitionKey) => new HashKey(partitionKey);
}

/** A hash key as kinesalite asks it: against the ends of shards, which are few. */
class HashKey {
  static readonly #ends = new Map<string, bigint>();
  readonly #value: bigint;

  constructor(partitionKey: string) {
    this.#value = BigInt(`0x${createHash('md5').update(partitionKey, 'utf8').digest('hex')}`);
  }

  comparedTo(end: string): number {
    const value = HashKey.#ends.get(end) ?? BigInt(end);
    HashKey.#ends.set(end, value);
    if (this.#value === value) return 0;
    return this.#value < value ? -1 : 1;
  }
}

const lastSecond = (16_025_175_000 - 1).toString(16);

const seconds = (ms: number): string =>
  Math.floor(ms / 1000)
    .toString(16)
    .padStart(9, '0')
    .slice(-9);

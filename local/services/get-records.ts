import { randomUUID } from 'node:crypto';
import { type Answer, AwsError, errorAnswer } from './call.ts';
import type { Entry, KeyValues } from './key-values.ts';
import { recordPrefix, streamKey } from './library-stores.ts';
import type { SequenceArithmetic } from './quick-sequences.ts';

type Stream = {
  readonly RetentionPeriodHours: number;
  readonly Shards: readonly { readonly SequenceNumberRange: { readonly EndingSequenceNumber?: string } }[];
};

/** Where a reader stands: from this sequence number on. `at`: since when, in ms. */
type Place = { readonly at: number; readonly stream: string; readonly shardId: string; readonly sequence: string };

const iteratorLifeMs = 300_000;

/** In place of kinesalite's, which enciphers them. */
export const iteratorOf = (stream: string, shardId: string, sequence: string): string =>
  Buffer.from([Date.now(), stream, shardId, sequence].join('/')).toString('base64');

function placeOf(iterator: unknown): Place | undefined {
  if (typeof iterator !== 'string') return undefined;
  const [at, stream, shardId, sequence, ...more] = Buffer.from(iterator, 'base64').toString().split('/');
  if (stream === undefined || shardId === undefined || sequence === undefined || more.length > 0) return undefined;
  const isSound = /^\d{13,14}$/.test(String(at)) && /^shardId-\d{12}$/.test(shardId) && /^\d{30,57}$/.test(sequence);
  return isSound ? { at: Number(at), stream, shardId, sequence } : undefined;
}

/**
 * GetRecords without reading a record's JSON: each is handed on as the text it is kept as. It is asked many times for
 * each put, by every mapping of every shard, and mostly finds nothing.
 * @returns undefined for a call whose words are wrong: kinesalite says what is
 */
export function makeGetRecords(keyValues: KeyValues, sequences: SequenceArithmetic) {
  return (input: Readonly<Record<string, unknown>>): Answer | undefined => {
    const place = placeOf(input.ShardIterator);
    const limit = input.Limit ?? 10_000;
    if (place === undefined || typeof limit !== 'number' || !(Number.isInteger(limit) && limit > 0 && limit <= 10_000))
      return undefined;
    try {
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() };
      return { status: 200, headers, body: read(place, limit) };
    } catch (error) {
      if (error instanceof AwsError) return errorAnswer('kinesis', error);
      throw error;
    }
  };

  function read({ at, stream, shardId, sequence }: Place, limit: number): string {
    const now = Date.now();
    if (now - at > iteratorLifeMs)
      throw new AwsError('ExpiredIteratorException', 'The iterator is over five minutes old.');
    const description = keyValues.get(streamKey(stream)) as Stream | undefined;
    const index = Number(shardId.slice('shardId-'.length));
    const shard = description?.Shards[index];
    if (description === undefined || shard === undefined)
      throw new AwsError('ResourceNotFoundException', `Shard ${shardId} in stream ${stream} does not exist`);

    const prefix = recordPrefix(stream);
    const [from, to] = [`${sequences.shardIxToHex(index)}/${sequence}`, sequences.shardIxToHex(index + 1)];
    const entries = [...keyValues.range({ gte: prefix + from, lt: prefix + to, limit })];
    const sequenceOf = ({ key }: Entry): string => key.slice(key.lastIndexOf('/') + 1);
    const oldest = now - description.RetentionPeriodHours * 3_600_000;
    const isKept = (entry: Entry): boolean => secondOf(sequenceOf(entry)) * 1000 >= oldest;
    const kept = entries.filter(isKept);
    if (kept.length < entries.length) drop(entries.filter((entry) => !isKept(entry)));

    const last = entries.at(-1);
    const stands = sequences.parseSequence(last === undefined ? sequence : sequenceOf(last));
    const ending = shard.SequenceNumberRange.EndingSequenceNumber;
    const endedAt = ending === undefined ? Number.POSITIVE_INFINITY : sequences.parseSequence(ending).seqTime;
    const isAtEnd = kept.length === 0 && stands.seqTime >= endedAt;
    const next = (): string =>
      iteratorOf(
        stream,
        shardId,
        sequences.incrementSequence(stands, last === undefined ? Math.max(now, stands.seqTime) : null),
      );
    const where = isAtEnd
      ? { MillisBehindLatest: Math.max(0, now - endedAt) }
      : { MillisBehindLatest: 0, NextShardIterator: next() };
    const records = kept.map((entry) => `${entry.json.slice(0, -1)},"SequenceNumber":"${sequenceOf(entry)}"}`);
    return `${JSON.stringify(where).slice(0, -1)},"Records":[${records.join(',')}]}`;
  }

  function drop(entries: readonly Entry[]): void {
    keyValues.write(
      entries.map(({ key }) => ({ type: 'del', key })),
      () => undefined,
    );
  }
}

/** When a record was put, in s: kinesalite's third part of a sequence number, from its 29th hexadecimal digit. */
const secondOf = (sequence: string): number => Number.parseInt(BigInt(sequence).toString(16).slice(29, 38), 16);

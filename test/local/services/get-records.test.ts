import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iteratorOf, makeGetRecords } from '../../../local/services/get-records.ts';
import { openKeyValues } from '../../../local/services/key-values.ts';
import { recordPrefix, streamKey } from '../../../local/services/library-stores.ts';

const sequences = createRequire(import.meta.url)('kinesalite/db');
const hourMs = 3_600_000;

it('leaves out and drops what is older than the stream keeps', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sangam-get-records-'));
  const keyValues = openKeyValues(join(dir, 'entries.sqlite'));
  const shardCreateTime = Date.now() - 100 * hourMs;
  const sequenceOf = (seqIx: number, seqTime: number): string =>
    sequences.stringifySequence({ shardCreateTime, seqIx, seqTime, shardIx: 0 });
  const start = sequences.stringifySequence({ shardCreateTime, shardIx: 0 });
  const old = sequenceOf(1, Date.now() - 25 * hourMs);
  const recent = sequenceOf(2, Date.now() - 23 * hourMs);
  const Shards = [{ SequenceNumberRange: { StartingSequenceNumber: start } }];
  const keyOf = (sequence: string): string => `${recordPrefix('facts')}00000000/${sequence}`;
  await new Promise((resolve) =>
    keyValues.write(
      [
        { type: 'put', key: streamKey('facts'), value: { RetentionPeriodHours: 24, Shards } },
        { type: 'put', key: keyOf(old), value: { PartitionKey: 'asha', Data: 'b2xk' } },
        { type: 'put', key: keyOf(recent), value: { PartitionKey: 'asha', Data: 'bmV3' } },
      ],
      resolve,
    ),
  );

  const answer = makeGetRecords(
    keyValues,
    sequences,
  )({
    ShardIterator: iteratorOf('facts', 'shardId-000000000000', start),
  });
  expect(JSON.parse(String(answer?.body)).Records).toEqual([
    { PartitionKey: 'asha', Data: 'bmV3', SequenceNumber: recent },
  ]);
  await new Promise(setImmediate);
  expect([keyValues.get(keyOf(old)), keyValues.get(keyOf(recent))]).toEqual([undefined, expect.anything()]);
  keyValues.close();
  rmSync(dir, { recursive: true });
});

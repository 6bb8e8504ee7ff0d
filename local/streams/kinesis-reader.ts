import type { JsonClient } from './json-call.ts';
import type { ShardPosition, StreamReader } from './stream-reader.ts';

type Described = { readonly StreamDescription: { readonly StreamStatus: string } };
type Listed = {
  readonly Shards: readonly {
    readonly ShardId: string;
    readonly ParentShardId?: string | null;
    readonly AdjacentParentShardId?: string | null;
  }[];
  readonly NextToken?: string | null;
};
type Page = {
  readonly Records: readonly {
    readonly SequenceNumber: string;
    readonly PartitionKey: string;
    readonly Data: string;
    readonly ApproximateArrivalTimestamp: number;
  }[];
  readonly NextShardIterator?: string | null;
  readonly MillisBehindLatest?: number;
};

/** Reads a Kinesis stream over the wire, with the rights of the key that the client signs with. */
export function makeKinesisReader(
  client: JsonClient,
  stream: { readonly name: string; readonly arn: string },
): StreamReader {
  const StreamName = stream.name;
  return {
    describe: async () => {
      const described = (await client.call('DescribeStream', { StreamName, Limit: 1 })) as Described;
      return { active: ['ACTIVE', 'UPDATING'].includes(described.StreamDescription.StreamStatus) };
    },
    listShards: async () => {
      const shards: Listed['Shards'][number][] = [];
      for (let token: string | null | undefined = ''; token !== undefined && token !== null; ) {
        const page = (await client.call(
          'ListShards',
          token === '' ? { StreamName } : { StreamARN: stream.arn, NextToken: token },
        )) as Listed;
        shards.push(...page.Shards);
        token = page.NextToken;
      }
      return shards.map(({ ShardId, ParentShardId, AdjacentParentShardId }) => ({
        shardId: ShardId,
        parentIds: [ParentShardId, AdjacentParentShardId].filter((id) => typeof id === 'string'),
      }));
    },
    openShard: async (ShardId, position) => {
      const opened = await client.call('GetShardIterator', { StreamName, ShardId, ...iteratorOf(position) });
      return (opened as { readonly ShardIterator: string }).ShardIterator;
    },
    read: async ({ iterator }, Limit) => {
      const asked = { StreamARN: stream.arn, ShardIterator: iterator, Limit };
      const page = (await client.call('GetRecords', asked)) as Page;
      return {
        records: page.Records.map((record) => ({
          sequenceNumber: record.SequenceNumber,
          partitionKey: record.PartitionKey,
          data: record.Data,
          arrivedAtMs: Math.round(record.ApproximateArrivalTimestamp * 1000),
        })),
        nextIterator: page.NextShardIterator ?? undefined,
        atTip: (page.MillisBehindLatest ?? 0) === 0 && page.Records.length < Limit,
      };
    },
  };
}

function iteratorOf(position: ShardPosition): object {
  return position.kind === 'start'
    ? { ShardIteratorType: 'TRIM_HORIZON' }
    : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: position.sequenceNumber };
}

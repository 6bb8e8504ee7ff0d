import type { StreamRecord } from './stream-record.ts';

export type Shard = {
  readonly shardId: string;
  /** Shards that were split or merged into this one. */
  readonly parentIds: readonly string[];
};

/** Where reading a shard begins. */
export type ShardPosition = { readonly kind: 'start' } | { readonly kind: 'after'; readonly sequenceNumber: string };

/** Where a poller stands: the iterator is what the service takes, the position what it means. */
export type ShardCursor = { readonly shardId: string; readonly position: ShardPosition; readonly iterator: string };

export type ShardPage = {
  readonly records: readonly StreamRecord[];
  /** Undefined at the end of a closed shard. */
  readonly nextIterator: string | undefined;
  /** Nothing more was there when the page was read. */
  readonly atTip: boolean;
};

/** What a poller asks of a stream, with the role of one function. */
export type StreamReader = {
  /** @throws {AwsError} when the stream is not there or the role may not. */
  readonly describe: () => Promise<{ readonly active: boolean }>;
  readonly listShards: () => Promise<readonly Shard[]>;
  readonly openShard: (shardId: string, position: ShardPosition) => Promise<string>;
  readonly read: (cursor: ShardCursor, limit: number) => Promise<ShardPage>;
};

import type { OpenWindow } from './tumbling-window.ts';

/** What is known about a shard when a process starts. */
export type ShardCheckpoint = {
  /** Everything up to it is done. */
  readonly sequenceNumber?: string;
  readonly closed?: boolean;
  /** A window that has records up to the checkpoint and was not closed. */
  readonly window?: OpenWindow;
};

/** Checkpoints of one mapping. */
export type Checkpoints = {
  readonly of: (shardId: string) => ShardCheckpoint;
  readonly save: (shardId: string, checkpoint: ShardCheckpoint) => void;
  /** When this mapping first started, Unix milliseconds: LATEST means from then on, also after a restart. */
  readonly firstStartMs: number;
  /** Resolves when all that was saved is on disk. */
  readonly flush: () => Promise<void>;
};

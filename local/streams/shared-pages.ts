import type { ShardCursor, ShardPage, StreamReader } from './stream-reader.ts';
import type { Timers } from './timers.ts';

/** Pages that one mapping read and others of the same stream need next. */
export type SharedPages = {
  readonly keep: (key: string, page: ShardPage) => void;
  readonly kept: (key: string) => ShardPage | undefined;
  /** Reads that are about to be sent: who joins now gets an answer from after it joined. */
  readonly joinable: Map<string, Promise<ShardPage>>;
};

/** What is kept for the mappings that follow; one that lags further behind reads for itself. */
const keptBytesMax = 16 * 1024 * 1024;

/**
 * However much others read, a mapping reads each shard with its own key first and then at least this often: a role that
 * may not read gets nothing.
 */
const ownReadEveryMs = 5000;

export function makeSharedPages(): SharedPages {
  const pages = new Map<string, { readonly page: ShardPage; readonly bytes: number }>();
  let bytesKept = 0;
  return {
    joinable: new Map(),
    kept: (key) => pages.get(key)?.page,
    keep: (key, page) => {
      if (page.records.length === 0 || pages.has(key)) return;
      const bytes = page.records.reduce((sum, { data }) => sum + data.length, 0);
      pages.set(key, { page, bytes });
      bytesKept += bytes;
      for (const [oldest, entry] of pages) {
        if (bytesKept <= keptBytesMax) return;
        pages.delete(oldest);
        bytesKept -= entry.bytes;
      }
    },
  };
}

/**
 * Lets a mapping take what others of the same stream have just read instead of reading it again. What follows a record in
 * a shard never changes, so a kept page is as good as a new one, except that more may follow it.
 */
export function sharingPages(reader: StreamReader, source: string, pages: SharedPages, timers: Timers): StreamReader {
  const ownReads = new Map<string, number>();
  return {
    ...reader,
    read: async (cursor, limit) => {
      const { shardId, position } = cursor;
      const key = `${source} ${shardId} ${position.kind === 'start' ? '' : position.sequenceNumber}`;
      if (timers.nowMs() - (ownReads.get(shardId) ?? 0) < ownReadEveryMs) {
        const kept = pages.kept(key);
        if (kept !== undefined) return { ...kept, atTip: false }; // more may have been put since it was read
        const joinable = pages.joinable.get(key);
        const joined = joinable && (await joinable.catch(() => undefined));
        if (joined !== undefined) return joined;
      }
      const page = await lead(key, cursor, limit);
      ownReads.set(shardId, timers.nowMs());
      pages.keep(key, page);
      return page;
    },
  };

  async function lead(key: string, cursor: ShardCursor, limit: number): Promise<ShardPage> {
    // One turn of the event loop for the other mappings that the same put woke.
    const reading = new Promise((resolve) => setImmediate(resolve)).then(() => {
      if (pages.joinable.get(key) === reading) pages.joinable.delete(key);
      return reader.read(cursor, limit);
    });
    if (!pages.joinable.has(key)) pages.joinable.set(key, reading);
    return reading;
  }
}

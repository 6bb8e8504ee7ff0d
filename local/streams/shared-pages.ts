import type { ShardCursor, ShardPage, StreamReader } from './stream-reader.ts';
import type { Timers } from './timers.ts';

/** Pages that one mapping read and others of the same stream need next. */
export type SharedPages = {
  readonly keep: (key: string, page: ShardPage) => void;
  readonly kept: (key: string) => ShardPage | undefined;
  /** By shard, what was read last at its end. */
  readonly ends: Map<string, { readonly key: string; readonly page: ShardPage; readonly puts: number }>;
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
    ends: new Map(),
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
 * a shard never changes, so a kept page is as good as a new one, except that more may follow it; and as long as nothing
 * is put, not even more.
 * @param putsSoFar how many puts into a shard have ended; undefined when nobody counts them
 */
export function sharingPages(
  reader: StreamReader,
  source: string,
  pages: SharedPages,
  timers: Timers,
  putsSoFar: (shardId: string) => number | undefined,
): StreamReader {
  const ownReads = new Map<string, number>();
  return {
    ...reader,
    read: async (cursor, limit) => {
      const { shardId, position } = cursor;
      const key = `${source} ${shardId} ${position.kind === 'start' ? '' : position.sequenceNumber}`;
      if (timers.nowMs() - (ownReads.get(shardId) ?? 0) < ownReadEveryMs) {
        const end = pages.ends.get(`${source} ${shardId}`);
        if (end?.key === key && end.puts === putsSoFar(shardId)) return end.page;
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
    const reading = new Promise((resolve) => setImmediate(resolve)).then(async () => {
      if (pages.joinable.get(key) === reading) pages.joinable.delete(key);
      const puts = putsSoFar(cursor.shardId);
      const page = await reader.read(cursor, limit);
      if (page.atTip && puts !== undefined) pages.ends.set(`${source} ${cursor.shardId}`, { key, page, puts });
      return page;
    });
    if (!pages.joinable.has(key)) pages.joinable.set(key, reading);
    return reading;
  }
}

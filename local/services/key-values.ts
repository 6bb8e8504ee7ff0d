import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** Keys between two others in the order of their UTF-8; `limit` below 0, or none, is all of them. */
export type Range = {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
};
/** `json`: the value as it is kept. */
export type Entry = { readonly key: string; readonly json: string };
export type Write = { readonly type: 'put' | 'del'; readonly key: string; readonly value?: unknown };
export type Done = (error: unknown) => void;

/** JSON values by text keys, kept in one file. */
export type KeyValues = {
  /** `undefined` when there is none; each call gives an object of its own. */
  readonly get: (key: string) => unknown;
  /** All or none, in one transaction with what else is written in this turn of the event loop. */
  readonly write: (writes: readonly Write[], done: Done) => void;
  /** Reads on as it is asked for more, and sees what was written meanwhile. */
  readonly range: (range: Range) => Generator<Entry>;
  readonly close: () => void;
};

/** One more than most who read a stream take: kinesalite asks for that one to know that there is more. */
const atOnce = 101;

const pragmas = [
  'page_size = 8192',
  // One process has the file: no locks for each statement, and no memory shared with others.
  'locking_mode = EXCLUSIVE',
  'journal_mode = WAL',
  'synchronous = NORMAL',
  // 32 MB: what is written over and over reaches the file once.
  'wal_autocheckpoint = 4000',
  'cache_size = -65536',
];

/**
 * What `write` called back for survives the end of the process; the last of it may be lost with the machine's power,
 * and the rest stays whole.
 */
export function openKeyValues(file: string): KeyValues {
  const db = new DatabaseSync(file);
  for (const pragma of pragmas) db.exec(`PRAGMA ${pragma}`);
  db.exec('CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
  const read = db.prepare('SELECT value AS json FROM entry WHERE key = ?');
  const put = db.prepare('INSERT INTO entry VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const del = db.prepare('DELETE FROM entry WHERE key = ?');
  const [begin, commit] = [db.prepare('BEGIN'), db.prepare('COMMIT')];
  const pages = new Map<string, StatementSync>();

  let waiting: { readonly key: string; readonly json: string | undefined }[] = [];
  let told: Done[] = [];

  function flush(): void {
    if (told.length === 0) return;
    const [writes, dones] = [waiting, told];
    waiting = [];
    told = [];
    let failure: unknown = null;
    try {
      begin.run();
      for (const { key, json } of writes) json === undefined ? del.run(key) : put.run(key, json);
      commit.run();
    } catch (error) {
      failure = error;
      if (db.isTransaction) db.exec('ROLLBACK');
    }
    for (const done of dones) done(failure);
  }

  function page(range: Range, limit: number): Entry[] {
    const [conditions, values]: [string[], SQLInputValue[]] = [[], []];
    for (const [bound, operator] of bounds) {
      const value = range[bound];
      if (value === undefined) continue;
      conditions.push(`key ${operator} ?`);
      values.push(value);
    }
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const sql = `SELECT key, value AS json FROM entry ${where} ORDER BY key ${range.reverse === true ? 'DESC' : 'ASC'} LIMIT ?`;
    const statement = pages.get(sql) ?? db.prepare(sql);
    pages.set(sql, statement);
    return statement.all(...values, limit) as Entry[];
  }

  return {
    get: (key) => {
      const row = read.get(key) as { readonly json: string } | undefined;
      return row === undefined ? undefined : JSON.parse(row.json);
    },
    write: (writes, done) => {
      if (told.length === 0) setImmediate(flush);
      told.push(done);
      // As text at once: who asked may change the object before it is written.
      for (const { type, key, value } of writes)
        waiting.push({ key, json: type === 'del' ? undefined : JSON.stringify(value) });
    },
    *range(range) {
      let left = range.limit === undefined || range.limit < 0 ? Number.POSITIVE_INFINITY : range.limit;
      for (let rest = range; left > 0; ) {
        const wanted = Math.min(left, atOnce);
        const entries = page(rest, wanted);
        yield* entries;
        const last = entries.at(-1);
        if (last === undefined || entries.length < wanted) return;
        left -= entries.length;
        const { gt, gte, lt, lte, ...others } = rest;
        rest = range.reverse === true ? { ...others, gt, gte, lt: last.key } : { ...others, gt: last.key, lt, lte };
      }
    },
    close: () => {
      flush();
      db.close();
    },
  };
}

const bounds = [
  ['gt', '>'],
  ['gte', '>='],
  ['lt', '<'],
  ['lte', '<='],
] as const;

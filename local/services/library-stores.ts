import type { KeyValues } from './key-values.ts';
import { type Level, levelOver } from './level-over.ts';

type DynaliteStore = { readonly db: Partial<Level> };
export type DynaliteDb = { create: (options: unknown) => DynaliteStore };

type KinesaliteStore = {
  readonly metaDb: Partial<Level>;
  getStreamDb: (name: string) => Partial<Level>;
  deleteStreamDb: (name: string, done: (error: unknown) => void) => void;
};
export type KinesaliteDb = { create: (options: unknown) => KinesaliteStore };

export const streamKey = (name: string): string => `meta!${name}`;
export const recordPrefix = (stream: string): string => `stream!${stream}!`;

/** Makes dynalite keep in `keyValues` what it would keep in LevelDB: its tables lie over one database by prefixes. */
export function keepDynalite(db: DynaliteDb, keyValues: KeyValues): void {
  const create = db.create;
  db.create = (options) => {
    const store = create(options);
    Object.assign(
      store.db,
      levelOver(keyValues, '', () => null),
    );
    return store;
  };
}

/** Makes kinesalite keep in `keyValues` what it would keep in LevelDB: a database for all streams, and one for each. */
export function keepKinesalite(db: KinesaliteDb, keyValues: KeyValues): void {
  const create = db.create;
  const missing = (): Error => Object.assign(new Error('Key not found'), { name: 'NotFoundError' });
  db.create = (options) => {
    const store = create(options);
    Object.assign(store.metaDb, levelOver(keyValues, streamKey(''), missing));
    const { getStreamDb, deleteStreamDb } = store;
    const kept = new WeakSet<object>();
    store.getStreamDb = (name) => {
      const stream = getStreamDb(name);
      if (!kept.has(stream)) Object.assign(stream, levelOver(keyValues, recordPrefix(name), missing));
      kept.add(stream);
      return stream;
    };
    store.deleteStreamDb = (name, done) => {
      // It takes what was opened before, ours.
      store.getStreamDb(name);
      deleteStreamDb(name, done);
    };
    return store;
  };
}

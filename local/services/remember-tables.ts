type Callback = (error: unknown, table?: unknown) => void;
type Store = {
  getTable: (name: string, checkStatus: boolean | Callback, callback?: Callback) => void;
  readonly tableDb: Record<'put' | 'del', (...args: unknown[]) => void>;
};
type DynaliteDb = { create: (options: unknown) => Store };

/**
 * dynalite reads a table's description from its database for every item it writes, a third of a write's cost. This makes
 * it keep descriptions until a table is put or deleted.
 */
export function rememberTables(db: DynaliteDb): void {
  const create = db.create;
  db.create = (options) => {
    const store = create(options);
    const known = new Map<string, unknown>();
    const { getTable } = store;
    store.getTable = (name, checkStatus, callback) => {
      // Who asks for the status may change what it gets; reads and writes of items only look.
      const isForItems = typeof checkStatus === 'function';
      const check = isForItems ? false : checkStatus;
      const done = isForItems ? checkStatus : (callback as Callback);
      const table = known.get(name);
      if (table !== undefined) return done(null, isForItems ? table : structuredClone(table));
      getTable(name, check, (error, found) => {
        if (isActive(found)) known.set(name, structuredClone(found));
        done(error, found);
      });
    };
    for (const verb of ['put', 'del'] as const) {
      const change = store.tableDb[verb];
      store.tableDb[verb] = (...args) => {
        known.delete(String(args[0]));
        change.apply(store.tableDb, args);
      };
    }
    return store;
  };
}

const isActive = (table: unknown): boolean =>
  typeof table === 'object' && table !== null && 'TableStatus' in table && table.TableStatus === 'ACTIVE';

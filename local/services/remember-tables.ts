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
    /** As text: a copy of its own for each, at a third of what `structuredClone` costs. */
    const known = new Map<string, string>();
    const { getTable } = store;
    store.getTable = (name, checkStatus, callback) => {
      const check = typeof checkStatus === 'function' ? false : checkStatus;
      const done = typeof checkStatus === 'function' ? checkStatus : (callback as Callback);
      const table = known.get(name);
      if (table !== undefined) return void setImmediate(done, null, JSON.parse(table));
      getTable(name, check, (error, found) => {
        if (isActive(found)) known.set(name, JSON.stringify(found));
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

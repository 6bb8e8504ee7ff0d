type Level = {
  get: (key: string) => Promise<unknown>;
  put: (key: string, value: unknown) => Promise<void>;
  readonly getMany: (keys: readonly string[]) => Promise<unknown[]>;
  readonly batch: (operations: readonly { type: 'put'; key: string; value: unknown }[]) => Promise<void>;
};
type Waiting<Asked, Value> = {
  readonly asked: Asked;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * dynalite reads and writes each item of a batch by itself, and each is a walk through a pool of threads. This makes
 * what is asked of a database in one turn of the event loop one call.
 */
export function coalesceLevel(prototype: Level): void {
  // Looked up now: dynalite gives each database methods of its own by the same names.
  const { getMany, batch } = prototype;
  prototype.get = together<string, unknown>((level, keys) => getMany.call(level, keys));
  const put = together<readonly [string, unknown], void>(async (level, puts) => {
    await batch.call(
      level,
      puts.map(([key, value]) => ({ type: 'put', key, value })),
    );
    return [];
  });
  prototype.put = function (this: Level, key, value) {
    return put.call(this, [key, value]);
  };
}

/** @param all answers everything that was asked of one database in a turn, in its order */
function together<Asked, Value>(all: (level: Level, asked: Asked[]) => Promise<Value[]>) {
  const queues = new WeakMap<Level, Waiting<Asked, Value>[]>();

  function flush(level: Level): void {
    const waiting = queues.get(level) ?? [];
    queues.delete(level);
    all(
      level,
      waiting.map(({ asked }) => asked),
    ).then(
      (values) => {
        for (const [index, { resolve }] of waiting.entries()) resolve(values[index] as Value);
      },
      (error: unknown) => {
        for (const { reject } of waiting) reject(error);
      },
    );
  }

  return function (this: Level, asked: Asked): Promise<Value> {
    return new Promise((resolve, reject) => {
      const queue = queues.get(this) ?? [];
      if (queue.length === 0) {
        queues.set(this, queue);
        setImmediate(flush, this);
      }
      queue.push({ asked, resolve, reject });
    });
  };
}

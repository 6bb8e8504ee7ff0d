import { Readable, Stream } from 'node:stream';
import type { Done, Entry, KeyValues, Range, Write } from './key-values.ts';

/** `start` is an older word for `gte`. */
type Asked = Range & { readonly start?: string };
type Found = (error: unknown, value?: unknown) => void;

/** The part of LevelDB's interface that dynalite and kinesalite use, in their callbacks. */
export type Level = {
  put: (key: string, value: unknown, done: Done) => void;
  get: (key: string, found: Found) => void;
  del: (key: string, done: Done) => void;
  batch: (writes: readonly Write[], ...rest: readonly unknown[]) => void;
  createKeyStream: (range?: Asked) => Stream;
  createValueStream: (range?: Asked) => Stream;
  createReadStream: (range?: Asked) => Stream;
};

/**
 * The entries whose key begins with `prefix`, under keys without it.
 * @param missing what is said of a key that is not there: an error, or `null` for no value
 */
export function levelOver(keyValues: KeyValues, prefix: string, missing: () => Error | null): Level {
  const write = (writes: readonly Write[], done: Done): void =>
    keyValues.write(prefix === '' ? writes : writes.map((each) => ({ ...each, key: prefix + each.key })), done);
  const entries = (range: Asked = {}): Generator<Entry> => keyValues.range(within(prefix, range));
  const keyOf = ({ key }: Entry): string => key.slice(prefix.length);
  return {
    put: (key, value, done) => write([{ type: 'put', key, value }], done),
    del: (key, done) => write([{ type: 'del', key }], done),
    batch: (writes, ...rest) => write(writes, rest.at(-1) as Done),
    get: (key, found) => {
      let value: unknown;
      try {
        value = keyValues.get(prefix + key);
      } catch (error) {
        return found(error);
      }
      found(value === undefined ? missing() : null, value);
    },
    // Asked for rarely, and wrapped in streams that must be able to pause it.
    createKeyStream: (range) => Readable.from(entries(range).map(keyOf)),
    createValueStream: (range) => new EagerStream(entries(range).map(({ json }) => JSON.parse(json))),
    createReadStream: (range) =>
      new EagerStream(entries(range).map((entry) => ({ key: keyOf(entry), value: JSON.parse(entry.json) }))),
  };
}

/** Tells all it has in one turn of the event loop, to those who listened before, until it is destroyed. */
class EagerStream extends Stream {
  #destroyed = false;

  constructor(values: Iterable<unknown>) {
    super();
    queueMicrotask(() => {
      try {
        for (const value of values) {
          this.emit('data', value);
          if (this.#destroyed) return;
        }
      } catch (error) {
        this.emit('error', error);
        return;
      }
      this.emit('end');
    });
  }

  destroy(): void {
    this.#destroyed = true;
  }
}

function within(prefix: string, range: Asked): Range {
  const under = (key: string | undefined): string | undefined => (key === undefined ? undefined : prefix + key);
  const [gt, gte, lt, lte] = [under(range.gt), under(range.gte ?? range.start), under(range.lt), under(range.lte)];
  return {
    ...range,
    gt,
    gte: gt === undefined ? (gte ?? prefix) : gte,
    lte,
    lt: lte === undefined ? (lt ?? `${prefix}\u{10ffff}`) : lt,
  };
}

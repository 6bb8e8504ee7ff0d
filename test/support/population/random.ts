/** A seeded source of chance: the same seed gives the same run on every machine. */
export type Random = {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** `count` distinct items, or all of them when there are fewer. */
  readonly sample: <Item>(items: readonly Item[], count: number) => Item[];
  /** A number of `count` digits that does not begin with 0. */
  readonly digits: (count: number) => string;
  readonly uuid: () => string;
  /** A source of its own, so that what one part draws does not shift what another draws. */
  readonly fork: (label: string) => Random;
};

export function makeRandom(seed: string): Random {
  const next = mulberry32(fnv1a(seed));
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const sample = <Item>(items: readonly Item[], count: number): Item[] => {
    const left = [...items];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(int(0, left.length - 1), 1)).flat();
  };
  const digits = (count: number) =>
    Array.from({ length: count }, (_, index) => String(int(index === 0 ? 1 : 0, 9))).join('');
  const hex = (count: number) => Array.from({ length: count }, () => int(0, 15).toString(16)).join('');

  return {
    next,
    int,
    pick,
    sample,
    digits,
    chance: (probability) => next() < probability,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`,
    fork: (label) => makeRandom(`${seed}/${label}`),
  };
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

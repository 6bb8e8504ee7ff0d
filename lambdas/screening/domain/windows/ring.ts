/** Payments that fell into one stretch of time: `index` times the width is its start. */
export type Bucket = readonly [index: number, count: number, sum: bigint];

/** Buckets in order of time; those without a payment are left out. */
export type Ring = readonly Bucket[];

export type Span = { readonly widthMs: number; readonly buckets: number };

export type Total = { readonly count: number; readonly sum: bigint };

/**
 * The ring with one more payment. A late one lands in its own bucket; one that is older than the newest bucket's window
 * is left out, so that the same payments make the same ring in any order.
 */
export function add(ring: Ring, { widthMs, buckets }: Span, atMs: number, amount: bigint): Ring {
  const index = Math.floor(atMs / widthMs);
  const newest = Math.max(index, ring.at(-1)?.[0] ?? index);
  if (index <= newest - buckets) return ring;
  let gone = 0;
  while ((ring[gone]?.[0] ?? newest) <= newest - buckets) gone++;
  const kept = ring.slice(gone);
  const place = kept.findLastIndex((bucket) => bucket[0] <= index);
  const same = kept[place];
  if (same?.[0] === index) kept[place] = [index, same[1] + 1, same[2] + amount];
  else kept.splice(place + 1, 0, [index, 1, amount]);
  return kept;
}

/**
 * What the last buckets hold, the one of `atMs` included. When the ring has seen a later payment the window ends there:
 * a question that comes late is answered by what is known, never by a part of it.
 */
export function total(ring: Ring, { widthMs, buckets }: Span, atMs: number): Total {
  const end = Math.max(Math.floor(atMs / widthMs), ring.at(-1)?.[0] ?? 0);
  let count = 0;
  let sum = 0n;
  for (let place = ring.length - 1; place >= 0; place--) {
    const bucket = ring[place];
    if (bucket === undefined || bucket[0] <= end - buckets) break;
    count += bucket[1];
    sum += bucket[2];
  }
  return { count, sum };
}

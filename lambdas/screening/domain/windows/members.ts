/** Someone or something met before: a digest of its id, and when it was met first and last, in ms. */
export type Member = readonly [digest: string, firstMs: number, lastMs: number];

/** In the order in which they were met last. */
export type Members = readonly Member[];

const isAfter = (a: Member, b: Member): boolean => a[2] > b[2] || (a[2] === b[2] && a[0] > b[0]);

/** With one more meeting. Beyond `max` those met longest ago are forgotten. */
export function meet(members: Members, digest: string, atMs: number, max: number): Members {
  const known = find(members, digest);
  const met: Member = [digest, Math.min(known?.[1] ?? atMs, atMs), Math.max(known?.[2] ?? atMs, atMs)];
  const next = members.filter((each) => each !== known);
  next.splice(next.findLastIndex((each) => isAfter(met, each)) + 1, 0, met);
  return next.length > max ? next.slice(next.length - max) : next;
}

export const find = (members: Members, digest: string): Member | undefined => members.find(([each]) => each === digest);

/** How many were met after `sinceMs`, with `digest` counted whether or not it was; never more than the set may hold. */
export function metSince(members: Members, sinceMs: number, digest?: string): number {
  let count = digest === undefined ? 0 : 1;
  for (let place = members.length - 1; place >= 0; place--) {
    const member = members[place];
    if (member === undefined || member[2] <= sinceMs) break;
    if (member[0] !== digest) count++;
  }
  return count;
}

/** What a rule over many facts is told of one of them. */
export type Match = {
  readonly cause: string;
  readonly atMs: number;
  readonly item: string;
  readonly weight: number;
};

type Bound = { readonly withinDays: number; readonly atLeast: number };

const isBefore = (a: Match, b: Match): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.cause < b.cause);

/** Facts at which the condition becomes true, in order, each with what was reached; worked out anew from all facts. */
export function startsOf(matches: readonly Match[], { withinDays, atLeast }: Bound) {
  const reachedBy = (some: readonly Match[]): number =>
    [...new Map(some.map(({ item, weight }) => [item, weight])).values()].reduce((sum, weight) => sum + weight, 0);
  return matches
    .toSorted((a, b) => (isBefore(a, b) ? -1 : 1))
    .flatMap((match) => {
      const others = matches.filter(
        (other) => isBefore(other, match) && other.atMs > match.atMs - withinDays * 86_400_000,
      );
      const reached = reachedBy([...others, match]);
      return reached >= atLeast && reachedBy(others) < atLeast ? [{ ...match, reached }] : [];
    });
}

/** Facts that get an event when they come in these batches: each stretch of truth once, whatever came late. */
export function statedOf(batches: readonly (readonly Match[])[], bound: Bound): Map<string, number> {
  const known = new Map<string, Match>();
  const stated = new Map<string, number>();
  for (const batch of batches) {
    for (const match of batch) known.set(match.cause, match);
    const starts = startsOf([...known.values()], bound);
    for (const [index, start] of starts.entries()) {
      const next = starts[index + 1];
      const isInStretch = (match: Match) => !isBefore(match, start) && (next === undefined || isBefore(match, next));
      if (![...known.values()].some((match) => stated.has(match.cause) && isInStretch(match)))
        stated.set(start.cause, start.reached);
    }
  }
  return stated;
}

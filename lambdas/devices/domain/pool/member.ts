import { diffPackages } from '../apps/packages.ts';

/** What the pool has counted for one customer, and what it is about to count. */
export type Member = {
  readonly customerId: string;
  readonly packages: readonly string[];
  /** The categories as counted: they stay until they are counted off, whatever the catalogue says by then. */
  readonly categories: readonly string[];
  /** When the last counted snapshot was taken; `undefined` before the first. */
  readonly takenAt: string | undefined;
  /** Categories chosen for snapshots that may be half counted, by sequence number: a second attempt counts the same. */
  readonly intents: Readonly<Record<string, readonly string[]>>;
  readonly version: number;
};

export type Snapshot = {
  readonly sequenceNumber: string;
  readonly takenAt: string;
  readonly packages: readonly string[];
};

/** One customer more or less on a counter, because of one record. */
export type Contribution = { readonly counter: string; readonly sequenceNumber: string; readonly delta: 1 | -1 };

export type MemberPlan = {
  readonly before: Member;
  readonly after: Member;
  readonly contributions: readonly Contribution[];
  /** Kept before the first counter moves. */
  readonly intents: Member['intents'];
};

export const newMember = (customerId: string): Member => ({
  customerId,
  packages: [],
  categories: [],
  takenAt: undefined,
  intents: {},
  version: 0,
});

export const appCounter = (packageName: string): string => `app#${packageName}`;
export const categoryCounter = (category: string): string => `category#${category}`;

/**
 * What a customer's snapshots, in stream order, change in the pool. A snapshot no newer than what is counted is passed
 * over, so duplicates and late arrivals change nothing.
 */
export function planMember(
  before: Member,
  snapshots: readonly Snapshot[],
  categoriesOf: (packages: readonly string[]) => readonly string[],
): MemberPlan {
  let { packages, categories, takenAt } = before;
  const intents: Record<string, readonly string[]> = { ...before.intents };
  const contributions: Contribution[] = [];

  for (const snapshot of snapshots) {
    if (takenAt !== undefined && snapshot.takenAt <= takenAt) continue;
    const { sequenceNumber } = snapshot;
    const chosen = intents[sequenceNumber] ?? categoriesOf(snapshot.packages);
    const moved = [
      ...changes(packages, snapshot.packages, appCounter),
      ...changes(categories, chosen, categoryCounter),
    ].map(([counter, delta]): Contribution => ({ counter, sequenceNumber, delta }));
    if (moved.length > 0) {
      intents[sequenceNumber] = chosen;
      contributions.push(...moved);
    }
    ({ packages, takenAt } = snapshot);
    categories = chosen;
  }

  const after = { ...before, packages, categories, takenAt, intents: {}, version: before.version + 1 };
  return { before, after, contributions, intents };
}

function changes(
  before: readonly string[],
  after: readonly string[],
  counter: (name: string) => string,
): [string, 1 | -1][] {
  const { installed, removed } = diffPackages(before, after);
  return [
    ...installed.map((name): [string, 1] => [counter(name), 1]),
    ...removed.map((name): [string, -1] => [counter(name), -1]),
  ];
}

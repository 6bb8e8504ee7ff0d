import type { Cloud } from '../../local/cloud.ts';

/** What providers took: which messages, when, and which of them more than once. */
export type Recorder = {
  /** Accepted messages of customers whose address begins so, each as often as it was taken. */
  readonly taken: (addressPart: string) => { readonly all: number; readonly twice: number };
  /** On the clock of `performance.now()`. */
  readonly takenAtMs: (addressPart: string) => ReadonlyMap<string, number>;
};

/** The outbox keeps the latest ten thousand; this keeps account of all. @param parts one for each kind of address */
export function recordTaken(cloud: Cloud, kindOf: (address: string) => string): Recorder {
  const byKind = new Map<string, { all: number; atMs: Map<string, number> }>();
  cloud.outbox.onMessage(({ outcome, address, notificationId }) => {
    if (outcome !== 'accepted') return;
    const kind = kindOf(address);
    const known = byKind.get(kind) ?? { all: 0, atMs: new Map<string, number>() };
    byKind.set(kind, known);
    known.all++;
    const key = String(notificationId);
    if (!known.atMs.has(key)) known.atMs.set(key, performance.now());
  });
  return {
    taken: (kind) => {
      const { all = 0, atMs } = byKind.get(kind) ?? {};
      return { all, twice: all - (atMs?.size ?? 0) };
    },
    takenAtMs: (kind) => byKind.get(kind)?.atMs ?? new Map(),
  };
}

import { isFinished, type Operation } from './operation.ts';

/** A page of state at most, measured as JSON. */
const pageMaxBytes = 1024 * 1024;

export type StatePage = { readonly operations: readonly Operation[]; readonly nextMarker?: string };

/** What a replay needs: the children of a context that is over are not, unless it asked for them. */
export function visibleOperations(operations: ReadonlyMap<string, Operation>): Operation[] {
  const hidden = new Set<string>();
  return [...operations.values()].filter(({ id, parentId }) => {
    const parent = parentId === undefined ? undefined : operations.get(parentId);
    if (parent === undefined || !isFinished(parent)) return true;
    if (parent.replayChildren && !hidden.has(parent.id)) return true;
    hidden.add(id);
    return false;
  });
}

/** @param marker Where to go on; left out: at the start */
export function statePage(operations: ReadonlyMap<string, Operation>, marker?: string, itemsMax = 1000): StatePage {
  const all = visibleOperations(operations);
  const from = Number(marker ?? 0);
  let to = from;
  for (let bytes = 0; to < all.length && to - from < itemsMax; to++) {
    bytes += Buffer.byteLength(JSON.stringify(all[to]));
    if (bytes > pageMaxBytes && to > from) break;
  }
  return { operations: all.slice(from, to), ...(to < all.length && { nextMarker: String(to) }) };
}

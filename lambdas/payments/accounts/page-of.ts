import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Entry, EntryPage } from '../domain/account.ts';

/** Entries are read so many at a time where not all are wanted. */
const readAtOnce = 200;
/** More are not read for one page: what is rare in a long history is found over several requests. */
export const readMost = 2000;

type Wanted = {
  readonly limit: number;
  readonly before?: string;
  /** Left out, every entry is wanted. */
  readonly isWanted?: (entry: Entry) => boolean;
};

/** A full page of the entries that are wanted, the newest first; a short one ends the history, or its `next` goes on. */
export async function pageOf(
  read: Ledger['entries'],
  account: string,
  { limit, before, isWanted }: Wanted,
): Promise<EntryPage> {
  const atOnce = isWanted === undefined ? limit : readAtOnce;
  const found: Entry[] = [];
  let next = before;
  for (let looked = 0; looked < readMost; looked += atOnce) {
    const page = await read(account, { limit: atOnce, ...(next !== undefined && { before: next }) });
    for (const [index, entry] of page.entries.entries()) {
      if (isWanted?.(entry) === false) continue;
      found.push(entry);
      if (found.length < limit) continue;
      const isLast = page.next === undefined && index === page.entries.length - 1;
      return { entries: found, next: isLast ? undefined : entry.cursor };
    }
    next = page.next;
    if (next === undefined) break;
  }
  return { entries: found, next };
}

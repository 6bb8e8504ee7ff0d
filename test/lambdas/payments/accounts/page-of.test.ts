import { pageOf, readMost } from '../../../../lambdas/payments/accounts/page-of.ts';
import type { Ledger } from '../../../../lambdas/payments/adapters/aurora-ledger.ts';
import type { Entry, EntryPage } from '../../../../lambdas/payments/domain/account.ts';

const entryAt = (version: number): Entry => ({
  id: `api/${version}`,
  cursor: String(version),
  outcome: 'posted',
  amount: version % 7 === 0 ? 5n : -5n,
  held: 0n,
  balance: 0n,
  version: BigInt(version),
  counterparty: 'ravi:INR',
  kind: version % 50 === 0 ? 'fee' : 'payment',
  reference: null,
  at: '2026-11-21T06:00:00.000Z',
});

/** An account whose entries have these versions, the newest first, and how often it is read. */
function history(length: number, folded: (version: number) => boolean = () => false) {
  const all = Array.from({ length }, (_, index) => length - index);
  const reads: number[] = [];
  const read: Ledger['entries'] = async (_, { limit, before }) => {
    reads.push(limit);
    const rows = all.filter((version) => before === undefined || version < Number(before)).slice(0, limit);
    const last = rows.length < limit ? undefined : rows.at(-1);
    return { entries: rows.filter((version) => !folded(version)).map(entryAt), next: last?.toString() };
  };
  return { all, reads, read };
}

type Filter = (entry: Entry) => boolean;
const isFee: Filter = ({ kind }) => kind === 'fee';
const isIn: Filter = ({ amount }) => amount > 0n;

async function pagesOf(read: Ledger['entries'], limit: number, isWanted?: Filter): Promise<EntryPage[]> {
  const pages: EntryPage[] = [];
  for (let before: string | undefined; ; ) {
    const page = await pageOf(read, 'asha:INR', {
      limit,
      ...(before !== undefined && { before }),
      ...(isWanted && { isWanted }),
    });
    pages.push(page);
    if (page.next === undefined) return pages;
    before = page.next;
  }
}

const versions = (pages: readonly EntryPage[]): number[] =>
  pages.flatMap(({ entries }) => entries.map(({ version }) => Number(version)));

describe('pages of an account', () => {
  it.each<[string, Filter | undefined]>([
    ['everything', undefined],
    ['one kind', isFee],
    ['one direction', isIn],
  ])('of %s tell each entry once, in order, and are full but for the last', async (_, filter) => {
    for (const limit of [1, 3, 20, 200])
      for (const length of [0, 1, 199, 200, 201, 1001]) {
        const { all, read } = history(length);
        const pages = await pagesOf(read, limit, filter);
        expect(versions(pages)).toEqual(all.filter((version) => filter?.(entryAt(version)) ?? true));
        for (const { entries } of pages.slice(0, -1)) expect(entries).toHaveLength(limit);
      }
  });

  it('are full where money was folded between the stripes of an account', async () => {
    const { all, read } = history(300, (version) => version % 3 === 0);
    const pages = await pagesOf(read, 10);
    expect(versions(pages)).toEqual(all.filter((version) => version % 3 !== 0));
    for (const { entries } of pages.slice(0, -1)) expect(entries).toHaveLength(10);
  });

  it('read a bounded part of a long history, and go on behind it', async () => {
    const { reads, read } = history(10_000);
    const isFirst: Filter = ({ version }) => version === 1n;
    const first = await pageOf(read, 'asha:INR', { limit: 50, isWanted: isFirst });
    expect(reads.reduce((sum, each) => sum + each, 0)).toBe(readMost);
    expect(first).toEqual({ entries: [], next: '8001' });
    expect(versions(await pagesOf(read, 50, isFirst))).toEqual([1]);
  });

  it('read no more than they show when everything is wanted', async () => {
    const { reads, read } = history(10_000);
    await pageOf(read, 'asha:INR', { limit: 25 });
    expect(reads).toEqual([25]);
  });
});

import type { Entry, EntryPage } from '../../domain/account.ts';

export type EntryRow = {
  readonly id: string;
  readonly verdict: string;
  readonly amount: string;
  readonly held: string;
  readonly balance: string;
  readonly version: string;
  /** The account, or one of its stripes. */
  readonly part: string;
  readonly counterparty: string;
  readonly kind: string | null;
  readonly reference: string | null;
  /** With microseconds, as the ledger orders by it. */
  readonly created_at: string;
};

const cursorOf = ({ created_at, part, version }: EntryRow): string => `${created_at}|${part}|${version}`;

const toEntry = (row: EntryRow): Entry => ({
  id: row.id,
  cursor: cursorOf(row),
  outcome: row.verdict,
  amount: BigInt(row.amount),
  held: BigInt(row.held),
  balance: BigInt(row.balance),
  version: BigInt(row.version),
  counterparty: row.counterparty,
  kind: row.kind,
  reference: row.reference,
  at: `${row.created_at.slice(0, 23)}Z`,
});

/** A page that is full may have more behind it. Money folded between the stripes of an account is nothing to show. */
export function toEntryPage(rows: readonly EntryRow[], limit: number): EntryPage {
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    entries: rows.filter(({ verdict }) => verdict !== 'folded').map(toEntry),
    next: last === undefined ? undefined : cursorOf(last),
  };
}

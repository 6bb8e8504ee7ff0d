import type { Fact } from '../../domain/fact.ts';

type Text = string | null;

export type FactRow = Pick<
  Fact,
  'seq' | 'id' | 'op' | 'debit' | 'credit' | 'currency' | 'hold' | 'reverses' | 'kind' | 'reference'
> & {
  readonly verdict: Fact['outcome'];
  readonly debit_owner: Text;
  readonly debit_kind: NonNullable<Fact['debitKind']>;
  readonly credit_owner: Text;
  readonly credit_kind: NonNullable<Fact['creditKind']>;
  readonly amount: string;
  readonly batch_group: Text;
  readonly metadata: Text;
  readonly debit_balance: Text;
  readonly debit_version: Text;
  readonly credit_balance: Text;
  readonly credit_version: Text;
  readonly created_at: string;
};

const big = (text: Text): bigint | null => (text === null ? null : BigInt(text));

export const toFact = (row: FactRow): Fact => ({
  seq: row.seq,
  id: row.id,
  op: row.op,
  outcome: row.verdict,
  debit: row.debit,
  debitOwner: row.debit_owner,
  debitKind: row.debit_kind,
  credit: row.credit,
  creditOwner: row.credit_owner,
  creditKind: row.credit_kind,
  amount: BigInt(row.amount),
  currency: row.currency,
  hold: row.hold,
  reverses: row.reverses,
  group: row.batch_group,
  kind: row.kind,
  reference: row.reference,
  metadata: row.metadata === null ? null : (JSON.parse(row.metadata) as Fact['metadata']),
  debitBalance: big(row.debit_balance),
  debitVersion: big(row.debit_version),
  creditBalance: big(row.credit_balance),
  creditVersion: big(row.credit_version),
  at: row.created_at,
});

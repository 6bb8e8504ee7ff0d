import type { Database } from '../../shared/data-api.ts';

/** A request that the ledger has answered. Sums in minor units; times in UTC. */
export type KnownTransfer = {
  readonly id: string;
  readonly op: string;
  readonly outcome: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly kind: string | null;
  readonly reference: string | null;
  readonly reverses: string | null;
  /** What was paid back of it so far. */
  readonly reversed: bigint;
  readonly at: string;
  /** What became of it, when it is a hold. */
  readonly holdStatus?: 'active' | 'captured' | 'voided' | 'expired' | null;
};

export type ReadTransfer = (ledgerId: string) => Promise<KnownTransfer | undefined>;

type Row = Omit<KnownTransfer, 'amount' | 'reversed'> & { readonly amount: string; readonly reversed: string };

export const transfersIn =
  (database: Database): ReadTransfer =>
  async (id) => {
    const [row] = await database.query<Row>(
      `SELECT id, op, verdict AS outcome, split_part(debit, '#', 1) AS debit, split_part(credit, '#', 1) AS credit,
         amount::text AS amount, currency, kind, reference, reverses,
         (SELECT coalesce(sum(r.amount), 0) FROM payments.journal AS r WHERE r.reverses = j.id AND r.verdict = 'reversed')::text AS reversed,
         (SELECT h.status FROM payments.hold AS h WHERE h.id = j.id) AS "holdStatus",
         to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
       FROM payments.journal AS j WHERE id = :id`,
      { id },
    );
    return row === undefined ? undefined : { ...row, amount: BigInt(row.amount), reversed: BigInt(row.reversed) };
  };

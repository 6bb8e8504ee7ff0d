import type { PaymentFlagged } from '../../contracts/screening.ts';
import type { Database } from '../../shared/data-api.ts';
import { reviewKind } from '../domain/screened.ts';

/** A rule that had a payment held, with what it looked at and the thresholds that held. */
export type ReviewRule = PaymentFlagged['data']['rules'][number];

/** A payment that waits for an operator. The sum is in minor units; times are UTC ISO 8601. */
export type WaitingReview = {
  readonly id: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly heldAt: string;
  readonly until: string;
  /** Null when the call that held it died before it could say why, and was not made again. */
  readonly rules: readonly ReviewRule[] | null;
};

export type ReviewPage = { readonly reviews: readonly WaitingReview[]; readonly next: string | undefined };

export type Reviews = {
  /** The oldest first; `after` is the last page's `next`. One that is due can be decided no more, and is left out. */
  readonly waiting: (page: { readonly limit: number; readonly after?: string }) => Promise<ReviewPage>;
  /** Keeps why a payment was held; the first account of it stays. */
  readonly note: (ledgerId: string, rules: readonly ReviewRule[]) => Promise<void>;
};

type Row = Omit<WaitingReview, 'amount' | 'rules' | 'heldAt'> & {
  readonly amount: string;
  readonly rules: string | null;
  /** With microseconds, as pages are ordered by it. */
  readonly created_at: string;
};

export const reviewsIn = (database: Database): Reviews => ({
  waiting: async ({ limit, after }) => {
    const [at = null, id = ''] = after?.split('|') ?? [];
    const rows = await database.query<Row>(
      // The first conditions are those of the index hold_of_review; the journal says which of them are reviews.
      `SELECT h.id, split_part(h.debit, '#', 1) AS debit, h.credit, h.remaining::text AS amount, h.currency, r.rules::text AS rules,
         to_char(h.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at,
         to_char(h.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS until
       FROM payments.hold AS h
       JOIN payments.journal AS j ON j.id = h.id
       LEFT JOIN payments.review_reason AS r ON r.id = h.id
       WHERE h.status = 'active' AND h.expires_at - h.created_at >= interval '3 days'
         AND (h.created_at, h.id) > (coalesce(:at::timestamptz, '-infinity'), :id)
         AND h.expires_at > now() AND j.kind = :kind
       ORDER BY h.created_at, h.id LIMIT :limit::integer`,
      { at, id, kind: reviewKind, limit: limit + 1 },
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      reviews: page.map(toReview),
      next: rows.length > limit && last !== undefined ? `${last.created_at}|${last.id}` : undefined,
    };
  },

  note: async (ledgerId, rules) => {
    await database.query('INSERT INTO payments.review_reason (id, rules) VALUES (:id, :rules) ON CONFLICT DO NOTHING', {
      id: ledgerId,
      rules,
    });
  },
});

const toReview = ({ created_at, amount, rules, ...row }: Row): WaitingReview => ({
  ...row,
  amount: BigInt(amount),
  heldAt: `${created_at.slice(0, 23)}Z`,
  rules: rules === null ? null : (JSON.parse(rules) as ReviewRule[]),
});

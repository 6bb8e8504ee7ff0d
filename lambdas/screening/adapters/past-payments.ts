import { paymentContext } from '../../contracts/payments.ts';
import type { Database } from '../../shared/data-api.ts';
import type { Payment } from '../domain/payment.ts';
import { placeOf } from '../domain/payment-of-event.ts';

/** The last payments of a customer in a currency to customers, merchants and through vendors, the oldest first. */
export type PastPayments = (customerId: string, currency: string, last: number) => Promise<Payment[]>;

type Row = {
  readonly id: string;
  readonly at: string;
  readonly payee: string;
  readonly kind: 'customer' | 'merchant';
  readonly amount: string;
  readonly context: string | null;
};

/** From the ledger's journal: nothing that screening keeps reaches back so far. */
export const pastPaymentsIn =
  (database: Database): PastPayments =>
  async (customerId, currency, last) => {
    const rows = await database.query<Row>(
      `WITH RECURSIVE back AS (
         SELECT last AS id FROM payments.account WHERE id = :account
         UNION ALL
         SELECT CASE j.debit WHEN :account THEN j.debit_before ELSE j.credit_before END
         FROM back AS b JOIN payments.journal AS j ON j.id = b.id
       )
       SELECT replace(j.id, '/', '.') AS id, to_char(j.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
         j.owner AS payee, j.kind, j.amount::text AS amount, (j.metadata -> 'context')::text AS context
       FROM back AS b
       CROSS JOIN LATERAL (
         SELECT t.id, t.created_at, coalesce(p.owner, p.id) AS owner, replace(p.kind, 'system', 'merchant') AS kind, t.amount, coalesce(t.metadata, h.metadata) AS metadata
         FROM payments.journal AS t LEFT JOIN payments.journal AS h ON h.id = t.hold
         JOIN payments.account AS c ON c.id = t.credit JOIN payments.account AS p ON p.id = coalesce(c.parent, c.id)
         WHERE t.id = b.id AND t.debit = :account AND t.verdict IN ('posted', 'captured')
           AND (p.kind IN ('customer', 'merchant') OR t.kind IN ('order', 'cash-out'))
         -- Row by row: the walk ends with the limit, and its order is that of the entries, the newest first.
         OFFSET 0
       ) AS j
       LIMIT :last::integer`,
      { account: `${customerId}:${currency}`, last },
    );
    return rows.toReversed().map(({ id, at, payee, kind, amount, context }) => {
      const told = paymentContext.safeParse(context === null ? undefined : JSON.parse(context)).data;
      return {
        ...{ id, at, payerId: customerId, payeeId: payee, payeeKind: kind, amountMinor: BigInt(amount), currency },
        deviceId: told?.deviceId,
        place: placeOf(told),
      };
    });
  };

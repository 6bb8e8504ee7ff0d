import { paymentContext } from '../../contracts/payments.ts';
import type { Database } from '../../shared/data-api.ts';
import type { Payment } from '../domain/payment.ts';
import { placeOf } from '../domain/payment-of-event.ts';

/** The last payments of a customer in a currency to customers and merchants, the oldest first. */
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
      `SELECT replace(j.id, '/', '.') AS id, to_char(j.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
         p.owner AS payee, p.kind, j.amount::text AS amount, (j.metadata -> 'context')::text AS context
       FROM payments.journal AS j
       JOIN payments.account AS c ON c.id = j.credit JOIN payments.account AS p ON p.id = coalesce(c.parent, c.id)
       WHERE j.debit = :account AND j.debit_version IS NOT NULL AND j.verdict IN ('posted', 'captured')
         AND p.kind IN ('customer', 'merchant')
       ORDER BY j.debit_version DESC LIMIT :last::integer`,
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

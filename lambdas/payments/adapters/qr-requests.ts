import type { Database } from '../../shared/data-api.ts';
import { invariant } from '../../shared/invariant.ts';
import type { Post } from '../domain/operation.ts';
import type { Verdict } from '../domain/verdict.ts';
import { toRow } from './ledger-rows/operation.ts';
import { toVerdicts } from './ledger-rows/verdict.ts';
import { proceduresOf } from './own-transaction.ts';

export type NewQrRequest = {
  readonly id: string;
  readonly merchantId: string;
  /** Minor units; null when the payer decides. */
  readonly minor: bigint | null;
  readonly currency: string;
  /** As it was asked for. */
  readonly terms: Readonly<Record<string, unknown>>;
  readonly payload: string;
  readonly expiresInSec: number;
};

export type KnownQrRequest = Pick<NewQrRequest, 'id' | 'merchantId' | 'minor' | 'currency' | 'payload'> & {
  readonly state: 'created' | 'paid' | 'expired' | 'cancelled';
  readonly note: string | null;
  readonly order: string | null;
  /** The ledger's id of the payment. */
  readonly paidBy: string | null;
  readonly paidAt: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
};

const refusals = [
  'unknown-request',
  'already-paid',
  'cancelled',
  'expired',
  'wrong-currency',
  'amount-differs',
] as const;
export type QrPayRefusal = (typeof refusals)[number];

/** What happened to a payment: the ledger's verdict, or why the request is not paid. */
export type QrPaid =
  | { readonly kind: 'answered'; readonly verdict: Verdict }
  | { readonly kind: 'refused'; readonly reason: QrPayRefusal };

/** Dynamic codes: what a merchant asked for, and that it is paid once. */
export type QrRequests = {
  readonly open: (request: NewQrRequest) => Promise<'opened' | 'known' | 'id-reused'>;
  readonly find: (id: string) => Promise<KnownQrRequest | undefined>;
  readonly cancel: (id: string) => Promise<'cancelled' | 'already-paid' | 'unknown-request'>;
  /** Posts and marks the request paid, both or neither. The same operation again gets the first answer. */
  readonly pay: (id: string, operation: Post) => Promise<QrPaid>;
};

type Row = Omit<KnownQrRequest, 'minor'> & { readonly minor: string | null };

const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export function qrRequestsIn(database: Database): QrRequests {
  async function answer<Answer extends string>(sql: string, params: Parameters<Database['query']>[1]): Promise<Answer> {
    const [row] = await database.query<{ answer: Answer }>(sql, params);
    invariant(row !== undefined, 'the statement answers with a row');
    return row.answer;
  }

  const call = proceduresOf(database);

  const payInTransaction = (id: string, operation: object): Promise<{ answer: string }> =>
    database.transaction(async (query) => {
      await query('SET TRANSACTION ISOLATION LEVEL SERIALIZABLE');
      const [row] = await query<{ answer: string }>('SELECT payments.pay_qr_request_once(:id, :operation) AS answer', {
        id,
        operation,
      });
      return row ?? { answer: '' };
    });

  async function payOnce(id: string, operation: object): Promise<string> {
    const paid = await call<{ answer: string }>(
      'CALL payments.pay_qr_request(:id, :operation, NULL)',
      { id, operation },
      () => payInTransaction(id, operation),
    );
    return paid.answer;
  }

  return {
    open: ({ id, merchantId, minor, currency, terms, payload, expiresInSec }) =>
      answer(
        `SELECT payments.open_qr_request(:id, :merchantId, :minor::bigint, :currency, :terms, :payload,
           :expiresInSec::integer) AS answer`,
        { id, merchantId, minor, currency, terms, payload, expiresInSec },
      ),

    find: async (id) => {
      const [row] = await database.query<Row>(
        `SELECT id, merchant AS "merchantId", amount::text AS minor, currency, payload, state, terms ->> 'note' AS note,
           terms ->> 'order' AS "order", paid_by AS "paidBy", ${utc('paid_at')} AS "paidAt", ${utc('created_at')} AS "createdAt",
           ${utc('expires_at')} AS "expiresAt"
         FROM payments.qr_request_state WHERE id = :id`,
        { id },
      );
      return row === undefined ? undefined : { ...row, minor: row.minor === null ? null : BigInt(row.minor) };
    },

    cancel: (id) => answer('SELECT payments.cancel_qr_request(:id) AS answer', { id }),

    pay: async (id, operation) => {
      const line = await payOnce(id, toRow(operation));
      const reason = refusals.find((refusal) => refusal === line);
      if (reason !== undefined) return { kind: 'refused', reason };
      const [verdict] = toVerdicts([operation], line);
      invariant(verdict !== undefined, 'one operation has one verdict');
      return { kind: 'answered', verdict };
    },
  };
}

import type { Database } from '../../shared/data-api.ts';
import { type Answer, fromStored, type StoredAnswer, toStored } from '../domain/order/answer.ts';
import type { Order, OrderState } from '../domain/order/order.ts';
import { type PackedOrder, packed, unpacked } from '../domain/order/packed.ts';

export type OrderStep = { readonly step: string; readonly at: string };

/** An order as it stands. */
export type KnownOrder = {
  readonly order: Order;
  readonly state: OrderState;
  readonly reason: string | null;
  /** In minor units. */
  readonly captured: bigint;
  readonly answer: Answer | undefined;
  readonly callbackId: string | null;
  readonly steps: readonly OrderStep[];
};

/** What a step brings; the order stays as it is where it says nothing. */
export type Note = {
  readonly step: string;
  readonly state: OrderState;
  readonly captured?: bigint;
  readonly reason?: string | undefined;
};

/** Orders that have not ended well. */
export type OpenState = Exclude<OrderState, 'delivered' | 'undone'>;

/** Every change is safe to repeat. */
export type Orders = {
  readonly open: (order: Order) => Promise<'opened' | 'known' | 'id-reused'>;
  readonly read: (id: string) => Promise<KnownOrder | undefined>;
  /** The oldest first, those placed after the order `after`; an id that is none finds nothing. */
  readonly list: (page: {
    readonly state: OpenState;
    readonly limit: number;
    readonly after?: string;
  }) => Promise<readonly KnownOrder[]>;
  /** @returns when it was noted for the first time */
  readonly note: (id: string, note: Note) => Promise<string>;
  /** @returns the first answer, which counts; `undefined` without such an order */
  readonly answer: (id: string, answer: Answer) => Promise<Answer | undefined>;
  /** Notes what wakes the execution that waits for the answer. */
  readonly await: (id: string, callbackId: string) => Promise<void>;
};

type Row = {
  readonly id: string;
  readonly payer: string;
  readonly request: string;
  readonly terms: string;
  readonly state: OrderState;
  readonly reason: string | null;
  readonly captured: string;
  readonly answer: string | null;
  readonly callbackId: string | null;
  readonly steps: string;
};

const columns = `id, payer, request::text AS request, terms::text AS terms, state, reason, captured::text AS captured,
  answer::text AS answer, callback_id AS "callbackId", steps::text AS steps`;

type StoredRequest = Omit<PackedOrder, 'id' | 'payer' | 'terms'>;

export function ordersIn(database: Database): Orders {
  async function answered<Value>(sql: string, params: Parameters<Database['query']>[1]): Promise<Value> {
    const [row] = await database.query<{ answered: Value }>(sql, params);
    if (row === undefined) throw new Error('the statement answers with a row');
    return row.answered;
  }

  return {
    open: (order) => {
      const { id, payer, terms, ...request } = packed(order);
      const { vendor } = request;
      return answered('SELECT payments.open_order(:id, :payer, :vendor, :request, :terms) AS answered', {
        id,
        payer,
        vendor,
        request,
        terms,
      });
    },

    read: async (id) => {
      const [row] = await database.query<Row>(`SELECT ${columns} FROM payments.order WHERE id = :id`, { id });
      return row === undefined ? undefined : toKnown(row);
    },

    list: async ({ state, limit, after }) => {
      // The first condition is that of the index order_by_age.
      const rows = await database.query<Row>(
        `SELECT ${columns} FROM payments.order
         WHERE state NOT IN ('delivered', 'undone') AND state = :state AND (placed_at, id) > (
           CASE WHEN :after::text IS NULL THEN '-infinity' ELSE (SELECT placed_at FROM payments.order WHERE id = :after) END,
           coalesce(:after, ''))
         ORDER BY placed_at, id LIMIT :limit::integer`,
        { state, after: after ?? null, limit },
      );
      return rows.map(toKnown);
    },

    note: (id, { step, state, captured, reason }) =>
      answered('SELECT payments.note_order(:id, :step, :state, :captured::bigint, :reason) AS answered', {
        id,
        step,
        state,
        captured: captured?.toString() ?? null,
        reason: reason ?? null,
      }),

    answer: async (id, answer) => {
      const first = await answered<string | null>('SELECT payments.answer_order(:id, :answer)::text AS answered', {
        id,
        answer: toStored(answer),
      });
      return first === null ? undefined : fromStored(JSON.parse(first) as StoredAnswer);
    },

    await: async (id, callbackId) => {
      await database.query('SELECT payments.await_order(:id, :callbackId) AS answered', { id, callbackId });
    },
  };
}

function toKnown(row: Row): KnownOrder {
  const request = JSON.parse(row.request) as StoredRequest;
  const terms = JSON.parse(row.terms) as PackedOrder['terms'];
  return {
    order: unpacked({ ...request, id: row.id, payer: row.payer, terms }),
    state: row.state,
    reason: row.reason,
    captured: BigInt(row.captured),
    answer: row.answer === null ? undefined : fromStored(JSON.parse(row.answer) as StoredAnswer),
    callbackId: row.callbackId,
    steps: JSON.parse(row.steps) as OrderStep[],
  };
}

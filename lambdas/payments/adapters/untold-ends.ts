import type { Query } from '../../shared/data-api.ts';
import type { End } from '../domain/order/events.ts';
import type { EndState } from '../domain/order/order.ts';

/** How an order ended, which nobody was told. */
export type UntoldEnd = End & { readonly orderId: string; readonly state: EndState };

export type UntoldEnds = {
  /** What was noted a minute ago or earlier and nobody told since, the oldest first; what was parked an hour ago is last. */
  readonly waiting: (upTo: number) => Promise<readonly UntoldEnd[]>;
  /** Keeps one that cannot be told from those behind it, with up to 200 characters of why; it waits again in an hour. */
  readonly park: (orderId: string, state: EndState, cause: string) => Promise<void>;
  /** Notes that it was told, so that it is not answered again. */
  readonly told: (orderId: string, state: EndState) => Promise<void>;
};

type Row = {
  readonly orderId: string;
  readonly state: EndState;
  readonly captured: string;
  readonly reason: string | null;
  readonly at: string;
};

/** Table payments.untold_order, written with the end itself. */
export const untoldEndsIn = ({ query }: { readonly query: Query }): UntoldEnds => ({
  waiting: async (upTo) => {
    const rows = await query<Row>(
      `SELECT order_id AS "orderId", state, captured::text AS captured, reason,
         to_char(noted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
       FROM payments.untold_order
       WHERE noted_at < now() - interval '1 minute' AND (parked_at IS NULL OR parked_at < now() - interval '1 hour')
       ORDER BY parked_at IS NOT NULL, noted_at LIMIT :upTo::integer`,
      { upTo },
    );
    return rows.map(({ captured, reason, ...row }) => ({
      ...row,
      captured: BigInt(captured),
      reason: reason ?? undefined,
    }));
  },

  park: async (orderId, state, cause) => {
    await query(
      'UPDATE payments.untold_order SET parked_at = now(), cause = :cause WHERE order_id = :orderId AND state = :state',
      { orderId, state, cause },
    );
  },

  told: async (orderId, state) => {
    await query('DELETE FROM payments.untold_order WHERE order_id = :orderId AND state = :state', { orderId, state });
  },
});

import type { Database } from '../../shared/data-api.ts';

/** An order that has not ended, and for how long it was placed. */
export type UnfinishedOrder = { readonly id: string; readonly ageSec: number };

/** @param placedSec orders that nobody began to carry out for so long @param lostSec all others @returns the oldest, `upTo` at most */
export type UnfinishedOrders = (
  ages: { readonly placedSec: number; readonly lostSec: number },
  upTo: number,
) => Promise<UnfinishedOrder[]>;

export const unfinishedOrdersIn =
  (database: Database): UnfinishedOrders =>
  async ({ placedSec, lostSec }, upTo) => {
    const rows = await database.query<{ readonly id: string; readonly age: string }>(
      `SELECT id, floor(extract(epoch FROM now() - placed_at))::text AS age FROM payments.order
       WHERE state NOT IN ('delivered', 'undone') AND state <> 'stuck'
         AND placed_at < now() - make_interval(secs => CASE state WHEN 'placed' THEN :placedSec::integer ELSE :lostSec::integer END)
       ORDER BY placed_at LIMIT :upTo::integer`,
      { placedSec, lostSec, upTo },
    );
    return rows.map(({ id, age }) => ({ id, ageSec: Number(age) }));
  };

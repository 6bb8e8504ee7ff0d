import { type Database, type Params, sqlState } from '../../shared/data-api.ts';

/** Calls a procedure, or does `otherwise` what it would have done. */
export type CallProcedure = <Row>(call: string, params: Params, otherwise: () => Promise<Row>) => Promise<Row>;

/**
 * Procedures that end their own transaction take one call. Should the Data API let none do so (2D000), or not tell what
 * one answered, then the same is done in an explicit transaction, which takes four, and no procedure is called again.
 * A procedure without an answer did its work, so `otherwise` must be safe to repeat.
 */
export function proceduresOf({ query }: Pick<Database, 'query'>): CallProcedure {
  let isAnswered = true;
  return async <Row>(call: string, params: Params, otherwise: () => Promise<Row>) => {
    if (!isAnswered) return otherwise();
    try {
      const [row] = await query<Row>(call, params);
      if (row !== undefined) return row;
    } catch (error) {
      if (sqlState(error) !== '2D000') throw error;
    }
    isAnswered = false;
    return otherwise();
  };
}

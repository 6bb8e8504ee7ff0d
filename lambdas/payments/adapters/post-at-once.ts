import { type Query, sqlState } from '../../shared/data-api.ts';
import type { Log } from '../../shared/log.ts';
import { type Operation, operationId, type Post } from '../domain/operation.ts';

const fits = (text: string | undefined, most: number): boolean => text === undefined || text.length <= most;

/** As short and usual as nearly all are; what is not goes to `payments.post`, which says what is wrong with it. */
const isPlain = (operation: Operation): operation is Post =>
  operation.op === 'post' &&
  operation.group === undefined &&
  operation.amount.minor > 0n &&
  operation.amount.minor < 10n ** 18n &&
  /^[\w:.-]{1,64}$/.test(operation.caller) &&
  Boolean(operation.key) &&
  fits(operation.key, 200) &&
  fits(operation.kind, 60) &&
  fits(operation.reference, 200) &&
  // The database counts a blank after each comma and colon too.
  fits(JSON.stringify(operation.metadata), 500) &&
  !`${operation.debit}${operation.credit}`.includes('#');

/** A known key, one that another has just made, or money that is missing after all; and whoever was too late. */
const isExpected = (error: unknown): boolean => /^(23|40)/.test(sqlState(error) ?? '');

/**
 * Posts one transfer in one SELECT, under the login whose transactions are SERIALIZABLE: a CALL that begins such a
 * transaction itself takes a tenth longer.
 * @returns its line; undefined when it is not that plain, or something stands in the way: then `payments.post` posts it or
 * says why not. After a fault it may have been posted all the same; by its key `payments.post` knows.
 */
export const postAtOnceBy =
  (query: Query, log: Log) =>
  async (batch: readonly Operation[]): Promise<string | undefined> => {
    const [post] = batch;
    if (batch.length !== 1 || post === undefined || !isPlain(post)) return undefined;
    const { debit, credit, amount, kind = null, reference = null, metadata = null } = post;
    try {
      const [row] = await query<{ line: string | null }>(
        'SELECT payments.post_one(:id, :debit, :credit, :minor::bigint, :currency, :kind, :reference, :metadata::jsonb) AS line',
        {
          id: operationId(post),
          debit,
          credit,
          minor: amount.minor,
          currency: amount.currency,
          kind,
          reference,
          metadata,
        },
      );
      return row?.line ?? undefined;
    } catch (error) {
      if (!isExpected(error))
        log.warn('ledger.not-at-once', {
          state: sqlState(error),
          name: error instanceof Error ? error.name : undefined,
        });
      return undefined;
    }
  };

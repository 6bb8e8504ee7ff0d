import type { Database } from '../../shared/data-api.ts';
import { invariant } from '../../shared/invariant.ts';
import type { Account, AccountStatus, Drift, EntryPage, NewAccount, SystemPurpose } from '../domain/account.ts';
import type { Fact } from '../domain/fact.ts';
import type { Operation } from '../domain/operation.ts';
import type { Verdict } from '../domain/verdict.ts';
import { type AccountRow, toAccount } from './ledger-rows/account.ts';
import { type EntryRow, toEntryPage } from './ledger-rows/entry.ts';
import { type FactRow, toFact } from './ledger-rows/fact.ts';
import { toRow } from './ledger-rows/operation.ts';
import { toVerdicts } from './ledger-rows/verdict.ts';
import { proceduresOf } from './own-transaction.ts';

/** The ledger in the words of those who use it. Every call is one statement, tried again after a conflict. */
export type Ledger = {
  /** Posts 1 to 1,000 operations, one after the other. @returns a verdict for each, in the same order */
  readonly post: (batch: readonly Operation[]) => Promise<Verdict[]>;
  readonly openAccount: (account: NewAccount) => Promise<'opened' | 'known' | 'id-reused' | 'invalid'>;
  /** @returns the id of the system's account, which is made when it is first needed */
  readonly systemAccount: (purpose: SystemPurpose, currency: string) => Promise<string>;
  /** Splits what comes into a busy account over so many balances (2 to 64); a number may only grow. */
  readonly stripe: (account: string, stripes: number) => Promise<'striped' | 'unknown-account' | 'invalid'>;
  readonly setStatus: (
    account: string,
    status: AccountStatus,
  ) => Promise<AccountStatus | 'unknown-account' | 'account-closed' | 'account-not-empty'>;
  readonly account: (id: string) => Promise<Account | undefined>;
  /** The newest first; `before` is the last page's `next`. */
  readonly entries: (account: string, page: { readonly limit: number; readonly before?: string }) => Promise<EntryPage>;
  /** In minor units after the last entry at or before an instant. */
  readonly balanceAt: (account: string, at: Date) => Promise<bigint | undefined>;
  /** Releases up to so many holds that are due. @returns how many it released */
  readonly expireHolds: (upTo: number) => Promise<number>;
  /** The oldest facts that nobody has taken; nobody else is given any for `leaseSec` or until these are sent. */
  readonly takeFacts: (upTo: number, leaseSec: number) => Promise<Fact[]>;
  /** Whether somebody's lease of facts lasts. */
  readonly factsTaken: () => Promise<boolean>;
  readonly factsSent: (facts: readonly Fact[]) => Promise<void>;
  /**
   * Recomputes a page of accounts from the journal.
   * @param after the last page's `next`, or '' @returns what differs; empty is good
   */
  readonly verify: (
    after: string,
    upTo: number,
  ) => Promise<{ readonly drifts: Drift[]; readonly next: string | undefined }>;
  /** Currencies whose balances don't cancel out; empty is good. */
  readonly unbalanced: () => Promise<string[]>;
};

/** From so many operations on, batches take turns; the same number is in `payments.post`. */
const turnsFrom = 20;

/** @param atOnce a shorter way for what is plain; undefined says to go the long one */
export function auroraLedger(
  database: Database,
  atOnce: (batch: readonly Operation[]) => Promise<string | undefined> = async () => undefined,
): Ledger {
  const one = async <Row>(sql: string, params: Parameters<Database['query']>[1]): Promise<Row> => {
    const [row] = await database.query<Row>(sql, params);
    invariant(row !== undefined, 'the statement answers with a row');
    return row;
  };

  const call = proceduresOf(database);

  const postInTransaction = (rows: readonly object[]): Promise<{ verdicts: string }> =>
    database.transaction(async (query) => {
      await query('SET TRANSACTION ISOLATION LEVEL SERIALIZABLE');
      // Before the first snapshot: one that is older than the wait would only fail.
      if (rows.length >= turnsFrom) await query('LOCK TABLE payments.turn IN SHARE ROW EXCLUSIVE MODE');
      const [row] = await query<{ verdicts: string }>('SELECT payments.post_as_lines(:batch) AS verdicts', {
        batch: rows,
      });
      return row ?? { verdicts: '' };
    });

  async function postRows(rows: readonly object[]): Promise<string> {
    const { verdicts } = await call<{ verdicts: string }>('CALL payments.post(:batch, NULL)', { batch: rows }, () =>
      postInTransaction(rows),
    );
    return verdicts;
  }

  return {
    post: async (batch) => toVerdicts(batch, (await atOnce(batch)) ?? (await postRows(batch.map(toRow)))),

    openAccount: async ({ id, owner, kind, currency, floor }) =>
      (
        await one<{ answer: 'opened' | 'known' | 'id-reused' | 'invalid' }>(
          'SELECT payments.open_account(:id, :owner, :kind, NULL, :currency, :floor::bigint) AS answer',
          { id, owner, kind, currency, floor },
        )
      ).answer,

    systemAccount: async (purpose, currency) =>
      (await one<{ id: string }>('SELECT payments.system_account(:purpose, :currency) AS id', { purpose, currency }))
        .id,

    stripe: async (account, stripes) =>
      (
        await one<{ answer: 'striped' | 'unknown-account' | 'invalid' }>(
          'SELECT payments.stripe_account(:account, :stripes::integer) AS answer',
          { account, stripes },
        )
      ).answer,

    setStatus: async (account, status) =>
      (
        await one<{ answer: AccountStatus | 'unknown-account' | 'account-closed' | 'account-not-empty' }>(
          'SELECT payments.set_account_status(:account, :status) AS answer',
          { account, status },
        )
      ).answer,

    account: async (id) => {
      const [row] = await database.query<AccountRow>(
        `SELECT id, owner, kind, currency, status, floor::text AS floor, balance::text AS balance, held::text AS held,
           available::text AS available, version::text AS version
         FROM payments.account_state WHERE id = :id`,
        { id },
      );
      return row === undefined ? undefined : toAccount(row);
    },

    entries: async (account, { limit, before }) => {
      const [at = null, part = null, version = null] = before?.split('|') ?? [];
      const rows = await database.query<EntryRow>(
        `SELECT id, verdict, amount::text AS amount, held::text AS held, balance::text AS balance, version::text AS version, part,
           counterparty, kind, reference, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at
         FROM payments.entries(:account, :at::timestamptz, :part, :version::bigint, :limit::integer)`,
        { account, at, version, part, limit },
      );
      return toEntryPage(rows, limit);
    },

    balanceAt: async (account, at) => {
      const row = await one<{ balance: string | null }>(
        // The ledger's times have microseconds and are told without: an entry is of its whole millisecond.
        "SELECT payments.balance_at(:account, :at::timestamptz + interval '999 microseconds')::text AS balance",
        { account, at: at.toISOString() },
      );
      return row.balance === null ? undefined : BigInt(row.balance);
    },

    expireHolds: async (upTo) =>
      (await one<{ expired: number }>('SELECT payments.expire_holds(:upTo::integer) AS expired', { upTo })).expired,

    takeFacts: async (upTo, leaseSec) =>
      (
        await database.query<FactRow>(
          `SELECT seq::text AS seq, id, op, verdict, debit, debit_owner, credit, credit_owner,
             (SELECT a.kind FROM payments.account AS a WHERE a.id = debit) AS debit_kind,
             (SELECT a.kind FROM payments.account AS a WHERE a.id = credit) AS credit_kind, amount::text AS amount, currency, hold, reverses,
             batch_group, kind, reference,
             -- A capture is of the payment that was held, and repeats nothing of it.
             coalesce(metadata, CASE verdict WHEN 'captured' THEN (SELECT h.metadata FROM payments.journal AS h WHERE h.id = f.hold) END)::text
               AS metadata, debit_balance::text AS debit_balance, debit_version::text AS debit_version,
             credit_balance::text AS credit_balance, credit_version::text AS credit_version,
             to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at
           FROM payments.take_outbox(:upTo::integer, :leaseSec::integer) AS f`,
          { upTo, leaseSec },
        )
      ).map(toFact),

    factsTaken: async () => (await one<{ taken: boolean }>('SELECT payments.outbox_taken() AS taken', {})).taken,

    factsSent: async (facts) => {
      const seqs = [...new Set(facts.map(({ seq }) => seq))];
      if (seqs.length > 0) await database.query('SELECT payments.outbox_sent(:seqs) AS sent', { seqs });
    },

    verify: async (after, upTo) => {
      const drifts = await database.query<Drift>(
        'SELECT account, drift, stated, computed FROM payments.verify(:after, :upTo::integer)',
        { after, upTo },
      );
      const [last] = await database.query<{ id: string }>(
        'SELECT id FROM payments.account WHERE id > :after ORDER BY id OFFSET :skip::integer LIMIT 1',
        { after, skip: upTo - 1 },
      );
      return { drifts, next: last?.id };
    },

    unbalanced: async () =>
      (await database.query<{ currency: string }>('SELECT currency FROM payments.currency_total WHERE total <> 0')).map(
        ({ currency }) => currency,
      ),
  };
}

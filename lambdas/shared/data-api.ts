import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandOutput,
  type Field,
  type RDSDataClient,
  RollbackTransactionCommand,
  type SqlParameter,
} from '@aws-sdk/client-rds-data';
import { backoffMs, type Sleep, sleep } from './backoff.ts';
import { PoisonRecord } from './poison-record.ts';

export type DatabaseConfig = { readonly resourceArn: string; readonly secretArn: string; readonly database: string };

/** Values by the name of their `:placeholder`; an object or array arrives as jsonb, a bigint as text to be cast in SQL. */
export type Params = Readonly<Record<string, string | number | bigint | boolean | null | object>>;

export type Query = <Row = Record<string, unknown>>(sql: string, params?: Params) => Promise<Row[]>;

export type Database = {
  /** One statement, which commits by itself; repeated after a fault, so it must be safe to repeat. */
  readonly query: Query;
  /** All or nothing; `work` is run again from its start after a serialization failure. */
  readonly transaction: <Result>(work: (query: Query) => Promise<Result>) => Promise<Result>;
};

const attempts = 6;

/** One statement that nobody repeats: for whoever has another way. Outside of a transaction it commits by itself. */
export const queryOnce =
  (client: RDSDataClient, config: DatabaseConfig, transactionId?: string): Query =>
  async <Row>(sql: string, params: Params = {}) => {
    const answer = await client.send(
      new ExecuteStatementCommand({
        ...config,
        sql: withCasts(sql, params),
        parameters: toParameters(params),
        transactionId,
        // The Data API formats no other rows: those of RETURNING and CALL come as fields.
        ...(/^\s*(SELECT|WITH)/.test(sql) ? { formatRecordsAs: 'JSON' } : { includeResultMetadata: true }),
      }),
    );
    return toRows(answer) as Row[];
  };

/** Aurora PostgreSQL through the Data API, with bounded retries of what another attempt can cure. */
export function makeDatabase(client: RDSDataClient, config: DatabaseConfig, pause: Sleep = sleep): Database {
  const run = (transactionId?: string): Query => queryOnce(client, config, transactionId);

  async function inTransaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    const { transactionId } = await client.send(new BeginTransactionCommand(config));
    try {
      const result = await work(run(transactionId));
      await client.send(new CommitTransactionCommand({ ...config, transactionId }));
      return result;
    } catch (error) {
      // The first error is the one to tell; a rollback that fails too is undone by the server's time limit.
      await client.send(new RollbackTransactionCommand({ ...config, transactionId })).catch(() => undefined);
      throw error;
    }
  }

  async function retrying<Result>(attemptOnce: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await attemptOnce();
      } catch (error) {
        if (isPermanent(error)) throw new PoisonRecord(`database refused the data: SQLState ${sqlState(error)}`);
        if (attempt === attempts || !isTransient(error)) throw error;
        await pause(backoffMs(attempt, 50, 2000));
      }
    }
  }

  return {
    query: (sql, params) => retrying(() => run()(sql, params)),
    transaction: (work) => retrying(() => inTransaction(work)),
  };
}

function toRows({ formattedRecords, columnMetadata = [], records = [] }: ExecuteStatementCommandOutput): unknown {
  if (formattedRecords !== undefined) return JSON.parse(formattedRecords);
  const value = (field: Field | undefined) => (field?.isNull ? null : Object.values(field ?? {})[0]);
  return records.map((row) => Object.fromEntries(columnMetadata.map(({ label }, n) => [label, value(row[n])])));
}

const toParameters = (params: Params): SqlParameter[] =>
  Object.entries(params).map(([name, value]) => ({ name, value: toField(value) }));

/** A hint would say JSON, and whether that is `json`, which no function of ours takes, is not documented: a cast is clear. */
const withCasts = (sql: string, params: Params): string =>
  sql.replaceAll(/(?<!:):(\w+)\b(?!::)/g, (place, name: string) =>
    typeof (params[name] ?? '') === 'object' ? `${place}::jsonb` : place,
  );

function toField(value: Params[string]): Field {
  if (value === null) return { isNull: true };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { longValue: value } : { doubleValue: value };
  return { stringValue: typeof value === 'object' ? JSON.stringify(value) : value.toString() };
}

/** The Data API states the SQLSTATE in the message only: `ERROR: ...; SQLState: 40001`. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof Error ? /SQLState: ([0-9A-Z]{5})/.exec(error.message)?.[1] : undefined;

/** Bad data (class 22) and broken constraints (class 23): the same statement fails the same way for ever. */
const isPermanent = (error: unknown): boolean => /^2[23]/.test(sqlState(error) ?? '');

/** Serialization failure, deadlock, lost connection (08), out of resources (53), shutting down (57P0x), or no SQL error at all. */
const transientState = /^(40001|40P01|08...|53...|57P0.)$/;
const transientName =
  /^((DatabaseResuming|DatabaseUnavailable|InternalServerError|Throttling|StatementTimeout)Exception|(ServiceUnavailable|Timeout)Error)$/;

function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return transientState.test(state);
  if (!(error instanceof Error)) return false;
  return transientName.test(error.name) || /ECONNREFUSED|ECONNRESET|EPIPE|socket hang up/.test(error.message);
}

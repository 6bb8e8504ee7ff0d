import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Answer, AwsError, type Call, type StandIn } from '../call.ts';
import { bindStatement, type SqlParameter } from './parameters.ts';
import { resultBody } from './results.ts';

/** What the Data API reaches a cluster by. */
export type Cluster = { readonly host: string; readonly port: number; readonly database: string };

export type DataApi = StandIn & { readonly addCluster: (arn: string, cluster: Cluster) => void };

type Transaction = { readonly client: pg.PoolClient; readonly secretArn: string; busy: boolean; idle: NodeJS.Timeout };

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html#data-api.limitations */
const requestLimit = 4 * 1024 * 1024;
const statementTimeoutMs = 45_000;
const transactionIdleMs = 180_000;
const connectionsMax = 16;

/** Every value comes as PostgreSQL's text. */
const asText = { getTypeParser: () => (text: string) => text };

const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message);

/**
 * The RDS Data API over a PostgreSQL of the laptop. Whoever calls logs in as the user of the secret they name, so a
 * wrong secret is refused and a role's grants count.
 * @param secretValue the value of a secret by its ARN
 */
export function startDataApi(secretValue: (arn: string) => string | undefined): DataApi {
  const clusters = new Map<string, Cluster>();
  const pools = new Map<string, pg.Pool>();
  const transactions = new Map<string, Transaction>();

  function poolFor({ resourceArn, secretArn, database }: Call['input']): pg.Pool {
    const cluster = clusters.get(String(resourceArn));
    if (cluster === undefined) throw badRequest(`HttpEndpoint is not enabled for resource ${resourceArn}`);
    const value = secretValue(String(secretArn));
    if (value === undefined) throw badRequest("Error fetching secret: can't find the specified secret.");
    const { username: user, password } = JSON.parse(value) as { username: string; password: string };
    const name = typeof database === 'string' ? database : cluster.database;
    const key = JSON.stringify([resourceArn, name, user, password]);
    const known = pools.get(key);
    if (known !== undefined) return known;
    const pool = new pg.Pool({
      ...cluster,
      database: name,
      user,
      password,
      max: connectionsMax,
      types: asText,
      statement_timeout: statementTimeoutMs,
    });
    // A connection that dies while it waits is replaced at its next use.
    pool.on('error', () => undefined);
    pools.set(key, pool);
    return pool;
  }

  async function execute(client: pg.Pool | pg.PoolClient, input: Call['input'], parameters: unknown): Promise<string> {
    const { text, values } = bindStatement(String(input.sql), (parameters ?? []) as SqlParameter[]);
    const query = { text, values: [...values], rowMode: 'array', queryMode: 'extended' } as pg.QueryArrayConfig;
    const result = await client.query<(string | null)[]>(query);
    const asJson = input.formatRecordsAs === 'JSON';
    return resultBody(result, { asJson, metadata: input.includeResultMetadata === true });
  }

  function end(id: string): Transaction {
    const transaction = transactionOf(id);
    clearTimeout(transaction.idle);
    transactions.delete(id);
    return transaction;
  }

  const expire = (id: string): NodeJS.Timeout =>
    setTimeout(async () => {
      const { client } = end(id);
      await client.query('ROLLBACK').catch(() => undefined);
      client.release();
    }, transactionIdleMs).unref();

  function transactionOf(id: unknown): Transaction {
    const transaction = transactions.get(String(id));
    if (transaction === undefined)
      throw new AwsError('TransactionNotFoundException', `Transaction ${id} is not found`, 404);
    return transaction;
  }

  /** Runs `work` on the transaction's connection, or on any when there is none. */
  async function on(input: Call['input'], work: (client: pg.Pool | pg.PoolClient) => Promise<string>): Promise<string> {
    const id = input.transactionId;
    if (id === undefined) return work(poolFor(input));
    const transaction = transactionOf(id);
    if (transaction.busy)
      throw badRequest('Transaction is in use: calls within one transaction run one after the other');
    transaction.busy = true;
    try {
      return await work(transaction.client);
    } finally {
      transaction.busy = false;
      transaction.idle.refresh();
    }
  }

  const operations: Readonly<Record<string, (input: Call['input']) => Promise<string>>> = {
    ExecuteStatement: (input) => on(input, (client) => execute(client, input, input.parameters)),

    BatchExecuteStatement: (input) =>
      on(input, async (client) => {
        for (const set of (input.parameterSets ?? [[]]) as unknown[]) await execute(client, input, set);
        return JSON.stringify({ updateResults: [] });
      }),

    BeginTransaction: async (input) => {
      const client = await poolFor(input).connect();
      await client.query('BEGIN');
      const id = randomBytes(96).toString('base64');
      transactions.set(id, { client, secretArn: String(input.secretArn), busy: false, idle: expire(id) });
      return JSON.stringify({ transactionId: id });
    },

    CommitTransaction: async ({ transactionId }) => {
      const { client } = end(String(transactionId));
      try {
        const { command } = await client.query('COMMIT');
        // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK; nothing of it is kept.
        if (command === 'ROLLBACK') throw new AwsError('DatabaseErrorException', 'Transaction was rolled back');
      } finally {
        client.release();
      }
      return JSON.stringify({ transactionStatus: 'Transaction Committed' });
    },

    RollbackTransaction: async ({ transactionId }) => {
      const { client } = end(String(transactionId));
      try {
        await client.query('ROLLBACK');
      } finally {
        client.release();
      }
      return JSON.stringify({ transactionStatus: 'Rollback Complete' });
    },
  };

  return {
    addCluster: (arn, cluster) => {
      clusters.set(arn, cluster);
    },
    handle: async ({ operation, input, body }): Promise<Answer> => {
      const carryOut = operations[operation];
      if (carryOut === undefined)
        throw new AwsError('UnsupportedOperation', `rds-data:${operation} has no stand-in on the laptop.`);
      if (body.length > requestLimit) throw badRequest('Request is larger than 4 MiB');
      try {
        return { status: 200, headers: { 'content-type': 'application/json' }, body: await carryOut(input) };
      } catch (error) {
        throw toAwsError(error);
      }
    },
    stop: async () => {
      for (const id of [...transactions.keys()]) end(id).client.release(true);
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

/** The Data API tells an SQL error by its text and its SQLSTATE, and a database that is away as unavailable. */
function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (!(error instanceof pg.DatabaseError)) return new AwsError('DatabaseUnavailableException', String(error), 504);
  if (error.code === '42601' && error.message.includes('multiple commands'))
    return badRequest("Multistatements aren't supported.");
  if (error.code?.startsWith('28')) return badRequest(`${error.severity}: ${error.message}; SQLState: ${error.code}`);
  const detail = error.detail === undefined ? '' : `\n  Detail: ${error.detail}`;
  return new AwsError(
    'DatabaseErrorException',
    `${error.severity}: ${error.message}${detail}; SQLState: ${error.code}`,
  );
}

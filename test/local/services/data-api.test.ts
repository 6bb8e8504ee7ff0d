import {
  BatchExecuteStatementCommand,
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type DatabaseServer, startDatabaseServer } from '../../support/database-server.ts';
import { until } from '../../support/until.ts';

let services: DatabaseServer;
let client: RDSDataClient;
let target: { resourceArn: string; secretArn: string };

const resourceArn = 'arn:aws:rds:ap-south-1:000000000000:cluster:db';
const run = (sql: string, more: Partial<ExecuteStatementCommandInput> = {}) =>
  client.send(new ExecuteStatementCommand({ ...target, database: 'sangam', sql, ...more }));
const json = async (sql: string, more: Partial<ExecuteStatementCommandInput> = {}) =>
  JSON.parse((await run(sql, { formatRecordsAs: 'JSON', ...more })).formattedRecords ?? 'null');

beforeAll(async () => {
  services = await startDatabaseServer();
  const as = { ...services.config, credentials: services.root };
  const SecretString = JSON.stringify({ username: 'admin', password: 'pass"word' });
  const { ARN = '' } = await new SecretsManagerClient(as).send(new CreateSecretCommand({ Name: 'db', SecretString }));
  await services.addDatabase({ arn: resourceArn, database: 'sangam', adminUser: 'admin', adminPassword: 'pass"word' });
  client = new RDSDataClient(as);
  target = { resourceArn, secretArn: ARN };
  await run('CREATE TABLE thing (id bigint PRIMARY KEY, name text, doc jsonb, at timestamptz)');
});

afterAll(() => services.drop());

describe('Data API', () => {
  it('gives values in its field shapes', async () => {
    const { records } = await run(
      `SELECT 1::int, 1.5::float8, true, 'x', NULL, 12.30::numeric, '{"a":1}'::jsonb, ARRAY[1,2], timestamptz '2026-11-02 06:00:00Z'`,
    );
    expect(records).toEqual([
      [
        { longValue: 1 },
        { doubleValue: 1.5 },
        { booleanValue: true },
        { stringValue: 'x' },
        { isNull: true },
        { stringValue: '12.30' },
        { stringValue: '{"a": 1}' },
        { arrayValue: { longValues: [1, 2] } },
        { stringValue: '2026-11-02 06:00:00' },
      ],
    ]);
  });

  it('gives rows as JSON and keeps the digits of a bigint', async () => {
    const { formattedRecords } = await run('SELECT 9007199254740993 AS n, NULL AS nothing', {
      formatRecordsAs: 'JSON',
    });
    expect(formattedRecords).toBe('[{"n":9007199254740993,"nothing":null}]');
  });

  it.each([
    [
      "INSERT INTO thing (id, name) VALUES (5, 'x') RETURNING id, name",
      ['id', 'name'],
      [{ longValue: 5 }, { stringValue: 'x' }],
    ],
    ['DELETE FROM thing WHERE id = 5 RETURNING name', ['name'], [{ stringValue: 'x' }]],
    ['CALL answer(1, NULL)', ['name'], [{ stringValue: 'called' }]],
  ])('gives records to what is no SELECT, whatever format it asks for: %s', async (sql, columns, row) => {
    await run(`CREATE OR REPLACE PROCEDURE answer(given int, INOUT name text) LANGUAGE plpgsql AS $$
      BEGIN COMMIT; name := 'called'; END $$`);
    const answer = await run(sql, { formatRecordsAs: 'JSON', includeResultMetadata: true });
    expect(answer.formattedRecords).toBeUndefined();
    expect(answer.columnMetadata?.map(({ name }) => name)).toEqual(columns);
    expect(answer.records).toEqual([row]);
  });

  it.each([
    ['nothing', 'SELECT pg_advisory_xact_lock(1)'],
    ['an interval', "SELECT interval '1 day'"],
    ['the name of a table', "SELECT 'thing'::regclass"],
    ['arrays of documents', `SELECT ARRAY['{}'::jsonb]`],
    ['arrays of arrays', 'SELECT ARRAY[ARRAY[1]]'],
  ])('refuses to give %s, which it has no field for', async (_, sql) => {
    for (const formatRecordsAs of ['JSON', 'NONE'] as const)
      await expect(run(sql, { formatRecordsAs })).rejects.toMatchObject({
        name: 'UnsupportedResultException',
        message: expect.stringMatching(/^The result contains the unsupported data type /),
      });
  });

  it('binds names where they are placeholders, and nowhere else', async () => {
    const rows = await json(
      `SELECT :a AS a, ':a' AS quoted, $$ :a $$ AS dollar, E'it\\':a' AS escaped, '7'::int AS cast_, :a || 'y' AS again /* :a /* :b */ */ -- :c
      `,
      { parameters: [{ name: 'a', value: { stringValue: 'x' } }] },
    );
    expect(rows).toEqual([{ a: 'x', quoted: ':a', dollar: ' :a ', escaped: "it':a", cast_: 7, again: 'xy' }]);
  });

  it('sends a string as text, which a hint turns into another type', async () => {
    const value = { stringValue: '2f1e3c1e-7d5a-4b8e-9d6f-0a1b2c3d4e5f' };
    await run('CREATE TABLE keyed (id uuid)');
    const sql = 'INSERT INTO keyed VALUES (:id)';
    await expect(run(sql, { parameters: [{ name: 'id', value }] })).rejects.toThrow('SQLState: 42804');
    expect(await run(sql, { parameters: [{ name: 'id', value, typeHint: 'UUID' }] })).toMatchObject({
      numberOfRecordsUpdated: 1,
    });
    expect(
      await json('SELECT (:j)->>:k AS v', {
        parameters: [
          { name: 'j', value: { stringValue: '{"a":"b"}' }, typeHint: 'JSON' },
          { name: 'k', value: { stringValue: 'a' } },
        ],
      }),
    ).toEqual([{ v: 'b' }]);
  });

  it.each([
    ['several statements', 'SELECT 1; SELECT 2', "Multistatements aren't supported."],
    ['a parameter that is not given', 'SELECT :x', 'Cannot find parameter: x'],
    ['a row over 64 KB', "SELECT repeat('x', 70000)", 'allowed row size'],
    ['an answer over 1 MiB', "SELECT repeat('x', 60000) FROM generate_series(1, 20)", 'allowed response size'],
  ])('refuses %s', async (_, sql, message) => {
    await expect(run(sql)).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringContaining(message),
    });
  });

  it('refuses arrays', async () => {
    const parameters = [{ name: 'a', value: { arrayValue: { longValues: [1] } } }];
    await expect(run('SELECT :a', { parameters })).rejects.toThrow('Array parameters are not supported');
  });

  it('tells the SQLSTATE in the message', async () => {
    await run('INSERT INTO thing (id) VALUES (1)');
    await expect(run('INSERT INTO thing (id) VALUES (1)')).rejects.toMatchObject({
      name: 'DatabaseErrorException',
      message: expect.stringMatching(/^ERROR: duplicate key .*SQLState: 23505$/s),
    });
  });

  it('commits and rolls back what runs in a transaction, and ends it at an error', async () => {
    const begin = async () =>
      (await client.send(new BeginTransactionCommand({ ...target, database: 'sangam' }))).transactionId;
    const count = async () => (await json('SELECT count(*)::int AS n FROM thing WHERE id >= 10'))[0].n;

    const first = await begin();
    await run('INSERT INTO thing (id) VALUES (10)', { transactionId: first });
    expect(await count()).toBe(0);
    await client.send(new CommitTransactionCommand({ ...target, transactionId: first }));
    expect(await count()).toBe(1);

    const second = await begin();
    await run('INSERT INTO thing (id) VALUES (11)', { transactionId: second });
    await client.send(new RollbackTransactionCommand({ ...target, transactionId: second }));
    expect(await count()).toBe(1);

    const third = await begin();
    await expect(run('SELECT 1/0', { transactionId: third })).rejects.toThrow('SQLState: 22012');
    await expect(run('SELECT 1', { transactionId: third })).rejects.toThrow('SQLState: 25P02');
    await expect(client.send(new CommitTransactionCommand({ ...target, transactionId: third }))).rejects.toThrow(
      'rolled back',
    );
    await expect(run('SELECT 1', { transactionId: third })).rejects.toMatchObject({
      name: 'TransactionNotFoundException',
    });
  });

  it('refuses two calls at once in one transaction', async () => {
    const { transactionId } = await client.send(new BeginTransactionCommand({ ...target, database: 'sangam' }));
    const holder = (await client.send(new BeginTransactionCommand({ ...target, database: 'sangam' }))).transactionId;
    const lock = 'SELECT pg_advisory_xact_lock(4711)::text AS locked';
    await run(lock, { transactionId: holder });
    const first = run(lock, { transactionId });
    await until(async () => {
      const [seen] = await json("SELECT count(*) AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
      return seen?.waiting === 1;
    });

    await expect(run('SELECT 1', { transactionId })).rejects.toThrow('Transaction is in use');

    await client.send(new RollbackTransactionCommand({ ...target, transactionId: holder }));
    await first;
    await client.send(new RollbackTransactionCommand({ ...target, transactionId }));
  });

  it('runs a statement for each set of parameters', async () => {
    await client.send(
      new BatchExecuteStatementCommand({
        ...target,
        database: 'sangam',
        sql: 'INSERT INTO thing (id, name) VALUES (:id, :name)',
        parameterSets: [20, 21].map((id) => [
          { name: 'id', value: { longValue: id } },
          { name: 'name', value: { isNull: true } },
        ]),
      }),
    );
    expect(await json('SELECT id, name FROM thing WHERE id >= 20 ORDER BY id')).toEqual([
      { id: 20, name: null },
      { id: 21, name: null },
    ]);
  });

  it('logs in as the user of the secret, and refuses a wrong one', async () => {
    const secrets = new SecretsManagerClient({ ...services.config, credentials: services.root });
    const SecretString = JSON.stringify({ username: 'admin', password: 'wrong' });
    const { ARN } = await secrets.send(new CreateSecretCommand({ Name: 'wrong', SecretString }));
    await expect(run('SELECT 1', { secretArn: ARN })).rejects.toThrow('password authentication failed');
    await expect(run('SELECT 1', { secretArn: 'none' })).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(await json('SELECT current_user::text AS me')).toEqual([{ me: 'admin' }]);
  });

  it('serializes for real: one of two that read what the other writes fails with 40001', async () => {
    await run('INSERT INTO thing (id, name) VALUES (30, $$x$$), (31, $$x$$)');
    const both = await Promise.all(
      [30, 31].map(async (mine) => {
        const { transactionId } = await client.send(new BeginTransactionCommand({ ...target, database: 'sangam' }));
        await run('SET TRANSACTION ISOLATION LEVEL SERIALIZABLE', { transactionId });
        await run('SELECT count(*) FROM thing WHERE id IN (30, 31) AND name = $$x$$', { transactionId });
        return { transactionId, mine };
      }),
    );
    const ended = await Promise.allSettled(
      both.map(async ({ transactionId, mine }) => {
        await run(`UPDATE thing SET name = $$y$$ WHERE id = ${mine}`, { transactionId });
        await client.send(new CommitTransactionCommand({ ...target, transactionId }));
      }),
    );
    const failed = ended.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
    expect(failed).toEqual([expect.stringContaining('SQLState: 40001')]);
  });
});

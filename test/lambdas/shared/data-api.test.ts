import { ExecuteStatementCommand, type RDSDataClient } from '@aws-sdk/client-rds-data';
import { makeDatabase, sqlState } from '../../../lambdas/shared/data-api.ts';
import { PoisonRecord } from '../../../lambdas/shared/poison-record.ts';

const config = { resourceArn: 'cluster', secretArn: 'secret', database: 'sangam' };
const failure = (message: string, name = 'DatabaseErrorException') => Object.assign(new Error(message), { name });

/** A client that fails with each of `failures` in turn, then answers `records`. */
function clientFailing(failures: readonly Error[], records = '[{"n":1}]') {
  const sent: string[] = [];
  let executions = 0;
  const client = {
    send: async (command: { constructor: { name: string } }) => {
      sent.push(command.constructor.name);
      if (!(command instanceof ExecuteStatementCommand)) return { transactionId: 't1' };
      const error = failures[executions++];
      if (error !== undefined) throw error;
      return { formattedRecords: records };
    },
  } as unknown as RDSDataClient;
  return { client, sent };
}

const noPause = async () => undefined;

describe('makeDatabase', () => {
  it.each([
    ['a serialization failure', failure('ERROR: could not serialize; SQLState: 40001')],
    ['a deadlock', failure('ERROR: deadlock detected; SQLState: 40P01')],
    ['a cluster that wakes up', failure('resuming', 'DatabaseResumingException')],
    ['a refused connection', new Error('connect ECONNREFUSED 127.0.0.1:1')],
  ])('tries again after %s', async (_, error) => {
    const { client, sent } = clientFailing([error, error]);
    expect(await makeDatabase(client, config, noPause).query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(sent).toHaveLength(3);
  });

  it('gives a bounded number of attempts', async () => {
    const away = failure('away', 'ServiceUnavailableError');
    const { client, sent } = clientFailing(Array.from({ length: 100 }, () => away));
    await expect(makeDatabase(client, config, noPause).query('SELECT 1')).rejects.toBe(away);
    expect(sent).toHaveLength(6);
  });

  it('calls data that the database can never take poison, by its state alone', async () => {
    const { client } = clientFailing([failure('ERROR: value "Asha" out of range; SQLState: 22003')]);
    await expect(makeDatabase(client, config, noPause).query('SELECT 1')).rejects.toThrow(
      new PoisonRecord('database refused the data: SQLState 22003'),
    );
  });

  it('does not repeat a statement that is wrong', async () => {
    const { client, sent } = clientFailing([failure('ERROR: syntax error; SQLState: 42601')]);
    await expect(makeDatabase(client, config, noPause).query('SELEC 1')).rejects.toThrow('syntax error');
    expect(sent).toHaveLength(1);
  });

  it('rolls a failed transaction back and runs it again from its start', async () => {
    const { client, sent } = clientFailing([failure('ERROR: could not serialize; SQLState: 40001')]);
    const rows = await makeDatabase(client, config, noPause).transaction((query) => query('SELECT 1 AS n'));
    expect(rows).toEqual([{ n: 1 }]);
    expect(sent).toEqual([
      'BeginTransactionCommand',
      'ExecuteStatementCommand',
      'RollbackTransactionCommand',
      'BeginTransactionCommand',
      'ExecuteStatementCommand',
      'CommitTransactionCommand',
    ]);
  });

  it('reads the records of what is no SELECT: those never come as JSON', async () => {
    const inputs: unknown[] = [];
    const client = {
      send: async ({ input }: ExecuteStatementCommand) => {
        inputs.push([input.formatRecordsAs, input.includeResultMetadata]);
        return {
          columnMetadata: [{ label: 'run' }, { label: 'reason' }],
          records: [[{ longValue: 2 }, { isNull: true }]],
        };
      },
    } as unknown as RDSDataClient;
    const { query } = makeDatabase(client, config);
    expect(await query('UPDATE campaign SET run = 2 RETURNING run, reason')).toEqual([{ run: 2, reason: null }]);
    await query('SELECT 1');
    await query('\n  WITH one AS (SELECT 1) SELECT * FROM one');
    expect(inputs).toEqual([
      [undefined, true],
      ['JSON', undefined],
      ['JSON', undefined],
    ]);
  });

  it('sends values in the Data API shapes', async () => {
    const inputs: unknown[] = [];
    const client = {
      send: async ({ input }: ExecuteStatementCommand) => {
        inputs.push(input.parameters, input.sql);
        return {};
      },
    } as unknown as RDSDataClient;
    await makeDatabase(client, config).query('SELECT :s, :j, :j::jsonb, :z, :n::int, :jj', {
      s: 'x',
      n: 1,
      d: 0.5,
      b: true,
      g: 10n,
      z: null,
      j: [1],
    });
    expect(inputs[0]).toEqual([
      { name: 's', value: { stringValue: 'x' } },
      { name: 'n', value: { longValue: 1 } },
      { name: 'd', value: { doubleValue: 0.5 } },
      { name: 'b', value: { booleanValue: true } },
      { name: 'g', value: { stringValue: '10' } },
      { name: 'z', value: { isNull: true } },
      { name: 'j', value: { stringValue: '[1]' } },
    ]);
    expect(inputs[1]).toBe('SELECT :s, :j::jsonb, :j::jsonb, :z, :n::int, :jj');
  });
});

it('reads the state at the end of a message', () => {
  expect(sqlState(failure('ERROR: x; SQLState: 40P01'))).toBe('40P01');
  expect(sqlState('x')).toBeUndefined();
});

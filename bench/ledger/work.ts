import type pg from 'pg';
import type { Work } from './load.ts';
import type { BenchLedger } from './server.ts';

/** pgbench's default is one; fifty branches keep eight writers mostly apart, as in its documentation's advice. */
const scale = 50;
const accountsPerBranch = 2000;
const ledgerAccounts = 1000;
const hotStripes = 32;

const pick = (below: number): number => Math.floor(Math.random() * below);
const idOf = (n: number): string => `bench:${String(n).padStart(4, '0')}`;
const hot = 'bench:hot';

/** The tables of pgbench with fewer accounts a branch (nobody waits for one), and two for the smallest transfer there is. */
export async function createPeers({ connect }: BenchLedger): Promise<void> {
  const client = await connect('read committed');
  for (const sql of [
    `CREATE TABLE tpcb_branch (bid int PRIMARY KEY, bbalance int, filler char(88)) WITH (fillfactor = 100)`,
    `CREATE TABLE tpcb_teller (tid int PRIMARY KEY, bid int, tbalance int, filler char(84)) WITH (fillfactor = 100)`,
    `CREATE TABLE tpcb_account (aid int PRIMARY KEY, bid int, abalance int, filler char(84)) WITH (fillfactor = 100)`,
    `CREATE TABLE tpcb_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))`,
    `INSERT INTO tpcb_branch SELECT n, 0, '' FROM generate_series(1, ${scale}) AS n`,
    `INSERT INTO tpcb_teller SELECT n, (n - 1) / 10 + 1, 0, '' FROM generate_series(1, ${scale * 10}) AS n`,
    `INSERT INTO tpcb_account SELECT n, (n - 1) / ${accountsPerBranch} + 1, 0, ''
       FROM generate_series(1, ${scale * accountsPerBranch}) AS n`,
    `CREATE TABLE minimal_account (id int PRIMARY KEY, balance bigint) WITH (fillfactor = 50)`,
    `INSERT INTO minimal_account SELECT n, 0 FROM generate_series(0, ${ledgerAccounts - 1}) AS n`,
    `CREATE TABLE minimal_transfer (id bigserial PRIMARY KEY, debit int, credit int, amount bigint)`,
    `CREATE FUNCTION minimal(debit int, credit int, amount bigint) RETURNS void LANGUAGE sql AS $$
       UPDATE minimal_account SET balance = balance - amount WHERE id = least(debit, credit);
       UPDATE minimal_account SET balance = balance + amount WHERE id = greatest(debit, credit);
       INSERT INTO minimal_transfer (debit, credit, amount) VALUES (debit, credit, amount) $$`,
    'VACUUM ANALYZE',
  ])
    await client.query(sql);
  await client.end();
}

export async function openAccounts({ connect }: BenchLedger): Promise<void> {
  const client = await connect('read committed');
  const ids = Array.from({ length: ledgerAccounts }, (_, n) => idOf(n));
  await client.query(
    `SELECT payments.open_account(id, 'bench', 'customer', NULL, 'INR', -1000000000000) FROM unnest($1::text[]) AS id`,
    [[...ids, hot]],
  );
  await client.query('SELECT payments.stripe_account($1, $2)', [hot, hotStripes]);
  await client.query('VACUUM ANALYZE payments.account');
  await client.end();
}

/** pgbench's tpcb-like script, statement by statement, each prepared once a connection. */
export const tpcb: Work = () => {
  const delta = pick(10_001) - 5000;
  const [aid, bid, tid] = [pick(scale * accountsPerBranch) + 1, pick(scale) + 1, pick(scale * 10) + 1];
  const steps: readonly [string, string, readonly number[]][] = [
    ['a', 'UPDATE tpcb_account SET abalance = abalance + $1 WHERE aid = $2', [delta, aid]],
    ['s', 'SELECT abalance FROM tpcb_account WHERE aid = $1', [aid]],
    ['t', 'UPDATE tpcb_teller SET tbalance = tbalance + $1 WHERE tid = $2', [delta, tid]],
    ['b', 'UPDATE tpcb_branch SET bbalance = bbalance + $1 WHERE bid = $2', [delta, bid]],
    [
      'h',
      'INSERT INTO tpcb_history (tid, bid, aid, delta, mtime) VALUES ($1, $2, $3, $4, CURRENT_TIMESTAMP)',
      [tid, bid, aid, delta],
    ],
  ];
  return {
    transfers: 1,
    call: async (client) => {
      await client.query('BEGIN');
      try {
        for (const [name, text, values] of steps) await client.query({ name, text, values: [...values] });
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    },
  };
};

function twoOf(count: number): [number, number] {
  const first = pick(count);
  return [first, (first + 1 + pick(count - 1)) % count];
}

/** Two updates and an insert in one call, without a key, a check or an event. */
export const minimal: Work = () => {
  const [debit, credit] = twoOf(ledgerAccounts);
  const query = { name: 'minimal', text: 'SELECT minimal($1, $2, $3)', values: [debit, credit, 1 + pick(100)] };
  return {
    transfers: 1,
    call: async (client) => {
      await client.query(query);
    },
  };
};

let keys = 0;

function transferRow(isHot: boolean, writer: number) {
  const [debit, credit] = twoOf(ledgerAccounts);
  return {
    op: 'post',
    caller: `bench${writer}`,
    key: `2026-11-21T06:00:00.000Z-${keys++}`,
    debit: idOf(debit),
    credit: isHot ? hot : idOf(credit),
    amount: String(1 + pick(100)),
    currency: 'INR',
    kind: 'payment',
  };
}

async function post(client: pg.Client, batch: string, size: number): Promise<void> {
  const { rows } = await client.query<{ verdicts: string }>({
    name: 'post',
    text: 'CALL payments.post($1::jsonb, NULL)',
    values: [batch],
  });
  const posted = (rows[0]?.verdicts ?? '').split('\n').filter((line) => line.startsWith('posted ')).length;
  if (posted !== size) throw new Error(`${posted} of ${size} transfers were posted`);
}

/** Transfers between random pairs, or to one merchant. */
export const batchOf =
  (size: number, isHot: boolean): Work =>
  (writer) => {
    const batch = JSON.stringify(Array.from({ length: size }, () => transferRow(isHot, writer)));
    return { transfers: size, call: (client) => post(client, batch, size) };
  };

/** One transfer as the application posts it when somebody waits. Nothing stands in the way here but another writer. */
export const oneOf =
  (isHot: boolean): Work =>
  (writer) => {
    const { caller, key, debit, credit, amount, currency, kind } = transferRow(isHot, writer);
    const query = {
      name: 'one',
      text: 'SELECT payments.post_one($1, $2, $3, $4::bigint, $5, $6, $7, $8::jsonb) AS line',
      values: [`${caller}/${key}`, debit, credit, amount, currency, kind, null, null],
    };
    return {
      transfers: 1,
      call: async (client) => {
        const { rows } = await client.query<{ line: string | null }>(query);
        if (!rows[0]?.line?.startsWith('posted ')) throw Object.assign(new Error('too late'), { code: '40001' });
      },
    };
  };

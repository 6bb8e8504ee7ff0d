import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { inr } from '../../../lambdas/payments/domain/money.ts';
import { type Operation, operationId } from '../../../lambdas/payments/domain/operation.ts';
import { isSuccess, type Verdict } from '../../../lambdas/payments/domain/verdict.ts';
import { drafts, intoBatches, toOperations } from '../../support/ledger-traffic.ts';
import { aPost, cashIn, type LedgerUnderTest, openWallets, startLedger } from '../../support/ledger-under-test.ts';
import { until } from '../../support/until.ts';

const accounts = ['a', 'b', 'c', 'd', 'e', 'hot'];
const writers = 6;

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, Object.fromEntries(accounts.map((id) => [id, 2000n])));
  await db.ledger.stripe('hot', 4);
});

afterAll(() => db.services.drop());

/** Until a call is answered: what kills it may be over only after the adapter gave up. */
async function insist<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof Error && error.name === 'PoisonRecord') throw error;
    }
  }
}

/**
 * Ends connections of the ledger in the middle of what they do: one for every few calls that were answered, because by
 * the clock a slow machine would see every call killed before its end.
 */
async function killing(until: AbortSignal, answered: () => number): Promise<number> {
  const client = await db.connect();
  let killed = 0;
  while (!until.aborted) {
    if (answered() >= killed * 4) {
      const { rowCount } = await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'active' AND (query LIKE 'CALL payments.post%' OR query LIKE 'SELECT payments.post_one%') ORDER BY random() LIMIT 1`,
      );
      killed += rowCount ?? 0;
    }
    await sleep(5);
  }
  await client.end();
  return killed;
}

/** What anybody sees at any moment. */
async function watching(until: AbortSignal): Promise<number> {
  let looks = 0;
  while (!until.aborted) {
    const [seen] = await db.app.query<{ total: string; low: number }>(
      `SELECT (SELECT sum(balance) FROM payments.account)::text AS total,
         (SELECT count(*) FROM payments.account WHERE floor IS NOT NULL AND balance - held < floor) AS low`,
    );
    expect(seen).toEqual({ total: '0', low: 0 });
    looks++;
    await sleep(5);
  }
  return looks;
}

it('conserves money while writers meet, repeat themselves and are killed', async () => {
  const answers = new Map<string, Set<string>>();
  const note = (verdict: Verdict) => {
    if (verdict.outcome === 'idempotency-key-reused') return;
    const seen = answers.get(verdict.id) ?? new Set();
    answers.set(verdict.id, seen.add(verdict.outcome));
  };
  const over = new AbortController();
  let answered = 0;
  const watchers = [watching(over.signal), killing(over.signal, () => answered)];

  const traffic = fc.sample(drafts(60, 80), { numRuns: writers, seed: 20261121 });
  const asked: Operation[] = [];
  const work = async (writer: number) => {
    const operations = toOperations(traffic[writer] ?? [], accounts, `w${writer}`);
    asked.push(...operations);
    for (const batch of intoBatches(operations, writer % 2 === 0 ? 1 : 40)) {
      // Everything is sent twice at once, as a lane that was given the same records again.
      const [first, second] = await Promise.all([
        insist(() => db.ledger.post(batch)),
        insist(() => db.ledger.post(batch)),
      ]);
      answered += 2;
      for (const verdict of [...first, ...second]) note(verdict);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => work(writer)));
  over.abort();
  const [looks = 0, killed = 0] = await Promise.all(watchers);

  expect(asked.length).toBeGreaterThan(100);
  expect(looks).toBeGreaterThan(5);
  expect(killed).toBeGreaterThan(10);
  expect(await db.drifts()).toEqual([]);
  // Each key has one answer, and each success one row of the journal.
  const kept = await db.app.query<{ id: string; verdict: string }>(
    `SELECT id, verdict FROM payments.journal WHERE id LIKE 'traffic/%'`,
  );
  const journal = new Map(kept.map(({ id, verdict }) => [id, verdict]));
  expect(journal.size).toBe(kept.length);
  for (const [id, outcomes] of answers) {
    const remembered = [...outcomes].filter((outcome) => !outcome.startsWith('unknown-'));
    expect(remembered.length).toBeLessThanOrEqual(1);
    expect(journal.get(id)).toBe(remembered[0]);
  }
  // Nothing that was done is missing from what is to be told.
  const told = await db.admin.query<{ id: string }>(`SELECT unnest(ids) AS id FROM payments.outbox`);
  expect(
    told
      .filter(({ id }) => id.startsWith('traffic/'))
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual([...journal.keys()].toSorted());
});

it('lets batches of several writers through one after the other, turning hardly any away', async () => {
  const rows = () =>
    Array.from({ length: 100 }, (_, n) => {
      const { amount, ...rest } = aPost({ debit: cashIn, credit: accounts[n % 5] ?? '', amount: inr(1n) });
      return { ...rest, amount: amount.minor.toString(), currency: amount.currency };
    });
  const clients = await Promise.all(Array.from({ length: 6 }, db.connect));
  let turnedAway = 0;
  const post = async (client: (typeof clients)[number], batch: string): Promise<string> => {
    for (;;) {
      try {
        const { rows: answer } = await client.query<{ verdicts: string }>('CALL payments.post($1, NULL)', [batch]);
        return answer[0]?.verdicts ?? '';
      } catch (error) {
        expect(error).toMatchObject({ code: '40001' });
        turnedAway++;
      }
    }
  };
  const answers = await Promise.all(
    clients.map(async (client) => {
      const mine: string[] = [];
      for (let n = 0; n < 5; n++) mine.push(await post(client, JSON.stringify(rows())));
      return mine;
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  const outcomes = answers.flat().flatMap((lines) => lines.split('\n').map((line) => line.split(' ')[0]));
  expect(outcomes).toEqual(outcomes.map(() => 'posted'));
  // Without turns more than a hundred are. A commit frees the lock a moment before its own reads are forgotten, and a
  // busy machine may stop it in between.
  expect(turnedAway).toBeLessThan(30);
  expect(await db.drifts()).toEqual([]);
});

describe('a call that waits for a row which another changes', () => {
  const rows = (...keys: string[]): string =>
    JSON.stringify(
      keys.map((key) => ({
        op: 'post',
        caller: 'level',
        key,
        amount: '1',
        currency: 'INR',
        debit: cashIn,
        credit: 'a',
      })),
    );

  /** @returns what becomes of the call, whose snapshot is older than the other's change */
  async function overtaken(otherKey: string, ...keys: string[]): Promise<PromiseSettledResult<unknown>> {
    const client = await db.connect();
    await client.query("SET default_transaction_isolation = 'read committed'");
    const other = await db.connect();
    await other.query('BEGIN');
    await other.query('SELECT * FROM payments.post_transfers($1)', [rows(otherKey)]);
    const waiting = Promise.allSettled([
      client.query<{ verdicts: string }>('CALL payments.post($1, NULL)', [rows(...keys)]),
    ]);
    // Its snapshot is taken when it waits for a lock that the other holds.
    await until(async () => {
      const [seen] = await db.admin.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_locks JOIN pg_stat_activity USING (pid)
         WHERE datname = current_database() AND NOT granted`,
      );
      return (seen?.waiting ?? 0) > 0;
    });
    await other.query('COMMIT');
    const [settled] = await waiting;
    await Promise.all([client.end(), other.end()]);
    return settled;
  }

  it('is turned away at SERIALIZABLE, whatever the login’s default is', async () => {
    const before = await db.ledger.account('a');
    // At read committed the change would be taken in silently.
    expect(await overtaken('1', '2', '3')).toMatchObject({ status: 'rejected', reason: { code: '40001' } });
    expect((await db.ledger.account('a'))?.balance).toBe((before?.balance ?? 0n) + 1n);
  });

  it('comes again by itself when it is a single posting', async () => {
    const before = await db.ledger.account('a');
    expect(await overtaken('4', '5')).toMatchObject({ status: 'fulfilled' });
    expect((await db.ledger.account('a'))?.balance).toBe((before?.balance ?? 0n) + 2n);
    expect(await db.drifts()).toEqual([]);
  });
});

it('posts as well when a procedure may not end the transaction of its call', async () => {
  const operations = Array.from({ length: 30 }, () => aPost({ debit: cashIn, credit: 'a', amount: inr(2n) }));
  const { auroraLedger } = await import('../../../lambdas/payments/adapters/aurora-ledger.ts');
  const inTransactions = auroraLedger({
    ...db.app,
    query: (sql, params) =>
      sql.startsWith('CALL') ? db.app.transaction((query) => query(sql, params)) : db.app.query(sql, params),
  });
  const verdicts = await inTransactions.post(operations);
  expect(verdicts.every(({ outcome }) => isSuccess(outcome))).toBe(true);
  expect(verdicts.map(({ id }) => id)).toEqual(operations.map(operationId));
});

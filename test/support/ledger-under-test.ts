import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { auroraLedger, type Ledger } from '../../lambdas/payments/adapters/aurora-ledger.ts';
import { postAtOnceBy } from '../../lambdas/payments/adapters/post-at-once.ts';
import { inr } from '../../lambdas/payments/domain/money.ts';
import type { Capture, Hold, Operation, Post, Reverse, Void } from '../../lambdas/payments/domain/operation.ts';
import type { Verdict } from '../../lambdas/payments/domain/verdict.ts';
import { scramVerifier } from '../../lambdas/platform/domain/scram.ts';
import { type MigratedDatabase, startMigratedDatabase } from './database.ts';
import { silentLog } from './fakes.ts';

export type LedgerUnderTest = MigratedDatabase & {
  readonly ledger: Ledger;
  /** A connection of the application's role past the Data API; the caller ends it. */
  readonly connect: () => Promise<pg.Client>;
  /** Everything there is to check; empty is good. */
  readonly drifts: () => Promise<string[]>;
};

export async function startLedger(): Promise<LedgerUnderTest> {
  const db = await startMigratedDatabase();
  const ledger = auroraLedger(db.app, postAtOnceBy(db.poster, silentLog));
  // Roles are the server's, which others share.
  const user = `teller_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await db.admin.query(
    `CREATE ROLE ${user} LOGIN IN ROLE sangam_app PASSWORD '${scramVerifier(password, randomBytes(16))}'`,
  );
  const config = { host: '127.0.0.1', port: db.services.databasePort, database: db.database, user, password };
  return {
    ...db,
    ledger,
    connect: async () => {
      const client = new pg.Client(config);
      // A connection that a test kills says so twice: to the caller and here.
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    drifts: async () => {
      const all: string[] = (await ledger.unbalanced()).map((currency) => `${currency} does not cancel out`);
      let after: string | undefined = '';
      do {
        const page: Awaited<ReturnType<Ledger['verify']>> = await ledger.verify(after, 500);
        all.push(...page.drifts.map((d) => `${d.account}: ${d.drift} ${d.stated} not ${d.computed}`));
        after = page.next;
      } while (after !== undefined);
      return all;
    },
  };
}

export const cashIn = 'system:cash-in:INR';

let keys = 0;
/** A key that no other has. */
export const newKey = (): string => `key-${keys++}`;

const request = () => ({ caller: 'test', key: newKey() });

export const aPost = (overrides: Partial<Post> = {}): Post => ({
  op: 'post',
  ...request(),
  debit: 'asha',
  credit: 'shop',
  amount: inr(100n),
  ...overrides,
});

export const aHold = (overrides: Partial<Hold> = {}): Hold => ({
  op: 'hold',
  ...request(),
  debit: 'asha',
  credit: 'shop',
  amount: inr(100n),
  holdSec: 600,
  ...overrides,
});

export const aCapture = (hold: string, overrides: Partial<Capture> = {}): Capture => ({
  op: 'capture',
  ...request(),
  hold,
  ...overrides,
});

export const aVoid = (hold: string, overrides: Partial<Void> = {}): Void => ({
  op: 'void',
  ...request(),
  hold,
  ...overrides,
});

export const aReverse = (reverses: string, overrides: Partial<Reverse> = {}): Reverse => ({
  op: 'reverse',
  ...request(),
  reverses,
  ...overrides,
});

/** Wallets of customers, each with this much in it from the system's cash-in account. */
export async function openWallets(ledger: Ledger, balances: Readonly<Record<string, bigint>>): Promise<void> {
  for (const [id, minor] of Object.entries(balances)) {
    await ledger.openAccount({ id, owner: id, kind: 'customer', currency: 'INR', floor: 0n });
    if (minor > 0n) await ledger.post([aPost({ debit: cashIn, credit: id, amount: inr(minor) })]);
  }
}

/** Posts one operation. */
export async function postOne(ledger: Ledger, operation: Operation): Promise<Verdict> {
  const [verdict] = await ledger.post([operation]);
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

export const balanceOf = async (ledger: Ledger, id: string): Promise<bigint | undefined> =>
  (await ledger.account(id))?.balance;

import type { Fact } from '../../lambdas/payments/domain/fact.ts';
import { type Operation, operationId } from '../../lambdas/payments/domain/operation.ts';
import type { Verdict } from '../../lambdas/payments/domain/verdict.ts';
import { ownerOf } from '../../lambdas/payments/domain/wallet.ts';

/** A fact of a posted payment from asha to ravi. */
export const aFact = (changes: Partial<Fact> = {}): Fact => ({
  seq: '1',
  id: 'api/key-1',
  op: 'post',
  outcome: 'posted',
  debit: 'asha:INR',
  debitOwner: 'asha',
  credit: 'ravi:INR',
  creditOwner: 'ravi',
  amount: 125_000n,
  currency: 'INR',
  hold: null,
  reverses: null,
  group: null,
  kind: 'payment',
  reference: null,
  metadata: null,
  debitBalance: 375_000n,
  debitVersion: 2n,
  creditBalance: 125_000n,
  creditVersion: 1n,
  at: '2026-11-21T06:00:00.000Z',
  ...changes,
});

/**
 * What a lane needs of the ledger: every key counts once, payers have what `funds` says, and each posting leaves a fact
 * that is leased to one taker at a time.
 */
export function ledgerInMemory(funds: Readonly<Record<string, bigint>>) {
  const balances = new Map(Object.entries(funds));
  const answers = new Map<string, Verdict>();
  let waiting: Fact[] = [];
  let leased = new Set<string>();
  let seq = 0;

  function decide(operation: Operation): Verdict {
    if (operation.op !== 'post') throw new Error(`no ${operation.op} here`);
    const { debit, credit, amount } = operation;
    const id = operationId(operation);
    const known = answers.get(id);
    if (known !== undefined) return { ...known, replayed: true };
    const verdict = { id, replayed: false, debitBalance: null, creditBalance: null };
    const from = balances.get(debit);
    const to = balances.get(credit);
    if (from === undefined || to === undefined) return { ...verdict, outcome: 'unknown-account' };
    const outcome = from < amount.minor ? 'insufficient-funds' : 'posted';
    if (outcome === 'posted') {
      balances.set(debit, from - amount.minor);
      balances.set(credit, to + amount.minor);
    }
    waiting.push(
      aFact({
        seq: String(++seq),
        id,
        outcome,
        debit,
        credit,
        debitOwner: ownerOf(debit),
        creditOwner: ownerOf(credit),
        amount: amount.minor,
      }),
    );
    answers.set(id, { ...verdict, outcome });
    return { ...verdict, outcome };
  }

  return {
    balances,
    /** What is over when a taker died: its lease. */
    endLeases: (): void => {
      leased = new Set();
    },
    waiting: (): readonly Fact[] => waiting,
    steps: {
      post: async (operations: readonly Operation[]) => operations.map(decide),
      takeFacts: async (upTo: number): Promise<Fact[]> => {
        if (waiting.some(({ seq: each }) => leased.has(each))) return [];
        const taken = waiting.slice(0, upTo);
        leased = new Set(taken.map(({ seq: each }) => each));
        return taken;
      },
      factsTaken: async (): Promise<boolean> => waiting.some(({ seq: each }) => leased.has(each)),
      factsSent: async (facts: readonly Fact[]): Promise<void> => {
        const sent = new Set(facts.map(({ seq: each }) => each));
        waiting = waiting.filter(({ seq: each }) => !sent.has(each));
      },
    },
  };
}

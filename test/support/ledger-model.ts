import { type Operation, operationId } from '../../lambdas/payments/domain/operation.ts';
import type { Outcome } from '../../lambdas/payments/domain/verdict.ts';

type Wallet = { balance: bigint; held: bigint; readonly floor: bigint | undefined };
type Held = { readonly debit: string; readonly credit: string; left: bigint };
type Paid = { readonly debit: string; readonly credit: string; left: bigint };

/** The ledger in plain words, one operation at a time; every account has the same currency and is open. */
export function ledgerModel(floors: Readonly<Record<string, bigint | undefined>>) {
  const wallets = new Map<string, Wallet>(
    Object.entries(floors).map(([id, floor]) => [id, { balance: 0n, held: 0n, floor }]),
  );
  const holds = new Map<string, Held>();
  const transfers = new Map<string, Paid>();
  const answers = new Map<string, { readonly request: string; readonly outcome: Outcome }>();

  const wallet = (id: string): Wallet => {
    const found = wallets.get(id);
    if (found === undefined) throw new Error(`no wallet ${id}`);
    return found;
  };
  const short = ({ balance, held, floor }: Wallet, minor: bigint) =>
    floor !== undefined && balance - held - minor < floor;
  const move = (debit: string, credit: string, minor: bigint) => {
    wallet(debit).balance -= minor;
    wallet(credit).balance += minor;
  };

  function decide(operation: Operation): Outcome {
    const id = operationId(operation);
    switch (operation.op) {
      case 'post': {
        const { debit, credit, amount } = operation;
        if (short(wallet(debit), amount.minor)) return 'insufficient-funds';
        move(debit, credit, amount.minor);
        transfers.set(id, { debit, credit, left: amount.minor });
        return 'posted';
      }
      case 'hold': {
        const { debit, credit, amount } = operation;
        if (short(wallet(debit), amount.minor)) return 'insufficient-funds';
        wallet(debit).held += amount.minor;
        holds.set(id, { debit, credit, left: amount.minor });
        return 'held';
      }
      case 'capture': {
        const hold = holds.get(operation.hold);
        if (hold === undefined) return 'unknown-hold';
        const minor = operation.minor ?? hold.left;
        if (hold.left === 0n) return 'hold-not-active';
        if (minor > hold.left) return 'exceeds-hold';
        hold.left -= minor;
        wallet(hold.debit).held -= minor;
        move(hold.debit, hold.credit, minor);
        transfers.set(id, { debit: hold.debit, credit: hold.credit, left: minor });
        return 'captured';
      }
      case 'void': {
        const hold = holds.get(operation.hold);
        if (hold === undefined) return 'unknown-hold';
        if (hold.left === 0n) return 'hold-not-active';
        wallet(hold.debit).held -= hold.left;
        hold.left = 0n;
        return 'voided';
      }
      case 'reverse': {
        const paid = transfers.get(operation.reverses);
        if (paid === undefined) return 'unknown-transfer';
        const minor = operation.minor ?? paid.left;
        if (paid.left === 0n || minor > paid.left) return 'exceeds-transfer';
        if (short(wallet(paid.credit), minor)) return 'insufficient-funds';
        move(paid.credit, paid.debit, minor);
        paid.left -= minor;
        return 'reversed';
      }
    }
  }

  /** Of a key that comes twice in one batch the first counts, also when nothing is kept of it. */
  const ofThisBatch = new Map<string, { readonly request: string; readonly outcome: Outcome }>();

  return {
    nextBatch: () => ofThisBatch.clear(),
    apply: (operation: Operation): Outcome => {
      const id = operationId(operation);
      const { op: _, ...rest } = operation;
      const request = JSON.stringify([operation.op, rest], (_key, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      );
      const known = answers.get(id) ?? ofThisBatch.get(id);
      if (known !== undefined) return known.request === request ? known.outcome : 'idempotency-key-reused';
      const outcome = decide(operation);
      (outcome.startsWith('unknown-') ? ofThisBatch : answers).set(id, { request, outcome });
      return outcome;
    },
    balances: (): Record<string, readonly [bigint, bigint]> =>
      Object.fromEntries([...wallets].map(([id, { balance, held }]) => [id, [balance, held]])),
  };
}

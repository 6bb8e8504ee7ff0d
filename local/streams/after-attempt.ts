import type { Outcome } from './outcome.ts';

/** Part of a batch that is delivered by itself, with what it went through. */
export type Piece<Item> = {
  readonly items: readonly Item[];
  /** Failed attempts that count against MaximumRetryAttempts. */
  readonly failures: number;
  readonly invocations: number;
};

export type RetryRules = { readonly bisectOnError: boolean; readonly retryAttemptsMax: number };

/** What follows from an attempt; `finished`, `discarded` and `retry` together are the piece, in its order. */
export type AfterAttempt<Item> = {
  readonly finished: readonly Item[];
  readonly discarded: Piece<Item> | undefined;
  readonly retry: readonly Piece<Item>[];
  /** Wait before the next attempt: nothing moved. */
  readonly backOff: boolean;
};

export function wholePiece<Item>(items: readonly Item[]): Piece<Item> {
  return { items, failures: 0, invocations: 0 };
}

/** Splitting uses up no retry; so with bisecting, only a record that fails alone is ever discarded. */
export function afterAttempt<Item>(piece: Piece<Item>, outcome: Outcome, rules: RetryRules): AfterAttempt<Item> {
  const invocations = piece.invocations + 1;
  switch (outcome.kind) {
    case 'success':
      return { finished: piece.items, discarded: undefined, retry: [], backOff: false };
    case 'throttled':
      return { finished: [], discarded: undefined, retry: [piece], backOff: true };
    case 'failure': {
      const finished = piece.items.slice(0, outcome.from);
      const rest = { items: piece.items.slice(outcome.from), failures: piece.failures, invocations };
      if (rules.bisectOnError && finished.length > 0)
        return { finished, discarded: undefined, retry: [rest], backOff: false };
      if (rules.bisectOnError && rest.items.length > 1) {
        return { finished, discarded: undefined, retry: halvesOf(rest), backOff: true };
      }
      const failed = { ...rest, failures: rest.failures + 1 };
      return failed.failures > rules.retryAttemptsMax
        ? { finished, discarded: failed, retry: [], backOff: false }
        : { finished, discarded: undefined, retry: [failed], backOff: finished.length === 0 };
    }
  }
}

/** Splits off the records at the head that are too old to be tried (again). */
export function splitExpired<Item extends { readonly arrivedAtMs: number }>(
  piece: Piece<Item>,
  recordAgeMaxMs: number,
  nowMs: number,
): { readonly expired: Piece<Item>; readonly live: Piece<Item> } {
  const firstLive = piece.items.findIndex(({ arrivedAtMs }) => nowMs - arrivedAtMs <= recordAgeMaxMs);
  const count = firstLive < 0 ? piece.items.length : firstLive;
  return {
    expired: { ...piece, items: piece.items.slice(0, count) },
    live: { ...piece, items: piece.items.slice(count) },
  };
}

const backOffFirstMs = 100;
const backOffMaxMs = 10_000;
/** Who waits for a stream to be drained waits for every retry, and no service has to be spared on a laptop. */
const hurriedMaxMs = 200;

/** @param failuresInRow How often in a row nothing moved, from 1. */
export function backOffMs(failuresInRow: number, hurry = false): number {
  return Math.min(backOffFirstMs * 2 ** (failuresInRow - 1), hurry ? hurriedMaxMs : backOffMaxMs);
}

function halvesOf<Item>(piece: Piece<Item>): readonly Piece<Item>[] {
  const middle = Math.ceil(piece.items.length / 2);
  return [
    { ...piece, items: piece.items.slice(0, middle) },
    { ...piece, items: piece.items.slice(middle) },
  ];
}

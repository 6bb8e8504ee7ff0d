const successes = ['posted', 'held', 'captured', 'voided', 'expired', 'reversed'] as const;

/** Another state of the accounts would have brought another answer. The key stays refused: a late repeat pays nothing. */
const remembered = [
  'insufficient-funds',
  'account-not-open',
  'overflow',
  'hold-not-active',
  'hold-expired',
  'exceeds-hold',
  'exceeds-transfer',
  'group-refused',
] as const;

/** The request itself is wrong, or names what is not there yet. Nothing is kept of it, so its key may be used again. */
const forgotten = [
  'invalid',
  'unknown-account',
  'unknown-hold',
  'unknown-transfer',
  'currency-mismatch',
  'idempotency-key-reused',
  'hold-not-due',
  'group-invalid',
] as const;

export type Success = (typeof successes)[number];
export type RememberedRefusal = (typeof remembered)[number];
export type Refusal = RememberedRefusal | (typeof forgotten)[number];
export type Outcome = Success | Refusal;

export type Verdict = {
  /** Of the operation it answers. */
  readonly id: string;
  readonly outcome: Outcome;
  /** The key was known: this is the first answer, and nothing was done now. */
  readonly replayed: boolean;
  /** In minor units after the operation; null of an account that is striped, or where none was looked at. */
  readonly debitBalance: bigint | null;
  readonly creditBalance: bigint | null;
};

const outcomes: ReadonlySet<string> = new Set([...successes, ...remembered, ...forgotten]);
const successSet: ReadonlySet<string> = new Set(successes);
const rememberedSet: ReadonlySet<string> = new Set(remembered);

export const isOutcome = (text: string): text is Outcome => outcomes.has(text);

export const isSuccess = (outcome: Outcome): outcome is Success => successSet.has(outcome);

/** Whether the ledger keeps a refusal, and states it as an event. */
export const isRemembered = (outcome: Outcome): outcome is RememberedRefusal => rememberedSet.has(outcome);

/** What became of operations that stand or fall together: the refusal that all of them failed for, or a success. */
export function outcomeOfAll(outcomes: readonly Outcome[]): Outcome {
  const refusals = outcomes.filter((outcome) => !isSuccess(outcome));
  const own = refusals.find((outcome) => outcome !== 'group-refused' && outcome !== 'group-invalid');
  return own ?? refusals[0] ?? outcomes[0] ?? 'invalid';
}

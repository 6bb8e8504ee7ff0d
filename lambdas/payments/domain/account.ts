export type AccountStatus = 'open' | 'frozen' | 'closed';

export type SystemPurpose = 'cash-in' | 'fees' | 'suspense' | 'vendor-settlement';

/** An account to open. `floor` in minor units: what is not held never falls below it. */
export type NewAccount = {
  readonly id: string;
  readonly owner: string;
  readonly kind: 'customer' | 'merchant';
  readonly currency: string;
  readonly floor: bigint;
};

/** Sums in minor units; `available` is null where there is no floor. */
export type Account = {
  readonly id: string;
  readonly owner: string | null;
  readonly kind: 'customer' | 'merchant' | 'system';
  readonly currency: string;
  readonly status: AccountStatus;
  readonly floor: bigint | null;
  readonly balance: bigint;
  readonly held: bigint;
  readonly available: bigint | null;
  /** How many entries it has. */
  readonly version: bigint;
};

/** One change of an account: `amount` moved (negative goes out), `held` is what a hold took or gave back. */
export type Entry = {
  readonly id: string;
  /** Given to ask for the entries before this one. */
  readonly cursor: string;
  readonly outcome: string;
  readonly amount: bigint;
  readonly held: bigint;
  /** After it; of a striped account: of the stripe. */
  readonly balance: bigint;
  readonly version: bigint;
  readonly counterparty: string;
  readonly kind: string | null;
  readonly reference: string | null;
  readonly at: string;
};

/** `next` is given to ask for the entries before these. */
export type EntryPage = { readonly entries: readonly Entry[]; readonly next: string | undefined };

/** What the ledger states and what its journal says. */
export type Drift = {
  readonly account: string;
  readonly drift: string;
  readonly stated: string;
  readonly computed: string;
};

/** The id of the system's account for a purpose. */
export const systemAccount = (purpose: SystemPurpose, currency: string): string => `system:${purpose}:${currency}`;

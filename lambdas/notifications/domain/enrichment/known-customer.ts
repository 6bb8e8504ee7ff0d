import type { Candidate } from '../policy/decide.ts';
import type { Insight } from './eligibility.ts';

/** A customer as messages see them. */
export type KnownCustomer = Candidate & {
  readonly name: string | null;
  readonly language: string;
  /** Where it was asked for and something is known. */
  readonly insight: Insight | undefined;
  /** Where they were asked for: one a currency. */
  readonly wallets: readonly { readonly minor: bigint; readonly currency: string }[];
};

/** Somebody whom no server and no app made known: nothing reaches them but the inbox, and they wished for nothing. */
export const stranger: KnownCustomer = {
  name: null,
  language: 'en',
  zone: 'Asia/Kolkata',
  addresses: [],
  preferences: [],
  sent: { inDay: 0, inWeek: 0 },
  insight: undefined,
  wallets: [],
};

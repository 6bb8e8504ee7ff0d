import type { Money } from './money.ts';

/** What every request to the ledger has. The same caller and key again get the first answer. */
export type Request = {
  /** Who made the key: a client, a lane, a saga. 1 to 64 of `A-Za-z0-9:._-`. */
  readonly caller: string;
  /** Idempotency key in the scope of its caller, 1 to 200 characters. */
  readonly key: string;
  /** Operations of one batch that succeed all or not at all; they stand side by side. */
  readonly group?: string;
  /** What it is for: `payment`, `fee`, `cash-in`; up to 60 characters. */
  readonly kind?: string;
  /** Somebody else's number of it, up to 200 characters. */
  readonly reference?: string;
  /** Up to 1,000 characters as JSON. */
  readonly metadata?: Readonly<Record<string, unknown>>;
};

/** Moves money now. */
export type Post = Request & {
  readonly op: 'post';
  readonly debit: string;
  readonly credit: string;
  readonly amount: Money;
};

/** Keeps money of `debit` for `credit`, until it is captured, voided or `holdSec` seconds are over. */
export type Hold = Request & {
  readonly op: 'hold';
  readonly debit: string;
  readonly credit: string;
  readonly amount: Money;
  readonly holdSec: number;
};

/** Moves held money, all that is left or `minor` of it. */
export type Capture = Request & { readonly op: 'capture'; readonly hold: string; readonly minor?: bigint };

/** Gives back what is left of a hold. */
export type Void = Request & { readonly op: 'void'; readonly hold: string };

/** Pays a posted or captured transfer back, all that is left or `minor` of it. */
export type Reverse = Request & { readonly op: 'reverse'; readonly reverses: string; readonly minor?: bigint };

/** A hold or a transfer is named by its id, and must be of an earlier batch. */
export type Operation = Post | Hold | Capture | Void | Reverse;

/** The id of what a request makes: a transfer, a hold, a refusal. */
export const operationId = ({ caller, key }: Pick<Request, 'caller' | 'key'>): string => `${caller}/${key}`;

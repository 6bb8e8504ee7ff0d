import type { IndiaDate } from './calendar.ts';
import type { Bank, CardIssuer, Lender } from './institutions.ts';

export type Account = {
  readonly bank: Bank;
  readonly tail: string;
  readonly openingMinor: bigint;
};

export type Card = {
  readonly issuer: CardIssuer;
  readonly tail: string;
  readonly limitMinor: bigint;
  readonly statementDay: number;
};

export type Emi = { readonly lender: Lender; readonly amountMinor: bigint; readonly day: number };

export type DeviceApp = { readonly package: string; readonly name: string; readonly category?: number | string };

export type Customer = {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly employer: string;
  readonly salaryMinor: bigint;
  readonly salaryDay: number;
  /** The first takes the salary and pays the EMIs. */
  readonly accounts: readonly [Account, ...Account[]];
  readonly cards: readonly Card[];
  readonly emis: readonly Emi[];
  /** On the phone on the first day. */
  readonly apps: readonly DeviceApp[];
  /** Everything the customer does follows from it. */
  readonly seed: string;
  readonly from: IndiaDate;
  readonly days: number;
};

/** Money moved, and this is what the message says about it; `null` where it is silent. */
export type TransactionTruth = {
  readonly isTransaction: true;
  /** A bank account, or a credit card whose debts an account pays later. */
  readonly ledger: 'account' | 'card';
  readonly kind: 'upi' | 'card' | 'atm' | 'salary' | 'emi' | 'mandate' | 'fee';
  readonly direction: 'debit' | 'credit';
  readonly amountMinor: bigint;
  readonly currency: 'INR';
  readonly account: string;
  readonly balanceMinor: bigint | null;
  readonly limitMinor: bigint | null;
  readonly merchant: string | null;
  readonly reference: string | null;
};

/** The edge keeps neither codes nor what people write. */
export type DroppedTruth = { readonly isTransaction: false; readonly dropped: 'otp' | 'personal' };

export type NoticeTruth = {
  readonly isTransaction: false;
  readonly class: 'promo' | 'due' | 'failed' | 'mandate' | 'request' | 'statement' | 'service' | 'ack';
  /** A debit the bank returned for want of funds; its class is `failed`. */
  readonly bounce: boolean;
};

export type Truth = TransactionTruth | DroppedTruth | NoticeTruth;

export type PopulationSms = {
  readonly type: 'sms';
  readonly customerId: string;
  readonly id: string;
  readonly sender: string;
  readonly message: string;
  /** UTC, three decimals; strictly growing for one customer. */
  readonly receivedAt: string;
  readonly truth: Truth;
};

export type AppsSnapshot = {
  readonly type: 'apps';
  readonly customerId: string;
  readonly takenAt: string;
  readonly apps: readonly DeviceApp[];
};

export type PopulationEvent = PopulationSms | AppsSnapshot;

/** How the money moved, as a person would say it. */
export type TransactionKind =
  | 'upi'
  | 'card'
  | 'atm'
  | 'neft'
  | 'rtgs'
  | 'imps'
  | 'transfer'
  | 'emi'
  | 'salary'
  | 'bounce'
  | 'mandate'
  | 'loan'
  | 'interest'
  | 'refund'
  | 'cashback'
  | 'fee'
  | 'cash'
  | 'cheque'
  | 'bill'
  | 'recharge'
  | 'wallet'
  | 'investment'
  | 'other';

/** Why a message moved no money. */
export type NonTransactionClass =
  | 'otp'
  | 'promo'
  | 'due'
  | 'failed'
  | 'mandate'
  | 'request'
  | 'statement'
  | 'balance'
  | 'service'
  | 'ack'
  | 'personal'
  | 'other';

export type Direction = 'debit' | 'credit';

/** Amounts are hundredths of the currency's unit for every currency, so that one scale serves the wire and the sums. */
export type BankTransaction = {
  readonly isTransaction: true;
  readonly direction: Direction;
  readonly kind: TransactionKind;
  readonly amountMinor: bigint;
  /** ISO 4217 code. */
  readonly currency: string;
  /** The last 2 to 4 digits, as far as the message shows them. */
  readonly account: string | null;
  readonly balanceMinor: bigint | null;
  readonly limitMinor: bigint | null;
  readonly merchant: string | null;
  readonly vpa: string | null;
  readonly reference: string | null;
  /** Local ISO date or date-time as the message states it: no zone is added, none is known. */
  readonly statedAt: string | null;
  readonly isCard: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  readonly rule: string;
};

export type BankNotice = {
  readonly isTransaction: false;
  readonly class: NonTransactionClass;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  /** ISO date. */
  readonly dueDate: string | null;
  readonly minDueMinor: bigint | null;
  readonly account: string | null;
  readonly balanceMinor: bigint | null;
  readonly limitMinor: bigint | null;
  readonly merchant: string | null;
  readonly reference: string | null;
  readonly confidence: number;
  readonly rule: string;
};

export type InstitutionType =
  | 'bank'
  | 'card'
  | 'wallet'
  | 'lender'
  | 'insurer'
  | 'broker'
  | 'telecom'
  | 'payments'
  | 'biller'
  | 'merchant'
  | 'government';

export type BankSms = { readonly institution: string | null; readonly institutionType: InstitutionType | null } & (
  | BankTransaction
  | BankNotice
);

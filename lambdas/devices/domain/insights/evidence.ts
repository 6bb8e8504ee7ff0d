/** What the database knows of a customer, one list per section; sums of money are digits of minor units. */
export type Evidence = {
  /** Of the customer, an IANA name. */
  readonly zone: string;
  readonly months: readonly {
    readonly month: string;
    readonly currency: string;
    readonly inflow: string;
    readonly outflow: string;
    readonly inflowCount: number;
    readonly outflowCount: number;
    readonly cardSpend: string;
    readonly cardSpendCount: number;
    readonly messages: number;
  }[];
  readonly balances: readonly {
    readonly account: string;
    readonly currency: string;
    readonly average: string;
    readonly minimum: string;
    readonly latest: string;
    readonly days: number;
    readonly messages: number;
  }[];
  readonly facts: readonly EvidenceFact[];
  readonly profile:
    | { readonly takenAt: string; readonly total: number; readonly categories: Record<string, number> }
    | undefined;
  readonly changes: readonly {
    readonly at: string;
    readonly package: string;
    readonly change: 'installed' | 'removed';
    readonly category: string;
  }[];
};

/** A fact of the last 180 days that salary, EMIs, bounces, cards or lenders are told by; the newest first. */
export type EvidenceFact = {
  readonly key: string;
  readonly at: string;
  /** In the customer's zone. */
  readonly day: string;
  readonly institution: string | null;
  readonly institutionType: string | null;
  readonly direction: 'debit' | 'credit' | null;
  readonly kind: string | null;
  readonly class: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly account: string | null;
  readonly isCreditCard: boolean;
  readonly isBounce: boolean;
  readonly limit: string | null;
  readonly minDue: string | null;
  readonly dueDate: string | null;
  readonly counterparty: string | null;
  readonly movement: string;
};

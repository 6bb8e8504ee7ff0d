/** Money that was kept from a payer for a payment that may come, or given back without one. */
export type HoldChange = {
  readonly change: 'held' | 'given-back';
  /** The hold's, not that of what gave it back. */
  readonly holdId: string;
  /** UTC ISO 8601, by the ledger's clock. */
  readonly at: string;
  readonly payerId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
};

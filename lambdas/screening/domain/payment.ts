/** Degrees of WGS 84, and the region whose traffic the payment adds to. */
export type Place = { readonly lat: number; readonly lon: number; readonly region: string };

/** A payment that is asked for or was posted, as the rules see it. */
export type Payment = {
  readonly id: string;
  /** UTC ISO 8601, by the ledger's clock: a phone's may be set to anything. */
  readonly at: string;
  readonly payerId: string;
  readonly payeeId: string;
  readonly payeeKind: 'customer' | 'merchant';
  /** The business behind a merchant's wallet; without it the wallet stands for the business. */
  readonly merchantId?: string | undefined;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** The hold that was captured for it. */
  readonly holdId?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly place?: Place | undefined;
};

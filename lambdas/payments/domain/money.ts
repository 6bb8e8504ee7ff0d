/** Whole minor units of an ISO 4217 currency. */
export type Money = { readonly minor: bigint; readonly currency: string };

/** The largest amount and the largest balance of the ledger, either way: 18 digits, so that sums of two stay in a bigint. */
export const mostMinor = 999_999_999_999_999_999n;

export const inr = (minor: bigint): Money => ({ minor, currency: 'INR' });

/** As on the wire. */
export type WireMoney = { readonly minor: string; readonly currency: string };

export const toWire = ({ minor, currency }: Money): WireMoney => ({ minor: minor.toString(), currency });

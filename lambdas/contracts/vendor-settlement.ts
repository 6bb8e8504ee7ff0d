/** The ledger's account that takes what leaves through vendors, all of them together. */
export const vendorSettlement = (currency: string): string => `system:vendor-settlement:${currency}`;

/** The account of an owner in a currency: `asha:INR`. */
export const walletOf = (owner: string, currency: string): string => `${owner}:${currency}`;

/** Whose wallet it is; the system's accounts answer `system`. */
export const ownerOf = (account: string): string => account.slice(0, account.indexOf(':'));

/** Apart from the schemas, for functions that have no room for zod. */

/** Customers in one request at most: what a provider takes in one call. */
export const maxRecipients = 100;

/** What stands where a variant's name would for those who are sent nothing, so that the others can be held against them. */
export const holdout = 'holdout';

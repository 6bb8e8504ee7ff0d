/** How many operations a lane carries in one record, and the ledger takes in one call. */
export const maxOperations = 1000;

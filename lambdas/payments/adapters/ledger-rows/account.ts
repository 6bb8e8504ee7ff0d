import type { Account } from '../../domain/account.ts';

/** Sums come as text: a JavaScript number would round them. */
export type AccountRow = Pick<Account, 'id' | 'owner' | 'kind' | 'currency' | 'status'> & {
  readonly floor: string | null;
  readonly balance: string;
  readonly held: string;
  readonly available: string | null;
  readonly version: string;
};

export const toAccount = (row: AccountRow): Account => ({
  ...row,
  floor: row.floor === null ? null : BigInt(row.floor),
  balance: BigInt(row.balance),
  held: BigInt(row.held),
  available: row.available === null ? null : BigInt(row.available),
  version: BigInt(row.version),
});

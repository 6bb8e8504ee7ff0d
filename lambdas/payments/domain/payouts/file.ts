/** What a vendor allows in one payout, as it was when the file was opened. Sums in minor units of its currency. */
export type Terms = {
  readonly currency: string;
  readonly minMinor: string;
  readonly maxMinor: string;
  /** What a payout costs beside its sum, and the account that keeps it; none where the vendor takes nothing. */
  readonly fee?: { readonly minor: string; readonly basisPoints: number; readonly account: string };
};

/** How a file is cut. It is counted before anything is paid, and cut the same way however often that is begun. */
export type Plan = {
  readonly rows: number;
  /** Into so many parts. */
  readonly parts: number;
  readonly rowsInPart: number;
};

/** A part whose every row has its answer, and how large the object with them is. */
export type DonePart = { readonly bytes: number; readonly paid: number; readonly refused: number };

export type FileState = 'awaiting-upload' | 'submitted' | 'paying' | 'done' | 'refused';

export type PayoutFile = {
  readonly fileId: string;
  readonly payer: string;
  readonly name: string;
  readonly vendor: string | null;
  readonly terms: Terms | null;
  readonly state: FileState;
  readonly createdAt: string;
  /** Which content was submitted: another one in its place is not paid. */
  readonly etag: string | null;
  /** Why it was refused as a whole. */
  readonly reason: string | null;
  readonly plan: Plan | null;
  /** How many parts lie on the lane, from the first. */
  readonly sent: number;
  /** By number. */
  readonly parts: Readonly<Record<string, DonePart>>;
};

/** Small enough for one record of a stream whatever the notes say, and with fees for one call of the ledger. */
export const rowsInPart = 500;

export const planOf = (rows: number): Plan => ({ rows, parts: Math.ceil(rows / rowsInPart), rowsInPart });

export const isPartDone = ({ parts }: PayoutFile, number: number): boolean => parts[number] !== undefined;

export const areAllDone = ({ plan, parts }: PayoutFile): boolean =>
  plan !== null && Object.keys(parts).length === plan.parts;

/** What is answered so far. */
export function countsOf({ parts }: PayoutFile): { readonly paid: number; readonly refused: number } {
  const all = Object.values(parts);
  return {
    paid: all.reduce((sum, { paid }) => sum + paid, 0),
    refused: all.reduce((sum, { refused }) => sum + refused, 0),
  };
}

/** What a round asks for at most when nobody set a rate: as much as a worker reads and publishes in some seconds. */
const unpacedMax = 20_000;

/**
 * An execution has 3,000 operations, and each is read again whenever it wakes up: rounds are short while somebody
 * watches, and grow so that a fortnight has fewer than 1,500 of them.
 * @param round from 0
 */
function roundSec(round: number): number {
  if (round < 60) return 10;
  return round < 300 ? 60 : 1_200;
}

export type Round = {
  /** Customers to ask for at most. */
  readonly most: number;
  /** How long the round takes at least. */
  readonly seconds: number;
};

/** @param ratePerSec null: as fast as it goes */
export function roundOf(ratePerSec: number | null, round: number): Round {
  if (ratePerSec === null) return { most: unpacedMax, seconds: 0 };
  // Of a high rate a round is cut to what a worker does in one, and takes as much less time.
  const seconds = Math.max(1, Math.min(roundSec(round), Math.floor(unpacedMax / ratePerSec)));
  return { most: ratePerSec * seconds, seconds };
}

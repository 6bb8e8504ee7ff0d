/** A share with the range that the true one lies in, 95 times of 100. */
export type Interval = { readonly rate: number; readonly low: number; readonly high: number };

/** Of the normal distribution: 95 % lie within so many standard deviations. */
const z = 1.959963984540054;

/** The interval of Wilson (1927), which also holds for few customers and for none who did it. @param of more than zero */
export function wilson(who: number, of: number): Interval {
  const rate = who / of;
  const middle = (rate + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((rate * (1 - rate)) / of + z ** 2 / (4 * of ** 2));
  return { rate, low: Math.max(0, Math.min(rate, middle - half)), high: Math.min(1, Math.max(rate, middle + half)) };
}

/** How much more there is of `one` than of `other`: the interval of Newcombe (1998, method 10), made of two of Wilson. */
export function difference(one: Interval, other: Interval): Interval {
  const rate = one.rate - other.rate;
  return {
    rate,
    low: rate - Math.hypot(one.rate - one.low, other.high - other.rate),
    high: rate + Math.hypot(one.high - one.rate, other.rate - other.low),
  };
}

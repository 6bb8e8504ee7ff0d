const dayMs = 24 * 60 * 60 * 1000;

/** A phone's clock may be off by a day; what is over a year old is past its retention. */
export const isPlausible = (at: Date, now: Date): boolean =>
  at.getTime() <= now.getTime() + dayMs && at.getTime() >= now.getTime() - 365 * dayMs;

/** Orders Kinesis sequence numbers: decimal strings of any length, growing within a shard and from parent to child shard. */
export const compareSequence = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Whether `a` comes after `b`; everything comes after nothing. */
export const isAfter = (a: string, b: string | undefined): boolean => b === undefined || compareSequence(a, b) > 0;

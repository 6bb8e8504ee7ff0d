import { z } from 'zod';

/** A wider range is a provider's network: whoever rents a machine there would have the partner's rate. */
const shortestPrefix = { '.': 24, ':': 48 } as const;

const isNarrow = (range: string): boolean =>
  Number(range.slice(range.indexOf('/') + 1)) >= shortestPrefix[range.includes(':') ? ':' : '.'];

const range = z
  .union([z.cidrv4(), z.cidrv6()], 'expected a range such as 203.0.113.8/32 or 2001:db8:1::/48')
  .refine(isNarrow, 'must be no wider than /24, of IPv6 /48');

/** Whose servers send for many customers, and so would be cut at the rate of one phone. */
export const partner = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a name such as core-banking'),
  /** Where its servers call from. */
  ranges: z.array(range).min(1).max(50),
  /** Requests of all its servers together in five minutes before they are blocked. */
  rateMax: z.number().int().min(10).max(2_000_000_000),
});

export type Partner = z.output<typeof partner>;

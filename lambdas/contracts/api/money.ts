import { z } from 'zod';
import { currencyCode } from '../payment-context.ts';

/** A sum that is paid: whole minor units as digits, at least one, and the ISO 4217 code. */
export const sum = z
  .strictObject({
    minor: z.string().regex(/^[1-9]\d{0,17}$/, 'must be whole minor units above zero, in at most 18 digits'),
    currency: currencyCode,
  })
  .meta({ id: 'Sum' });

/** A sum as it is told: it may be zero or owed. */
export const balanceSum = z
  .strictObject({ minor: z.string().regex(/^-?\d+$/), currency: currencyCode })
  .meta({ id: 'BalanceSum' });

import { z } from 'zod';
import { publicKey } from '../../contracts/api/device-keys.ts';

/** What stands for a currency where a customer's phones lie in ScreeningLimits. */
export const deviceKeys = '#device-keys';
export const deviceKeysKey = (customer: string) => ({ customer, currency: deviceKeys });

export const deviceKeysRow = z.object({
  version: z.int(),
  devices: z.array(z.object({ deviceId: z.string(), key: publicKey, since: z.string() })),
});

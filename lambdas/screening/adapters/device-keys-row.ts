import { z } from 'zod';
import { publicKey } from '../../contracts/api/device-keys.ts';

/** What stands for a currency where a customer's phones lie in ScreeningLimits. */
export const deviceKeys = '#device-keys';
export const deviceKeysKey = (customer: string) => ({ customer, currency: deviceKeys });

const devices = z.array(z.object({ deviceId: z.string(), key: publicKey, since: z.string() }));

/** As one text, for the same reason as limits: payments read it. */
export const deviceKeysRow = z
  .object({ version: z.int(), json: z.string() })
  .transform(({ version, json }) => ({ version, devices: devices.parse(JSON.parse(json)) }));

import { z } from 'zod';
import { instant } from '../event.ts';

export const deviceId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _');
export const deviceKeyPath = z.strictObject({ deviceId });

/** 32 bytes; the two bits that 43 letters have too many are zero, so that each number is written in one way. */
const coordinate = z
  .string()
  .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'must be 32 bytes in base64url without padding');

export const publicKey = z
  .strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate })
  .meta({ id: 'PublicKey' })
  .describe('As a JWK (RFC 7517) of these four members; the private key never leaves the phone');
export type PublicKey = z.infer<typeof publicKey>;

export const enrolledDevice = z
  .strictObject({ deviceId, since: instant.describe('When this key was enrolled') })
  .meta({ id: 'EnrolledDevice' });
export type EnrolledDevice = z.infer<typeof enrolledDevice>;

export const enrolledDevices = z.strictObject({ devices: z.array(enrolledDevice) }).meta({ id: 'EnrolledDevices' });
export type EnrolledDevices = z.infer<typeof enrolledDevices>;

import { createPublicKey } from 'node:crypto';
import type { PublicKey } from '../../contracts/api/device-keys.ts';

/** A phone that confirms payments of its customer. `since` is UTC ISO 8601. */
export type DeviceKey = { readonly deviceId: string; readonly key: PublicKey; readonly since: string };

export const maxDevices = 5;

/** Whether it is a point of the curve, which no pattern can tell. */
export function isOnCurve({ kty, crv, x, y }: PublicKey): boolean {
  try {
    createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** The same array where the phone has this key already. */
export function enrolled(devices: readonly DeviceKey[], wanted: DeviceKey): readonly DeviceKey[] | 'too-many-devices' {
  const known = devices.find(({ deviceId }) => deviceId === wanted.deviceId);
  if (known?.key.x === wanted.key.x && known.key.y === wanted.key.y) return devices;
  const others = devices.filter((device) => device !== known);
  return others.length >= maxDevices ? 'too-many-devices' : [...others, wanted];
}

/** The same array where there is no such phone. */
export const revoked = (devices: readonly DeviceKey[], deviceId: string): readonly DeviceKey[] =>
  devices.some((device) => device.deviceId === deviceId)
    ? devices.filter((device) => device.deviceId !== deviceId)
    : devices;

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing, SigningKey } from '../../shared/signing-keys.ts';

/** What is signed of a call between us and a vendor. `path` has no host and no query: our calls have none. */
export type SignedCall = { readonly method: string; readonly path: string; readonly body: string | Uint8Array };

/** `t=<seconds since 1970>,k=<key id>,v1=<HMAC-SHA256 in hex>` */
export const signatureHeader = 'sangam-signature';

/** Clocks may differ by so much, and a call that somebody recorded works for no longer. */
export const windowSec = 300;

const form = /^t=(\d{1,12}),k=([A-Za-z0-9]{1,8}),v1=([0-9a-f]{64})$/;

function macOf({ method, path, body }: SignedCall, timestamp: string, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${method}\n${path}\n${timestamp}\n`).update(body).digest();
}

/** @returns the header's value */
export function signatureOf(call: SignedCall, { id, secret }: SigningKey, at: Date): string {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return `t=${timestamp},k=${id},v1=${macOf(call, timestamp, secret).toString('hex')}`;
}

export type SignatureFault = 'missing' | 'malformed' | 'unknown-key' | 'too-old' | 'wrong';

/** @param ring every key that may sign, so that keys change without a moment in which calls fail @returns `undefined` for a good one */
export function faultIn(
  header: string | undefined,
  call: SignedCall,
  ring: KeyRing,
  at: Date,
): SignatureFault | undefined {
  if (header === undefined) return 'missing';
  const [, timestamp, id, mac] = form.exec(header) ?? [];
  if (timestamp === undefined || id === undefined || mac === undefined) return 'malformed';
  const secret = ring.get(id);
  if (secret === undefined) return 'unknown-key';
  if (!timingSafeEqual(macOf(call, timestamp, secret), Buffer.from(mac, 'hex'))) return 'wrong';
  return Math.abs(at.getTime() / 1000 - Number(timestamp)) > windowSec ? 'too-old' : undefined;
}

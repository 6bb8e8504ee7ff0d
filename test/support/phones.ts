import { generateKeyPairSync, sign } from 'node:crypto';
import { type PublicKey, publicKey } from '../../lambdas/contracts/api/device-keys.ts';
import type { Confirmation } from '../../lambdas/contracts/api/payment-confirmation.ts';

export type Phone = {
  readonly deviceId: string;
  readonly key: PublicKey;
  readonly confirm: (text: string) => Confirmation;
  /** The header that confirms a payment. */
  readonly header: (text: string) => { readonly 'payment-confirmation': string };
};

/** A phone with a key of its own, as its secure hardware would make and use it. */
export function aPhone(deviceId = 'phone-1'): Phone {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const confirm = (text: string): Confirmation => ({
    deviceId,
    signature: sign('sha256', Buffer.from(text), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    ),
  });
  return {
    deviceId,
    key: publicKey.parse(pair.publicKey.export({ format: 'jwk' })),
    confirm,
    header: (text) => ({ 'payment-confirmation': `device=${deviceId}, signature=${confirm(text).signature}` }),
  };
}

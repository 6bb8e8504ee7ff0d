import { createPublicKey, verify } from 'node:crypto';
import type { PublicKey } from '../../contracts/api/device-keys.ts';
import type { Confirmation } from '../../contracts/api/payment-confirmation.ts';
import type { Money } from './money.ts';

/**
 * What the payer's phone signs: `<Idempotency-Key>\n<payee>\n<minor units> <currency>`. A key has no line's end, so each
 * text stands for one payment.
 * @param payee whom a transfer pays; else how and whom, parted by a blank, which no id has: a signature is for one route
 */
export const textToSign = (key: string, payee: string | readonly string[], { minor, currency }: Money): string =>
  `${key}\n${[payee].flat().join(' ')}\n${minor} ${currency}`;

/** Whether the signature is this key's over exactly this text (ES256, r and s side by side). */
export const confirms = (text: string, { signature }: Confirmation, { kty, crv, x, y }: PublicKey): boolean =>
  verify(
    'sha256',
    Buffer.from(text, 'utf8'),
    { key: createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );

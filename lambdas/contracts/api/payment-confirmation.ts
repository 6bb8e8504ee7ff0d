import { z } from 'zod';

/** ECDSA's r and s, 32 bytes each; the four bits that 86 letters have too many are zero. */
const form = /^device=([A-Za-z0-9_-]{1,64}), ?signature=([A-Za-z0-9_-]{85}[AQgw])$/;

/** That the payer's phone agrees to this very payment. `signature` is base64url of 64 bytes. */
export type Confirmation = { readonly deviceId: string; readonly signature: string };

export const paymentConfirmation = z
  .string()
  .regex(form, 'must be device=<id>, signature=<64 bytes in base64url>')
  .optional()
  .transform((text = ''): Confirmation | undefined => {
    const [, deviceId, signature] = form.exec(text) ?? [];
    return deviceId === undefined || signature === undefined ? undefined : { deviceId, signature };
  })
  .describe(
    'After `step-up-required`: the enrolled phone, and its ES256 signature (r then s, as in RFC 7518) over the `toSign` of that problem, in UTF-8',
  );

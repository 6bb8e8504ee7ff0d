import { z } from 'zod';
import { customerId, instant } from '../event.ts';
import { currencyCode } from '../payments.ts';

/** A merchant's and a request's id fill their place in a payload to the last character. */
const ownId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,35}$/, 'must be 1 to 36 letters, digits, - or _')
  .meta({ examples: ['0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37'] });

export const merchantPath = z.strictObject({ merchantId: ownId });
export const qrRequestPath = z.strictObject({ merchantId: ownId, requestId: ownId });

/** EMVCo's format `ANS`: printable ASCII, no space at either end. */
const label = (max: number) =>
  z
    .string()
    .regex(
      new RegExp(`^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,${max - 2}}[\\x21-\\x7e])?$`),
      `must be 1 to ${max} printable ASCII characters`,
    );

const vpa = z
  .string()
  .max(50)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,48}@[A-Za-z][A-Za-z0-9]{1,48}$/, 'must be a UPI address, such as name@bank');

const price = z.strictObject({
  minor: z
    .string()
    .regex(/^[1-9]\d{0,11}$/, 'must be whole minor units above zero, in at most 12 digits')
    .optional()
    .describe('Left out: the payer decides'),
  currency: currencyCode,
});

const uses = z.enum(['static', 'dynamic']);
const states = z.enum(['created', 'paid', 'expired', 'cancelled']);

export const qrCodeRequest = z
  .strictObject({
    use: uses.describe('static: a sticker, paid again and again. dynamic: paid once'),
    amount: price,
    shop: z
      .strictObject({
        name: label(23),
        city: label(15),
        postalCode: label(10).optional(),
        category: z
          .string()
          .regex(/^\d{4}$/, 'must be the four digits of an ISO 18245 category')
          .default('5999'),
        vpa: vpa.optional().describe('Where other UPI apps pay to'),
      })
      .describe('As payers see it'),
    note: label(25).optional(),
    order: label(25).optional().describe("The merchant's own number of it"),
    expiresInSec: z
      .int()
      .min(1)
      .max(30 * 86_400)
      .optional()
      .describe('Of a dynamic code: 900 when left out'),
  })
  .meta({ id: 'QrCodeRequest' });
export type QrCodeRequest = z.output<typeof qrCodeRequest>;

export const qrCode = z
  .strictObject({
    requestId: ownId.nullable().describe('Null of a static code'),
    payload: z.string().describe('What the symbol holds: EMVCo, signed'),
    upiLink: z.string().nullable().describe('Null without a UPI address, and where it is not about rupees'),
    text: z.string().describe('The symbol for a terminal'),
    png: z.base64().describe('The symbol as PNG'),
    svg: z.string().describe('The symbol as SVG'),
    expiresAt: instant.nullable(),
    state: states.nullable().describe('Null of a static code, which never ends'),
  })
  .meta({ id: 'QrCode' });
export type QrCode = z.infer<typeof qrCode>;

const told = z.strictObject({
  minor: z.string().nullable().describe('Null: the payer decides'),
  currency: currencyCode,
});

export const qrRequest = z
  .strictObject({
    requestId: ownId,
    merchantId: ownId,
    state: states,
    amount: told,
    note: z.string().nullable(),
    order: z.string().nullable(),
    payload: z.string(),
    createdAt: instant,
    expiresAt: instant,
    paidAt: instant.nullable(),
    transferId: z.string().nullable().describe('Of the payment'),
  })
  .meta({ id: 'QrRequest' });
export type QrRequest = z.infer<typeof qrRequest>;

export const qrScan = z
  .strictObject({
    origin: z
      .enum(['genuine', 'foreign', 'tampered'])
      .describe('tampered: it claims to be ours and is not what we signed; nothing it says is told'),
    payable: z.boolean().describe('Whether it can be paid here now'),
    use: uses.nullable(),
    merchant: z
      .strictObject({
        id: customerId.nullable().describe('Null when it is not one of ours'),
        name: z.string(),
        city: z.string().nullable(),
      })
      .nullable(),
    amount: told.nullable(),
    note: z.string().nullable(),
    order: z.string().nullable(),
    requestId: z.string().nullable(),
    state: states.nullable().describe('Of a request of ours'),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'QrScan' });
export type QrScan = z.infer<typeof qrScan>;

import { z } from 'zod';

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code');

/** Less than a tenth of a millimetre is nowhere else, and as text in the database it would have hundreds of digits. */
const degrees = (most: number) =>
  z
    .number()
    .min(-most)
    .max(most)
    .overwrite((value) => (Math.abs(value) < 1e-9 ? 0 : value));

/** Where and on what a payment was made, as the app tells it. */
export const paymentContext = z.strictObject({
  deviceId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  place: z
    .strictObject({
      lat: degrees(90),
      lon: degrees(180),
      region: z
        .string()
        .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be an ISO 3166 code, such as IN-KA')
        .optional(),
    })
    .optional(),
});
export type PaymentContext = z.infer<typeof paymentContext>;

import { z } from 'zod';
import { paymentContext } from '../payment-context.ts';
import { sum } from './money.ts';

/** The most that any symbol holds. */
const payload = z.string().min(1).max(2953).describe('What the camera read');

export const qrDecodeRequest = z.strictObject({ payload }).meta({ id: 'QrDecodeRequest' });

export const qrPaymentRequest = z
  .strictObject({
    payload,
    amount: sum.optional().describe('Where the code says none; where it does, the same again'),
    context: paymentContext.optional().describe('Where and on what it was made'),
  })
  .meta({ id: 'QrPaymentRequest' });
export type QrPaymentRequest = z.output<typeof qrPaymentRequest>;

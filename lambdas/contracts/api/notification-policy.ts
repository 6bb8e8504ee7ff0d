import { z } from 'zod';
import { channel, purpose } from '../notifications.ts';
import { currencyCode } from '../payment-context.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:30');
const micros = z.int().min(0).max(1_000_000_000);

/** All purposes of a class, or one. */
export const purposeOrClass = z.union([z.enum(['promotional', 'transactional']), purpose]);
export type PurposeOrClass = z.infer<typeof purposeOrClass>;

const window = z
  .strictObject({
    purposes: z.array(purposeOrClass).min(1).max(10),
    channels: z.array(channel).min(1).max(4),
    from: clockTime,
    to: clockTime.describe('Not in the window any more; before `from`: on the next day'),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from from' });

export const notificationPolicy = z
  .strictObject({
    windows: z
      .array(window)
      .max(20)
      .describe('When messages go out, in the zone of the customer; what no window is about goes out at any time'),
    caps: z.strictObject({
      promotional: z
        .strictObject({ perDay: z.int().min(0).max(100), perWeek: z.int().min(0).max(500) })
        .describe('Messages to one customer in 24 hours and in 7 days, over all campaigns'),
    }),
    currency: currencyCode,
    pricesMicros: z
      .strictObject({ push: micros, sms: micros, email: micros, inbox: micros })
      .describe('Of one message, and of each part of an SMS, in millionths of the major unit'),
  })
  .meta({ id: 'NotificationPolicy' });
export type NotificationPolicy = z.infer<typeof notificationPolicy>;

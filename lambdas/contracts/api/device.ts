import { z } from 'zod';
import { packageName } from '../devices.ts';
import { instantAnywhere } from '../event.ts';

/** An app as the phone's package manager tells it. */
const reportedApp = z.strictObject({
  package: packageName.meta({ examples: ['com.whatsapp'] }),
  name: z.string().max(200).optional(),
  version: z.string().max(100).optional(),
  installedAt: instantAnywhere.optional(),
  category: z
    .union([z.int().min(-1).max(100), z.string().max(60)])
    .optional()
    .describe("Android's ApplicationInfo.category, or the name of Play's category"),
  preinstalled: z.boolean().optional().describe('Whether the app came with the phone; such apps are not kept'),
});

export const appsRequest = z
  .strictObject({
    takenAt: instantAnywhere
      .optional()
      .describe('When the list was made; now when left out or ahead of now. A newer list replaces an older'),
    apps: z.array(reportedApp).max(2000),
  })
  .meta({ id: 'AppsSnapshot' });
export type AppsRequest = z.infer<typeof appsRequest>;

const reportedSms = z.strictObject({
  sender: z.string().max(40).nullable().describe('The sender header, for example VM-HDFCBK-S'),
  message: z.string().min(1).max(4096),
  receivedAt: instantAnywhere,
});

export const smsRequest = z.strictObject({ messages: z.array(reportedSms).min(1).max(500) }).meta({ id: 'SmsBatch' });
export type SmsRequest = z.infer<typeof smsRequest>;

const count = z.int().min(0);

/** What became of each item: taken, known from the same request, or dropped before anything was kept. */
export const collected = z
  .strictObject({
    accepted: count,
    duplicate: count,
    dropped: z.strictObject({
      otp: count.describe('One-time passwords'),
      personal: count.describe('Messages that no registered header sent'),
      implausibleTime: count.describe('Older than a year or more than a day ahead'),
      preinstalled: count.describe('Apps that came with the phone'),
    }),
  })
  .meta({ id: 'Collected' });
export type Collected = z.infer<typeof collected>;

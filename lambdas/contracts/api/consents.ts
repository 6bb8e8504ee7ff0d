import { z } from 'zod';
import { instant, instantAnywhere } from '../event.ts';
import { plainWords } from './plain-words.ts';

/** What device data may be taken for. */
export const purpose = z.enum(['device.apps', 'device.sms']);
export type Purpose = z.infer<typeof purpose>;

/** Where the customer said so. */
export const channel = z.enum(['app', 'web', 'branch', 'server']);

export const consentRequest = z
  .strictObject({
    version: plainWords(40).describe('The version of the text that the customer agreed to'),
    channel,
    expiresAt: instantAnywhere.optional().describe('Never when left out'),
  })
  .meta({ id: 'ConsentRequest' });
export type ConsentRequest = z.infer<typeof consentRequest>;

export const withdrawalQuery = z.strictObject({ channel: channel.default('app') });

const change = z.strictObject({
  status: z.enum(['given', 'withdrawn']),
  at: instant,
  version: z.string().describe('The version of the text that was agreed to or withdrawn'),
  channel,
  expiresAt: instant.nullable(),
});

/** One purpose with its whole history, newest first. */
export const consent = z
  .strictObject({ purpose, status: z.enum(['active', 'expired', 'withdrawn']), history: z.array(change).min(1) })
  .meta({ id: 'Consent' });
export type Consent = z.infer<typeof consent>;

export const consents = z.strictObject({ consents: z.array(consent) }).meta({ id: 'Consents' });
export type Consents = z.infer<typeof consents>;

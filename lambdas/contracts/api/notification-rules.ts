import { z } from 'zod';
import { instant } from '../event.ts';
import { triggerTypes } from '../followed-types.ts';
import { channel, purpose, templateId } from '../notifications.ts';

export const rulePath = z.strictObject({ ruleId: templateId });

const path = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{0,39}(\.[A-Za-z][A-Za-z0-9]{0,39}){0,3}$/, 'must be a field of data');

const value = z.strictObject({
  field: path.describe('Of the event’s `data`, such as `amount`'),
  currency: path.optional().describe('Where minor units are: the field that names their currency'),
});

export const notificationRuleRequest = z
  .strictObject({
    eventType: z.enum(triggerTypes),
    condition: z
      .record(z.string().max(20), z.unknown())
      .optional()
      .describe(
        'Over the event’s `data`; left out: every event of the type. Its words are in docs/notifications-people.md',
      ),
    template: templateId.describe('Its newest version is sent; its purpose says whether the message is promotional'),
    channels: z
      .array(channel)
      .min(1)
      .max(4)
      .refine((all) => new Set(all).size === all.length, 'must name a channel once')
      .describe('Tried in this order until one reaches the customer'),
    values: z
      .record(z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/, 'must be a word'), value)
      .refine((all) => Object.keys(all).length <= 20, 'must be at most 20')
      .default({})
      .describe('What the template reads as `value.<name>`'),
    expiresInMinutes: z.int().min(1).max(20_160).default(1440).describe('Too late to be of use after this'),
    once: z
      .enum(['event', 'day', 'month', 'ever'])
      .default('event')
      .describe('At most one message to a customer in this time; days and months are those of India'),
    enabled: z.boolean().default(true),
  })
  .meta({ id: 'NotificationRuleRequest' });
export type NotificationRuleRequest = z.output<typeof notificationRuleRequest>;

export const notificationRule = z
  .strictObject({
    ...notificationRuleRequest.shape,
    ruleId: templateId,
    version: z.int(),
    purpose: purpose.nullable().describe('Of its template; null when there is none, and then nothing is sent'),
    changedAt: instant,
    changedBy: z.string(),
  })
  .meta({ id: 'NotificationRule' });
export type NotificationRule = z.output<typeof notificationRule>;

export const notificationRules = z.strictObject({ rules: z.array(notificationRule) }).meta({ id: 'NotificationRules' });

import { z } from 'zod';
import { customerId, instant } from '../event.ts';
import { channel, promotionalPurposes, purpose } from '../notifications.ts';

const anyPromotional = 'promotional';
const anyChannel = '*';

const about = z.enum([...purpose.options, anyPromotional]).describe('`promotional` stands for all of that class');
const by = z.enum([...channel.options, anyChannel]).describe('`*` stands for all channels');

const change = z.strictObject({ purpose: about, channel: by, wanted: z.boolean() });

export const preferencesRequest = z
  .strictObject({
    changes: z
      .array(change)
      .min(1)
      .max(40)
      .refine(
        (all) => new Set(all.map((each) => `${each.purpose} ${each.channel}`)).size === all.length,
        'must name a purpose and channel once',
      ),
  })
  .superRefine(({ changes }, context) =>
    changes.forEach((each, index) => {
      if (each.purpose === 'security' && !each.wanted)
        context.addIssue({
          code: 'custom',
          path: ['changes', index, 'wanted'],
          message: 'must be true: what protects an account is always told',
        });
    }),
  )
  .meta({ id: 'NotificationPreferencesRequest' });
export type PreferenceChange = z.infer<typeof change>;

export const preferences = z
  .strictObject({
    customerId,
    preferences: z
      .array(
        change
          .extend({ source: z.enum(['app', 'server', 'sms-stop', 'unsubscribe-link']), changedAt: instant })
          .strict(),
      )
      .describe(
        `What the customer said. ${promotionalPurposes.join(', ')} are sent only where they are wanted and nothing says otherwise; all others unless they are unwanted.`,
      ),
  })
  .meta({ id: 'NotificationPreferences' });
export type Preferences = z.infer<typeof preferences>;

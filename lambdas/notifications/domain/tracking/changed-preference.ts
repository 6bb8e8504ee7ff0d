import type { z } from 'zod';
import type { preferenceChanged } from '../../../contracts/notifications.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';

type PreferenceChanged = z.infer<typeof preferenceChanged>;

/** What a customer said, and when. */
export type ChangedPreference = PreferenceChanged['data'] & { readonly customerId: string; readonly changedAt: string };

/** The event that tells it; told again, it has the same id. */
export const eventOfPreference = ({ customerId, changedAt, ...data }: ChangedPreference): PreferenceChanged => ({
  specversion: '1.0',
  id: deterministicId('preference', customerId, data.purpose, data.channel, String(data.wanted), changedAt),
  source: '/sangam/notifications',
  type: 'sangam.notifications.preference-changed.v1',
  subject: customerId,
  time: changedAt,
  datacontenttype: 'application/json',
  data,
});

import type { z } from 'zod';
import type { Channel, notificationConverted } from '../../../contracts/notifications.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';

type Converted = z.infer<typeof notificationConverted>;

/** A message that led to what its campaign was for. */
export type Conversion = {
  readonly notificationId: string;
  readonly customerId: string;
  readonly campaignId: string | null;
  readonly ruleId: string | null;
  readonly variant: string;
  readonly channel: Channel;
  readonly at: string;
  /** The event's id. */
  readonly by: string;
};

/** The event that tells it; told again, it has the same id. */
export const eventOfConversion = ({ customerId, ...data }: Conversion): Converted => ({
  specversion: '1.0',
  id: deterministicId('notification', 'converted', data.notificationId),
  source: '/sangam/notifications',
  type: 'sangam.notifications.converted.v1',
  subject: customerId,
  time: data.at,
  datacontenttype: 'application/json',
  data,
});

import type { NotificationsRequested } from '../../contracts/notifications.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';

/**
 * The same notification, however often it is asked for.
 * @param origin `campaign:<id>`, or `rule:<id>:<id of the domain event>`
 */
export const notificationIdOf = (origin: string, customerId: string): string =>
  deterministicId('notification', origin, customerId);

export type RequestMark = {
  /** Of the record: told again, it is the same. */
  readonly id: string;
  /** Partition key: the customer of a transactional message, else what spreads a campaign's records over shards. */
  readonly subject: string;
  readonly at: Date;
};

/** A record for a lane. @param data with at most `maxRecipients` recipients */
export const requestOf = (
  data: NotificationsRequested['data'],
  { id, subject, at }: RequestMark,
): NotificationsRequested => ({
  specversion: '1.0',
  id,
  source: '/sangam/notifications',
  type: 'sangam.notifications.requested.v1',
  subject,
  time: at.toISOString(),
  datacontenttype: 'application/json',
  data,
});

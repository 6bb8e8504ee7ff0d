import type { NotificationsRequested } from '../../../contracts/notifications.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';
import { notificationIdOf, requestOf } from '../request.ts';

/** The message that is sent when this one bounced; asked for again, it is the same. */
export const replacementOf = (notificationId: string, customerId: string): string =>
  notificationIdOf(`bounced:${notificationId}`, customerId);

/** Asks for a message by the channels that are left. @param request with the one recipient of the message that bounced */
export function replacementRequest(
  id: string,
  request: NotificationsRequested['data'],
  at: Date,
): NotificationsRequested {
  const recipients = request.recipients.map((of) => ({ ...of, id: replacementOf(id, of.customerId) }));
  const subject = request.recipients[0]?.customerId ?? '';
  return requestOf({ ...request, recipients }, { id: deterministicId('replacement', id), subject, at });
}

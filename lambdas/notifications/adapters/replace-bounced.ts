import type { NotificationsRequested } from '../../contracts/notifications.ts';
import type { Clock } from '../../shared/clock.ts';
import { replacementRequest } from '../domain/dispatch/replace.ts';
import type { BouncedMessages } from './bounced-messages.ts';

export type ReplaceBounced = (ids?: readonly string[]) => Promise<number>;

/**
 * Asks for messages by the next channel instead of those that bounced, of these or of all. Who dies between the steps
 * leaves it to the next one: the same messages are asked for, and claimed once. @returns how many were asked for
 */
export const replacingBounced =
  (
    { replace, asked }: BouncedMessages,
    request: (records: readonly NotificationsRequested[]) => Promise<void>,
    now: Clock,
  ): ReplaceBounced =>
  async (ids) => {
    const bounced = await replace(ids);
    if (bounced.length === 0) return 0;
    await request(bounced.map((each) => replacementRequest(each.id, each.request, now())));
    await asked(bounced.map(({ id }) => id));
    return bounced.length;
  };

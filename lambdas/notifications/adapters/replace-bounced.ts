import type { NotificationsRequested } from '../../contracts/notifications.ts';
import type { Clock } from '../../shared/clock.ts';
import { replacementRequest } from '../domain/dispatch/replace.ts';
import type { BouncedMessages } from './bounced-messages.ts';

export type ReplaceBounced = (ids?: readonly string[]) => Promise<number>;

/** What is left then is for the next sweep. */
const callsMax = 50;

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
    let count = 0;
    for (let call = 0; call < callsMax; call++) {
      const bounced = await replace(ids);
      if (bounced.length === 0) break;
      await request(bounced.map((each) => replacementRequest(each.id, each.request, now())));
      await asked(bounced.map(({ id }) => id));
      count += bounced.length;
    }
    return count;
  };

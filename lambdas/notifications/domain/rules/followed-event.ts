import { z } from 'zod';
import { customerId, instant } from '../../../contracts/event.ts';
import { PoisonRecord } from '../../../shared/poison-record.ts';

/** Of any domain event, what rules and conversions look at: rules were held against the schema of its type before. */
const followedEvent = z.object({
  id: z.string().min(1).max(64),
  type: z.string().max(80),
  subject: customerId,
  time: instant,
  data: z.record(z.string(), z.unknown()),
});
export type FollowedEvent = z.infer<typeof followedEvent>;

/** @throws PoisonRecord naming the fields that are wrong, never their values */
export function decodeFollowed(payload: string): FollowedEvent {
  const parsed = followedEvent.safeParse(jsonOrUndefined(payload));
  if (parsed.success) return parsed.data;
  throw new PoisonRecord(`invalid: ${parsed.error.issues.map(({ path }) => path.join('.') || 'event').join(', ')}`);
}

function jsonOrUndefined(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

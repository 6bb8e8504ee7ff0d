import type { NotificationsRequested } from '../../contracts/notifications.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import type { Publish } from '../../shared/publish.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { Convert } from '../adapters/conversions.ts';
import type { LoadRules } from '../adapters/trigger-rules.ts';
import { eventOfConversion } from '../domain/rules/conversion.ts';
import { decodeFollowed, type FollowedEvent } from '../domain/rules/followed-event.ts';
import { requestsOf } from '../domain/rules/requests-of.ts';

export type FollowDeps = {
  readonly loadRules: LoadRules;
  /** Puts each on its lane. */
  readonly request: (records: readonly NotificationsRequested[]) => Promise<void>;
  readonly convert: Convert;
  readonly publish: Publish;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

/**
 * Asks for the messages that rules want at domain events, and counts events as what campaigns were for. Each step may be
 * done again: a message asked for twice has one id, and a conversion is counted once and told under one id.
 */
export function makeFollow({ loadRules, request, convert, publish, ...deps }: FollowDeps): StreamConsumer {
  async function handle(delivered: readonly Delivered<FollowedEvent>[]): Promise<void> {
    if (delivered.length === 0) return;
    const events = delivered.map(({ event }) => event);
    const rules = await loadRules();
    const wanted = events.flatMap((event) => requestsOf(event, rules));
    // What waits for a customer comes before what is only counted.
    if (wanted.length > 0) await request(wanted);
    const conversions = await convert(events);
    if (conversions.length > 0) await publish(conversions.map(eventOfConversion));
    deps.meter.count('RuleMessagesRequested', wanted.length);
    deps.meter.count('NotificationsConverted', conversions.length);
  }
  return makeStreamConsumer({ decode: decodeFollowed, handle, ...deps });
}

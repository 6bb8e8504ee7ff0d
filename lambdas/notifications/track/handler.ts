import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import type { Publish } from '../../shared/publish.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { ReplaceBounced } from '../adapters/replace-bounced.ts';
import type { Track } from '../adapters/track-receipts.ts';
import { decodeReceipt } from '../domain/tracking/decode.ts';
import { eventOfFact } from '../domain/tracking/facts.ts';
import type { Receipt } from '../domain/tracking/receipt.ts';

export type TrackDeps = {
  readonly track: Track;
  /** Has messages sent by another channel instead of these. */
  readonly replaceBounced: ReplaceBounced;
  readonly publish: Publish;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

/**
 * Writes down what became of messages, then tells what is known since. A crash between the two is made good by the next
 * delivery: the same receipts decide the same facts, under the same ids. What bounced is sent by another channel.
 */
export function makeTrack({ track, replaceBounced, publish, ...deps }: TrackDeps): StreamConsumer {
  async function handle(receipts: readonly Delivered<Receipt>[]): Promise<void> {
    if (receipts.length === 0) return;
    const facts = await track(receipts.map(({ event }) => event));
    if (facts.length > 0) await publish(facts.map(eventOfFact));
    const bounced = facts.filter(({ fact }) => fact === 'bounced').map(({ notificationId }) => notificationId);
    if (bounced.length > 0) deps.meter.count('NotificationsReplaced', await replaceBounced(bounced));
    deps.meter.count('ReceiptsTracked', receipts.length);
  }
  return makeStreamConsumer({ decode: decodeReceipt, handle, ...deps });
}

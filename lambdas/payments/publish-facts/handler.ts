import { factsWaiting } from '../../contracts/payments.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';

export type PublishFactsDeps = {
  /** Publishes what is waiting. @returns how many facts */
  readonly publishWaiting: () => Promise<number>;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

const decode = decodeEventOf({ 'sangam.payments.facts-waiting.v1': factsWaiting });

/** However many nudges a batch has, it looks once. */
export const makePublishFacts = ({ publishWaiting, park, log, meter }: PublishFactsDeps): StreamConsumer =>
  makeStreamConsumer({
    decode,
    handle: async (nudges) => {
      if (nudges.length > 0) meter.count('FactsPublished', await publishWaiting());
    },
    park,
    log,
    meter,
  });

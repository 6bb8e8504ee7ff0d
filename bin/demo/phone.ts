import type { PopulationEvent } from '../../test/support/population/index.ts';
import { makeClient } from './client.ts';
import type { Platform } from './platform.ts';

/** A customer's phone: it consents, then sends what it has through the public API. */
export type Phone = {
  readonly consent: () => Promise<void>;
  /** @param onSent told how many events each request carried */
  readonly deliver: (events: readonly PopulationEvent[], onSent: (count: number) => void) => Promise<void>;
};

const messagesPerPost = 100;

export function makePhone(platform: Platform, customer: string): Phone {
  const { must } = makeClient(platform, { customer });
  return {
    consent: async () => {
      for (const purpose of ['device.apps', 'device.sms'])
        await must({ method: 'PUT', path: `/v1/consents/${purpose}`, body: { version: 'demo-1', channel: 'app' } });
    },
    deliver: async (events, onSent) => {
      for (const event of events) {
        if (event.type !== 'apps') continue;
        await must({
          method: 'POST',
          path: '/v1/device/apps',
          body: { takenAt: event.takenAt, apps: event.apps },
        });
        onSent(1);
      }
      const messages = events.flatMap((event) =>
        event.type === 'sms' ? [{ sender: event.sender, message: event.message, receivedAt: event.receivedAt }] : [],
      );
      for (let at = 0; at < messages.length; at += messagesPerPost) {
        const batch = messages.slice(at, at + messagesPerPost);
        await must({ method: 'POST', path: '/v1/device/sms', body: { messages: batch } });
        onSent(batch.length);
      }
    },
  };
}

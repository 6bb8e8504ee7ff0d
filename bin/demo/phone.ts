import { gzipSync } from 'node:zlib';
import type { PopulationEvent } from '../../test/support/population/index.ts';
import type { Platform } from './platform.ts';

/** A customer's phone: it consents, then sends what it has, gzipped, through the public API. */
export type Phone = {
  readonly consent: () => Promise<void>;
  /** @param onSent told how many events each request carried */
  readonly deliver: (events: readonly PopulationEvent[], onSent: (count: number) => void) => Promise<void>;
};

const messagesPerPost = 100;
const attempts = 10;

export function makePhone(platform: Platform, customer: string): Phone {
  let token: Promise<string> | undefined;

  async function call(method: string, path: string, body: object): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      token ??= platform.token({ customer });
      const response = await fetch(`${platform.apiUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token}`,
          'content-type': 'application/json',
          'content-encoding': 'gzip',
        },
        body: gzipSync(JSON.stringify(body)),
      });
      const text = await response.text();
      if (response.ok) return;
      // A token lives for five minutes; everything over 500, and 429, is worth another try.
      if (response.status === 401) token = undefined;
      else if (response.status < 429) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
      if (attempt === attempts) throw new Error(`${method} ${path} kept failing: ${response.status} ${text}`);
    }
  }

  return {
    consent: async () => {
      for (const purpose of ['device.apps', 'device.sms'])
        await call('PUT', `/v1/consents/${purpose}`, { version: 'demo-1', channel: 'app' });
    },
    deliver: async (events, onSent) => {
      for (const event of events) {
        if (event.type !== 'apps') continue;
        await call('POST', '/v1/device/apps', { takenAt: event.takenAt, apps: event.apps });
        onSent(1);
      }
      const messages = events.flatMap((event) =>
        event.type === 'sms' ? [{ sender: event.sender, message: event.message, receivedAt: event.receivedAt }] : [],
      );
      for (let at = 0; at < messages.length; at += messagesPerPost) {
        const batch = messages.slice(at, at + messagesPerPost);
        await call('POST', '/v1/device/sms', { messages: batch });
        onSent(batch.length);
      }
    },
  };
}

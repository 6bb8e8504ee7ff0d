import { z } from 'zod';
import { type AppsRequest, appsRequest, type Collected, smsRequest } from '../../contracts/api/device.ts';
import type { Clock } from '../../shared/clock.ts';
import { customerOf } from '../../shared/customer-of.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler, type Reply } from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Publish } from '../../shared/publish.ts';
import type { Consents } from '../adapters/consents-table.ts';
import { collectApps } from '../domain/collect/apps.ts';
import { isPlausible } from '../domain/collect/plausible-time.ts';
import { collectSms } from '../domain/collect/sms.ts';
import { isActive } from '../domain/consent/consent.ts';

export type CollectDeps = HttpHandlerDeps & {
  readonly latestConsent: Consents['latest'];
  readonly publish: Publish;
  /** Apps that people use, by package, even where a phone came with them. */
  readonly catalogue: ReadonlyMap<string, string>;
  readonly now: Clock;
};

/** A Kinesis record holds 1 MiB; a snapshot is one record. */
const maxSnapshotBytes = 1_000_000;

const noQuery = z.strictObject({});

/** Takes in what phones and servers send, under consent, and states it on the stream. Sending it again is safe. */
export function makeCollect({ latestConsent, publish, catalogue, now, ...deps }: CollectDeps): HttpHandler {
  async function demandConsent(customerId: string, purpose: 'device.apps' | 'device.sms'): Promise<void> {
    if (!isActive(await latestConsent(customerId, purpose), now()))
      throw new Problem('consent-required', `There is no active consent to ${purpose}; nothing was stored.`);
  }

  async function state(events: Parameters<Publish>[0]): Promise<void> {
    try {
      await publish(events);
    } catch (error) {
      deps.log.error('publish.failed', error);
      throw new Problem('unavailable', 'The stream takes nothing now; send the same request again.');
    }
  }

  const accepted = (collected: Collected): Reply => {
    deps.meter.count('ItemsAccepted', collected.accepted);
    for (const [reason, count] of Object.entries(collected.dropped)) deps.meter.count(`ItemsDropped_${reason}`, count);
    return { status: 202, body: collected };
  };

  return makeHttpHandler(deps, async (request) => {
    const customerId = customerOf(request, ['devices/write']);
    request.query(noQuery);
    if (request.route.endsWith('/apps')) {
      const body = request.json(appsRequest);
      demandPlausible(body, now());
      await demandConsent(customerId, 'device.apps');
      const { event, collected } = collectApps(customerId, body, now(), catalogue);
      if (Buffer.byteLength(JSON.stringify(event)) > maxSnapshotBytes)
        throw new Problem('too-large', `A list of apps may have ${maxSnapshotBytes} bytes.`);
      await state([event]);
      return accepted(collected);
    }
    const body = request.json(smsRequest);
    await demandConsent(customerId, 'device.sms');
    const { events, collected } = collectSms(customerId, body, now());
    await state(events);
    return accepted(collected);
  });
}

function demandPlausible({ takenAt }: AppsRequest, now: Date): void {
  if (takenAt !== undefined && !isPlausible(new Date(takenAt), now))
    throw new Problem('invalid-request', 'See errors for each field that is wrong.', [
      { in: 'body', pointer: '/takenAt', detail: 'must be within the last year and at most a day ahead' },
    ]);
}

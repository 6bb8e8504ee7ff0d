import { z } from 'zod';
import { type AppsRequest, appsRequest, type Collected, smsRequest } from '../../contracts/api/device.ts';
import type { AppsSnapshot } from '../../contracts/devices.ts';
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

/** A Kinesis record holds 1 MiB, and a list of apps is one record: it counts as a whole. */
const maxSnapshotBytes = 1_000_000;
/** An item of DynamoDB holds 400 KB, and the list of a customer and the one before it are one item. */
const maxPackageBytes = 180_000;

const noQuery = z.strictObject({});

/** Takes in what phones and servers send, under consent, and states it on the stream. Sending it again is safe. */
export function makeCollect({ latestConsent, publish, catalogue, now, ...deps }: CollectDeps): HttpHandler {
  async function demandConsent(customerId: string, purpose: 'device.apps' | 'device.sms'): Promise<void> {
    if (!isActive(await latestConsent(customerId, purpose), now()))
      throw new Problem('consent-required', `There is no active consent to ${purpose}; nothing was stored.`);
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
      demandSmall(event);
      await publish([event]);
      return accepted(collected);
    }
    const body = request.json(smsRequest);
    await demandConsent(customerId, 'device.sms');
    const { events, collected } = collectSms(customerId, body, now());
    await publish(events);
    return accepted(collected);
  });
}

function demandSmall(event: AppsSnapshot): void {
  const packageBytes = event.data.apps.reduce((sum, app) => sum + app.package.length + 1, 0);
  if (packageBytes > maxPackageBytes)
    throw new Problem('too-large', `The names of all packages may have ${maxPackageBytes} characters together.`);
  if (Buffer.byteLength(JSON.stringify(event)) > maxSnapshotBytes)
    throw new Problem('too-large', `What is kept of a list of apps may have ${maxSnapshotBytes} bytes.`);
}

function demandPlausible({ takenAt }: AppsRequest, now: Date): void {
  if (takenAt !== undefined && !isPlausible(new Date(takenAt), now))
    throw new Problem('invalid-request', 'See errors for each field that is wrong.', [
      { in: 'body', pointer: '/takenAt', detail: 'must be within the last year and at most a day ahead' },
    ]);
}

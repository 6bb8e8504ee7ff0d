import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { isAway } from '../../shared/is-away.ts';
import type { Publish } from '../../shared/publish.ts';
import type { ReadSigningKeys } from '../../shared/signing-keys.ts';
import type { FindMessage } from '../adapters/sent-messages.ts';
import type { Wishes } from '../adapters/wishes.ts';
import { type Page, pageHeaders, writePage } from '../domain/links/page.ts';
import { awayPage, unknownPage, unsubscribedPage, unsubscribePage } from '../domain/links/pages.ts';
import { readLink, unsubscribeLink } from '../domain/links/token.ts';
import { eventOfPreference } from '../domain/tracking/changed-preference.ts';

export type UnsubscribeDeps = HttpHandlerDeps & {
  readonly keys: ReadSigningKeys;
  readonly find: FindMessage;
  readonly unsubscribe: Wishes['unsubscribe'];
  readonly publish: Publish;
  readonly now: Clock;
};

const inPath = z.looseObject({ token: z.string() });
const pageOf = (status: number, page: Page): Reply => ({ status, headers: pageHeaders, body: writePage(page) });

/**
 * Ends messages of a purpose by a channel, for mail programs (RFC 8058) and for people. Only POST changes anything:
 * what looks at links before people do sends GET. A link that is too old to lead anywhere is still heard. Metric:
 * `Unsubscribed`.
 */
export function makeUnsubscribe({ keys, find, unsubscribe, publish, now, ...deps }: UnsubscribeDeps): HttpHandler {
  const { log, meter } = deps;

  async function answer(request: ApiRequest): Promise<Reply> {
    const read = readLink(await keys(), request.path(inPath).token, now());
    if (read.kind === 'tampered' || read.link !== unsubscribeLink) return pageOf(404, unknownPage);
    const message = await find(read.notificationId);
    if (message === undefined) return pageOf(404, unknownPage);
    if (!request.route.startsWith('POST')) return pageOf(200, unsubscribePage(message));
    const { customerId, purpose, channel } = message;
    const changed = await unsubscribe({ customerId, purpose, channel }, now().toISOString());
    if (changed.length > 0) await publish(changed.map(eventOfPreference));
    log.info('unsubscribed', { notificationId: read.notificationId, purpose, channel });
    meter.count('Unsubscribed');
    return pageOf(200, unsubscribedPage(message));
  }

  return makeHttpHandler(deps, async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      if (!isAway(error)) throw error;
      log.error('unsubscribe.away', error);
      return { ...pageOf(503, awayPage), headers: { ...pageHeaders, 'retry-after': '5' } };
    }
  });
}

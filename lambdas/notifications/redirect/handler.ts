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
import type { Within } from '../../shared/within.ts';
import type { FindMessage, SentMessage } from '../adapters/sent-messages.ts';
import { isMachineClick } from '../domain/links/machine.ts';
import { type Page, pageHeaders, privateHeaders, writePage } from '../domain/links/page.ts';
import { awayPage, expiredPage, unknownPage } from '../domain/links/pages.ts';
import { redirectTarget } from '../domain/links/target.ts';
import { readLink } from '../domain/links/token.ts';
import { receiptEvent } from '../domain/tracking/receipt-event.ts';

export type RedirectDeps = HttpHandlerDeps & {
  readonly keys: ReadSigningKeys;
  readonly find: FindMessage;
  /** Hosts that links may lead to. */
  readonly hosts: ReadonlySet<string>;
  /** States on the stream of receipts that a link was clicked. */
  readonly tell: Publish;
  /** How long a customer waits for that. */
  readonly within: Within;
  readonly now: Clock;
};

const inPath = z.looseObject({ token: z.string() });

/**
 * Leads a customer from the link in a message to its target, and says that it was clicked. Metrics: `LinksFollowed`,
 * `LinksRefused`, `LinksAway`, `ClicksUntold`.
 */
export function makeRedirect({ keys, find, hosts, tell, within, now, ...deps }: RedirectDeps): HttpHandler {
  const { log, meter } = deps;

  async function follow(request: ApiRequest): Promise<Reply> {
    const at = now();
    const read = readLink(await keys(), request.path(inPath).token, at);
    if (read.kind === 'tampered') return refuse(404, unknownPage, 'tampered');
    if (read.kind === 'expired') return refuse(410, expiredPage, 'expired');
    const message = await find(read.notificationId);
    const link = message?.links[read.link];
    if (message === undefined || link === undefined) return refuse(404, unknownPage, 'unknown');
    const source = message.campaignId ?? message.ruleId ?? '';
    // Checked once more: a host may have left the list since the template was written.
    const location = redirectTarget(link.target, hosts, { source, channel: message.channel, variant: message.variant });
    if (location === undefined) return refuse(404, unknownPage, 'host');
    await say(read.notificationId, message, link.name, at, request);
    meter.count('LinksFollowed');
    return { status: 302, headers: { ...privateHeaders, location }, body: '' };
  }

  /** A click that nobody hears of is a smaller loss than a customer who is led nowhere. */
  async function say(
    notificationId: string,
    { customerId, channel, acceptedAt }: SentMessage,
    link: string,
    at: Date,
    { headers }: ApiRequest,
  ): Promise<void> {
    const sinceAcceptedMs = acceptedAt === null ? undefined : at.getTime() - Date.parse(acceptedAt);
    const isMachine = isMachineClick(headers, channel, sinceAcceptedMs);
    try {
      const data = { notificationId, kind: 'clicked', at: at.toISOString(), link, isMachine } as const;
      const told = await within(tell([receiptEvent(customerId, data)]).then(() => true));
      if (told === undefined) throw new Error('the stream takes too long');
    } catch (error) {
      log.error('click.untold', error, { notificationId });
      meter.count('ClicksUntold');
    }
  }

  function refuse(status: number, page: Page, why: string): Reply {
    log.info('link.refused', { why });
    meter.count('LinksRefused');
    return { status, headers: pageHeaders, body: writePage(page) };
  }

  return makeHttpHandler(deps, async (request) => {
    try {
      return await follow(request);
    } catch (error) {
      if (!isAway(error)) throw error;
      log.error('link.away', error);
      meter.count('LinksAway');
      return { status: 503, headers: { ...pageHeaders, 'retry-after': '5' }, body: writePage(awayPage) };
    }
  });
}

import type { Channel } from '../../../contracts/notifications.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** Headers of browsers that fetch what nobody asked for yet (`Sec-Purpose`: https://fetch.spec.whatwg.org). */
const prefetchHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;
const prefetches = /prefetch|preview|prerender/i;

/**
 * Who looks at links before people do, by a word of the user agent. A phone called CUBOT is no bot.
 * - previews of chats: https://developers.facebook.com/docs/sharing/webmasters/web-crawlers, WhatsApp, Telegram, Slack,
 *   https://api.slack.com/robots, Skype, Discord, LinkedIn, Twitter
 * - search engines: https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers
 * - what looks for danger in mail: Barracuda, Proofpoint, Mimecast, Microsoft's BingPreview
 * - programs: curl, wget, libraries, browsers without a window
 */
const agents =
  /facebookexternalhit|facebookcatalog|^whatsapp\/|(?<!cu)bot(\b|\/|-)|slack-imgproxy|skypeuripreview|bingpreview|google-(safety|inspectiontool|pagerenderer|read-aloud)|barracuda|proofpoint|mimecast|urlscan|virustotal|crawler|spider|scanner|^curl\/|^wget\/|python-requests|python-urllib|^go-http-client|^java\/|^node|headlesschrome|phantomjs/i;

/** Mail Privacy Protection opens all mail in advance and says no more than this of itself. */
const mailPrivacyProtection = 'Mozilla/5.0';

export const isMachineAgent = (userAgent = ''): boolean => {
  const agent = userAgent.trim();
  return agent === '' || agent === mailPrivacyProtection || agents.test(agent);
};

/** Programs that guard mailboxes call themselves browsers, and follow links the moment a mail comes in. */
const tooSoonMs = 2000;

/** @param sinceAcceptedMs how long the provider has had the message; undefined when it has only just taken it */
export function isMachineClick(headers: Headers, channel: Channel, sinceAcceptedMs: number | undefined): boolean {
  if (prefetchHeaders.some((name) => prefetches.test(headers[name] ?? ''))) return true;
  if (isMachineAgent(headers['user-agent'])) return true;
  return channel === 'email' && (sinceAcceptedMs === undefined || sinceAcceptedMs < tooSoonMs);
}

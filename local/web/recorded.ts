import type { CloudOutbox } from '../services/messaging/index.ts';
import type { OutboxMessage } from '../services/messaging/outbox.ts';
import type { WebReply } from './web-reply.ts';

/** What providers took of these notifications, oldest first; the HTML of an e-mail is read by itself. */
export function recordedOf(outbox: CloudOutbox, notificationIds: readonly string[]): readonly OutboxMessage[] {
  const wanted = new Set(notificationIds);
  return outbox
    .messages({ outcome: 'accepted' })
    .filter(({ notificationId }) => notificationId !== undefined && wanted.has(notificationId))
    .map((message) => ({ ...message, content: { ...message.content, html: undefined } }));
}

/** It runs nothing and loads nothing, and its links open beside the page that shows it. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

/** @param id the provider's */
export function mailOf(outbox: CloudOutbox, id: string): WebReply | undefined {
  const html = outbox.message(id)?.content.html;
  if (html === undefined) return undefined;
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': mailPolicy },
    body: `<!doctype html><base target="_blank"><meta name="viewport" content="width=device-width">${html}`,
  };
}

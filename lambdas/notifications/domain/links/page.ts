import { createHash } from 'node:crypto';

const style = `:root{color-scheme:light dark}body{font:18px/1.5 system-ui,sans-serif;max-width:32rem;margin:18vh auto 0;padding:0 1.5rem}h1{font-size:1.5rem;line-height:1.3}button{font:inherit;padding:.7rem 1.4rem;border:0;border-radius:.5rem;background:#0b6156;color:#fff}`;

/** A page brings its own style, known by its digest, loads nothing and sends its form to us alone. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What an answer to a link is sent with, page or not: the address is a secret of the customer's. */
export const privateHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
} as const;

export const pageHeaders = {
  ...privateHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
} as const;

export type Page = {
  readonly title: string;
  readonly text: string;
  /** A button that sends an empty form back to the address of the page. */
  readonly button?: string;
};

/** A page for people who followed a link, in HTML. */
export function writePage({ title, text, button }: Page): string {
  // What RFC 8058 has mail programs send.
  const form = `<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>${escaped(button ?? '')}</button></form>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${button === undefined ? '' : form}</html>`;
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

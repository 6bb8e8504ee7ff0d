import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WebReply } from './web-reply.ts';

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'web', 'outbox');

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `outbox`, `campaigns`. Read at each request: whoever changes a page reloads it. */
export async function pageAt(name: string): Promise<WebReply | undefined> {
  if (name !== 'outbox' && name !== 'campaigns') return undefined;
  const body = await readFile(join(folder, `${name}.html`));
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    body,
  };
}

export async function assetAt(name: string): Promise<WebReply | undefined> {
  const type = types[extname(name)];
  if (type === undefined || !/^[a-z-]+\.[a-z]+$/.test(name)) return undefined;
  const body = await readFile(join(folder, name)).catch(() => undefined);
  return body && { status: 200, headers: { 'content-type': type }, body };
}

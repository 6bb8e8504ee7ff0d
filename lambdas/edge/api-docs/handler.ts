import { createHash } from 'node:crypto';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler } from '../../shared/http.ts';
import type { OpenApi } from '../domain/openapi.ts';
import { pageOf } from '../domain/page.ts';

/** The page brings its own style and loads nothing. */
const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

type Document = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

const document = (body: string, type: string): Document => ({
  body,
  headers: {
    'content-type': type,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    'cache-control': 'public, max-age=300',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
  },
});

/** Serves the reference as OpenAPI and as a page; both are made once. */
export function makeApiDocs({ api, ...deps }: HttpHandlerDeps & { readonly api: OpenApi }): HttpHandler {
  const json = document(JSON.stringify(api), 'application/json');
  const page = document(pageOf(api), 'text/html; charset=utf-8');
  return makeHttpHandler(deps, async ({ route, headers }) => {
    const wanted = route === 'GET /docs' ? page : json;
    if (headers['if-none-match'] === wanted.headers.etag) return { status: 304, headers: wanted.headers };
    return { status: 200, ...wanted };
  });
}

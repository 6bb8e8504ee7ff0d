import { createHash } from 'node:crypto';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler } from '../../shared/http.ts';
import { pageStyle } from '../domain/page-style.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

/** The page brings its own style, known by its digest, and loads and sends nothing. */
const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${digest(pageStyle)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

type Document = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

const document = (body: string, type: string): Document => ({
  body,
  headers: {
    'content-type': type,
    etag: `"${digest(body).slice(0, 22)}"`,
    'cache-control': 'public, max-age=300',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
  },
});

/** Whether the caller has it; a cache on the way may have marked the tag as weak (RFC 9110, section 13.1.2). */
const isKnown = (tags = '', { headers }: Document): boolean =>
  tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === headers.etag);

export type ApiDocsDeps = HttpHandlerDeps & {
  /** The OpenAPI document. */
  readonly json: string;
  /** The same as HTML. */
  readonly page: string;
};

/** Serves the reference as OpenAPI and as a page. */
export function makeApiDocs({ json: openApi, page: html, ...deps }: ApiDocsDeps): HttpHandler {
  const json = document(openApi, 'application/json');
  const page = document(html, 'text/html; charset=utf-8');
  return makeHttpHandler(deps, async ({ route, headers }) => {
    const wanted = route === 'GET /docs' ? page : json;
    if (isKnown(headers['if-none-match'], wanted)) return { status: 304, headers: wanted.headers };
    return { status: 200, ...wanted };
  });
}

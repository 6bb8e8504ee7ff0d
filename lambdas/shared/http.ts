import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { z } from 'zod';
import type { FieldError } from '../contracts/api/problem.ts';
import { readJson } from './http-body.ts';
import { isAway } from './is-away.ts';
import type { Log } from './log.ts';
import type { Meter } from './metrics.ts';
import { Problem } from './problem.ts';
import { withinMs } from './within.ts';

/** Who calls: the token's subject and what it allows. */
export type Caller = {
  readonly subject: string;
  readonly scopes: ReadonlySet<string>;
  /** As the gateway gives them: numbers and lists are text. */
  readonly claims: Readonly<Record<string, unknown>>;
};

export type ApiRequest = {
  /** For example `PUT /v1/consents/{purpose}`. */
  readonly route: string;
  /** Nobody on public routes. */
  readonly caller: Caller | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** A header by its lower-case name; it must be there unless the schema has room for none. @throws Problem */
  readonly header: <S extends z.ZodType>(name: string, schema: S) => z.output<S>;
  /** Each reads a part of the request by a strict schema. @throws Problem naming every field that is wrong */
  readonly path: <S extends z.ZodType>(schema: S) => z.output<S>;
  readonly query: <S extends z.ZodType>(schema: S) => z.output<S>;
  readonly json: <S extends z.ZodType>(schema: S) => z.output<S>;
  /** What its sender may have signed: the body byte by byte, as it came. */
  readonly sent: () => { readonly method: string; readonly path: string; readonly body: Uint8Array };
};

export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes as it is, a value as JSON; nothing for 204 and 304. */
  readonly body?: string | object;
};

export type HttpHandlerDeps = { readonly log: Log; readonly meter: Meter };
export type HttpEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
/** What Lambda tells of an invocation, as far as it is asked. */
type Invocation = { readonly getRemainingTimeInMillis: () => number };
export type HttpHandler = (event: HttpEvent, invocation?: Invocation) => Promise<APIGatewayProxyStructuredResultV2>;

/** Retrying is safe and soon enough. */
const retryAfterSeconds = '5';

/** Left of an invocation for an answer of ours: when Lambda ends it the gateway answers 500, and nobody says to try again. */
const forAnsweringMs = 1000;

/**
 * Parse, call, map: what `handle` throws as a Problem is told; anything else is logged and told as nothing but its id,
 * with 503 where the same request may work in a moment, also shortly before its time is over. Metrics: `RequestsRefused`,
 * `RequestsFailed`.
 */
export function makeHttpHandler(
  { log, meter }: HttpHandlerDeps,
  handle: (request: ApiRequest) => Promise<Reply>,
): HttpHandler {
  return async (event, invocation) => {
    const { requestId } = event.requestContext;
    const leftMs = (invocation?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY) - forAnsweringMs;
    try {
      const { status, headers = {}, body } = await inTime(handle(requestOf(event)), leftMs);
      if (body === undefined) return { statusCode: status, headers };
      if (typeof body === 'string') return { statusCode: status, headers, body };
      const type = { 'content-type': 'application/json', 'cache-control': 'no-store' };
      return { statusCode: status, headers: { ...type, ...headers }, body: JSON.stringify(body) };
    } catch (error) {
      const problem = error instanceof Problem ? error : problemOf(error);
      if (problem !== error) log.error('request.failed', error, { requestId, route: event.routeKey });
      else log.info('request.refused', { requestId, route: event.routeKey, kind: problem.kind });
      meter.count(problem.status >= 500 ? 'RequestsFailed' : 'RequestsRefused');
      return {
        statusCode: problem.status,
        headers: {
          'content-type': 'application/problem+json',
          'cache-control': 'no-store',
          ...(problem.status === 503 && { 'retry-after': retryAfterSeconds }),
        },
        body: JSON.stringify(problem.toJSON(requestId)),
      };
    } finally {
      meter.flush();
    }
  };
}

/** @throws Error that says that something is away: what the work waits for does not answer */
async function inTime<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
  if (!Number.isFinite(limitMs)) return work;
  const value = await withinMs(limitMs)(work);
  if (value === undefined) throw Object.assign(new Error('it took too long'), { name: 'TimeoutError' });
  return value;
}

const problemOf = (error: unknown): Problem =>
  isAway(error)
    ? new Problem('unavailable', 'Nothing is lost: send the same request again in a moment.')
    : new Problem('internal-error', 'Tell us the instance.');

function requestOf(event: HttpEvent): ApiRequest {
  return {
    route: event.routeKey,
    caller: callerOf(event),
    headers: event.headers,
    header: (name, schema) => {
      const known = z.object({ [name]: schema });
      return check('header', known, event.headers)[name] as z.output<typeof schema>;
    },
    path: (schema) => check('path', schema, event.pathParameters ?? {}),
    query: (schema) => check('query', schema, event.queryStringParameters ?? {}),
    json: (schema) => check('body', schema, readJson(event)),
    sent: () => ({
      method: event.requestContext.http.method,
      path: event.rawPath,
      body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    }),
  };
}

function callerOf(event: HttpEvent): Caller | undefined {
  // Public routes have no authorizer, whatever the type says.
  const jwt = event.requestContext.authorizer?.jwt;
  if (jwt === undefined) return undefined;
  // Not `jwt.scopes`: those are the route's, any of which was enough to come here.
  const scopes = String(jwt.claims.scope ?? '').split(' ');
  return { subject: String(jwt.claims.sub), scopes: new Set(scopes), claims: jwt.claims };
}

const maxErrors = 50;

function check<S extends z.ZodType>(place: FieldError['in'], schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues
    .slice(0, maxErrors)
    .flatMap((issue) => errorsOf(place, issue))
    .slice(0, maxErrors);
  throw new Problem('invalid-request', 'See errors for each field that is wrong.', errors);
}

function errorsOf(place: FieldError['in'], issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys')
    // A body has room for half a million of them.
    return issue.keys.slice(0, maxErrors).map((key) => ({
      in: place,
      pointer: pointerTo([...issue.path, key]),
      detail: 'is not known here',
    }));
  const isMissing = issue.message.endsWith('received undefined');
  return [{ in: place, pointer: pointerTo(issue.path), detail: isMissing ? 'is missing' : issue.message }];
}

/** RFC 6901; a long name is cut, since whoever sent it knows it. */
const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

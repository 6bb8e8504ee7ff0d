/** What goes back to the client. */
export type Reply = {
  readonly status: number;
  /** A list is sent as that many header lines. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
};

/** Why a request failed without the function's doing, as the access log says it. */
export type Failure = { readonly reply: Reply; readonly message: string };

/** The gateway's own answers: always `{"message": ...}`. */
export function gatewayReply(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/** Lambda's limit for what a function answers, bytes of JSON. */
const answerBytesMax = 6 * 1024 * 1024;

/**
 * Reads what a function answered in payload format 2.0. An answer without `statusCode` is the body of a 200.
 * @returns undefined for what is no valid answer: the client then gets a 500.
 */
export function functionReply(payload: unknown): Reply | undefined {
  const text = JSON.stringify(payload ?? null);
  if (Buffer.byteLength(text) > answerBytesMax) return undefined;
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload)) {
    const body = typeof payload === 'string' ? payload : text;
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const answer = payload as Readonly<Record<string, unknown>>;
  const status = Number(answer.statusCode);
  const body = answer.body ?? '';
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') return undefined;
  const headers = replyHeaders(answer.headers ?? {}, answer.cookies ?? []);
  if (headers === undefined) return undefined;
  return { status, headers, body: Buffer.from(body, answer.isBase64Encoded === true ? 'base64' : 'utf8') };
}

function replyHeaders(headers: unknown, cookies: unknown): Reply['headers'] | undefined {
  if (typeof headers !== 'object' || headers === null || !Array.isArray(cookies)) return undefined;
  const replied: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) return undefined;
    replied[name.toLowerCase()] = String(value);
  }
  replied['content-type'] ??= 'text/plain; charset=utf-8';
  return cookies.length > 0 ? { ...replied, 'set-cookie': cookies.map(String) } : replied;
}

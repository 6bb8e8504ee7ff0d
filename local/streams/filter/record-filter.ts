import { compilePattern, fieldsOf } from './pattern.ts';

/** Says whether a record of a stream or queue is sent to the function. */
export type RecordFilter<Record> = (record: Record) => boolean;

/**
 * Filters for stream records; a record passes when any pattern matches. A pattern on `data` never matches data that is
 * not JSON, as on AWS; one that does not mention `data` leaves it unread.
 */
export function streamFilter<Record extends { readonly data: string }>(
  patterns: readonly string[],
  metadataOf: (record: Record) => object,
): RecordFilter<Record> {
  return filterOf(patterns, 'data', metadataOf, ({ data }) => jsonOf(Buffer.from(data, 'base64').toString('utf8')));
}

/** Filters for queue messages: `body` is read as JSON where it is JSON and compared as text where it is not. */
export function queueFilter<Record extends { readonly body: string }>(
  patterns: readonly string[],
  metadataOf: (record: Record) => object,
): RecordFilter<Record> {
  return filterOf(patterns, 'body', metadataOf, ({ body }) => jsonOf(body) ?? body);
}

function filterOf<Record>(
  patterns: readonly string[],
  payloadField: 'data' | 'body',
  metadataOf: (record: Record) => object,
  payloadOf: (record: Record) => unknown,
): RecordFilter<Record> {
  if (patterns.length === 0) return () => true;
  const compiled = patterns.map((pattern) => ({
    matches: compilePattern(pattern),
    readsPayload: fieldsOf(pattern).includes(payloadField),
  }));
  const anyReadsPayload = compiled.some(({ readsPayload }) => readsPayload);
  return (record) => {
    const payload = anyReadsPayload ? payloadOf(record) : undefined;
    const event = { ...metadataOf(record), [payloadField]: payload };
    return compiled.some(({ matches, readsPayload }) => !(readsPayload && payload === undefined) && matches(event));
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

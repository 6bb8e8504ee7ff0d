import { compilePattern, fieldsOf, fieldsOfData } from './pattern.ts';

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
  return filterOf(patterns, 'data', metadataOf, fieldsReader(patterns.flatMap(fieldsOfData)));
}

/** What records hold in the fields that patterns look at, by these fields: mappings of one stream share its records. */
const readBefore = new Map<string, WeakMap<object, unknown>>();

function fieldsReader(fields: readonly string[]): (record: { readonly data: string }) => unknown {
  const key = JSON.stringify(fields.toSorted());
  const known = readBefore.get(key) ?? new WeakMap<object, unknown>();
  readBefore.set(key, known);
  return (record) => {
    if (known.has(record)) return known.get(record);
    const payload = jsonOf(Buffer.from(record.data, 'base64').toString('utf8'));
    // The whole of it would be kept as long as the record.
    const part = isObject(payload) ? Object.fromEntries(entriesOf(payload, fields)) : payload;
    known.set(record, part);
    return part;
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const entriesOf = (payload: Readonly<Record<string, unknown>>, fields: readonly string[]) =>
  fields.filter((field) => Object.hasOwn(payload, field)).map((field) => [field, payload[field]] as const);

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

import { z } from 'zod';

/** The token's `sub`: an opaque id of a customer, safe in a path, a key and a file name. */
export const customerId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, - or _');

/** An instant in UTC as ISO 8601, always with three decimals and `Z`, so that instants sort as text. */
export const instant = z.iso.datetime({ precision: 3 });

const firstMs = Date.parse('0000-01-01T00:00:00.000Z');
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * An instant as others write it, at any offset. One that an offset moves out of the years of four digits is none: in UTC
 * it would begin with a sign, be no `instant` and sort before all others.
 */
export const instantAnywhere = z.iso
  .datetime({ offset: true })
  .refine(
    (time) => !(Date.parse(time) < firstMs || Date.parse(time) > lastMs),
    'must be in the years 0000 to 9999 in UTC',
  );

/**
 * CloudEvents 1.0 in structured JSON (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md).
 * `subject` is the customer and also the partition key, so one customer's facts stay in order.
 */
export const eventOf = <Type extends string, Data extends z.ZodType>(type: Type, source: string, data: Data) =>
  z.object({
    specversion: z.literal('1.0'),
    id: z.string().min(1).max(64),
    source: z.literal(source),
    type: z.literal(type),
    subject: customerId,
    time: instant,
    datacontenttype: z.literal('application/json'),
    data,
  });

/** What every event has, whatever its type. */
export type EventEnvelope = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: unknown;
};

/** The largest record of messages: well under Kinesis' 1 MiB, so that a batch of them fits a Lambda payload. A list of apps may have 1 MB. */
export const maxRecordBytes = 256 * 1024;

import { gunzipSync } from 'node:zlib';
import { Problem } from './problem.ts';

/** The part of an API Gateway event (payload format 2.0) that holds the body. */
export type BodyCarrier = {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string | undefined;
  readonly isBase64Encoded: boolean;
};

/** The largest body, unpacked. */
export const maxBodyBytes = 5 * 1024 * 1024;

const tooLarge = (): Problem => new Problem('too-large', `The body may have ${maxBodyBytes} bytes unpacked.`);

/**
 * The JSON value of a body, plain or gzip.
 * @throws Problem saying what is wrong with it: its type, its encoding, its size or its syntax
 */
export function readJson({ headers, body, isBase64Encoded }: BodyCarrier): unknown {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Problem('unsupported-media-type', 'Send Content-Type: application/json.');
  const raw = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  const unpacked = unpack(raw, headers['content-encoding']?.trim().toLowerCase());
  if (unpacked.length > maxBodyBytes) throw tooLarge();
  return parse(decode(unpacked));
}

function unpack(raw: Buffer, encoding: string | undefined): Buffer {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return raw;
  if (encoding !== 'gzip') throw new Problem('unsupported-encoding', 'Content-Encoding may be gzip or absent.');
  try {
    // Stops at the limit, so that a small body cannot unfold into a large one.
    return gunzipSync(raw, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    throw new Problem('malformed-encoding', 'The body is not gzip.');
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('malformed-encoding', 'The body is not UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's message quotes the body; its position does not.
    const [position] = /position \d+/.exec(String(error)) ?? [];
    throw new Problem(
      'malformed-json',
      position === undefined ? 'The body ends too early.' : `Unexpected at ${position}.`,
    );
  }
}

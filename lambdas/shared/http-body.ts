import { gunzipSync } from 'node:zlib';
import { syntaxErrorAt } from './json-syntax.ts';
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

const notUtf8 = (): Problem => new Problem('malformed-encoding', 'The body is not UTF-8.');

/**
 * The JSON value of a body, plain or gzip.
 * @throws Problem saying what is wrong with it: its type, its encoding, its size or its syntax
 */
export function readJson({ headers, body, isBase64Encoded }: BodyCarrier): unknown {
  demandJson(headers['content-type'] ?? '');
  const raw = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (!isBase64Encoded) demandUnmended(raw, headers['content-length']);
  const unpacked = unpack(raw, headers['content-encoding']?.trim().toLowerCase());
  if (unpacked.length > maxBodyBytes) throw tooLarge();
  return parse(decode(unpacked));
}

const replacement = Buffer.from('\ufffd');

/** The gateway puts U+FFFD where a body of text is not UTF-8: what is longer then than it was sent had such a place. */
function demandUnmended(body: Buffer, sentBytes: string | undefined): void {
  if (sentBytes !== undefined && Number(sentBytes) !== body.length && body.includes(replacement)) throw notUtf8();
}

/** A type with another charset would be read wrongly where its bytes happen to be UTF-8 too. */
function demandJson(contentType: string): void {
  const [type, ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.replace(/^charset=|"/g, '');
  if (type !== 'application/json' || (charset ?? 'utf-8') !== 'utf-8')
    throw new Problem('unsupported-media-type', 'Send Content-Type: application/json, in UTF-8.');
}

function unpack(raw: Buffer, encoding: string | undefined): Buffer {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return raw;
  if (encoding !== 'gzip') throw new Problem('unsupported-encoding', 'Content-Encoding may be gzip or absent.');
  try {
    // Stops at the limit, so that a small body cannot unfold into a large one.
    return gunzipSync(raw, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new Problem('malformed-encoding', 'The body is not gzip.');
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    const at = syntaxErrorAt(text) ?? 0;
    throw new Problem(
      'malformed-json',
      at === text.length ? 'The body ends too early.' : `The character at position ${at} may not be there.`,
    );
  }
}

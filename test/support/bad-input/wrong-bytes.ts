import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { ProblemKind } from '../../../lambdas/contracts/api/problem.ts';
import { type Flaw, marker } from './types.ts';

const mebibyte = 1024 * 1024;

const flaw = (
  title: string,
  kind: ProblemKind,
  body: Buffer | undefined,
  headers: Record<string, string> = {},
): Flaw => ({
  title: `body: ${title}`,
  headers: { 'content-type': 'application/json', ...headers },
  body,
  refusal: { by: 'function', kind },
});

// The same for each route: made once, since each takes megabytes.
/** Zeros: a thousandth of their size packed. */
const bomb = gzipSync(Buffer.alloc(200 * mebibyte));

/** Half a megabyte. */
const manyFields = Buffer.from(`{${Array.from({ length: 50_000 }, (_, at) => `"${at}":0`).join(',')}}`);
const withoutEnd = Buffer.from('{"a":'.repeat(50_000));
const deep = Buffer.from(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
const millionOfNothing = Buffer.from(`[${'0,'.repeat(1_000_000)}0]`);
const blanks = Buffer.alloc(10 * mebibyte + 1, 0x20);
const over5Mb = Buffer.concat([Buffer.from('{}'), blanks.subarray(0, 5 * mebibyte)]);

/** Bodies that are not JSON in UTF-8, plain or gzip, of up to 5 MB. */
export function wrongBytes(example: unknown): Flaw[] {
  const json = JSON.stringify(example);
  const packed = gzipSync(json);
  const gzip = { 'content-encoding': 'gzip' };
  return [
    flaw('none', 'malformed-json', undefined),
    flaw('blank', 'malformed-json', Buffer.from(' \n ')),
    flaw('no JSON', 'malformed-json', Buffer.from(`{'messages': [${marker}]}`)),
    flaw('JSON that ends early', 'malformed-json', Buffer.from(json.slice(0, -1))),
    flaw('JSON twice', 'malformed-json', Buffer.from(json + json)),
    flaw('a form', 'malformed-json', Buffer.from(`apps=${marker}`)),
    flaw('nested without end', 'malformed-json', withoutEnd),
    flaw('nested very deep', 'invalid-request', deep),
    flaw('a million of nothing', 'invalid-request', millionOfNothing),
    flaw('countless unknown fields', 'invalid-request', manyFields),
    flaw('JSON in UTF-16', 'malformed-json', Buffer.from(json, 'utf16le')),
    flaw(
      'bytes that are no UTF-8',
      'malformed-encoding',
      Buffer.concat([Buffer.from(json.slice(0, -2)), Buffer.from([0xff, 0xfe, 0xc3, 0x28])]),
    ),
    flaw('gzip that is not said to be', 'malformed-encoding', packed),
    flaw('said to be gzip and is not', 'malformed-encoding', Buffer.from(json), gzip),
    flaw('gzip cut off', 'malformed-encoding', packed.subarray(0, -10), gzip),
    flaw('gzip that was damaged', 'malformed-encoding', damaged(packed), gzip),
    flaw('gzip of nothing', 'malformed-json', gzipSync(''), gzip),
    flaw('gzip of gzip', 'malformed-encoding', gzipSync(packed), gzip),
    flaw('a gzip bomb', 'too-large', bomb, gzip),
    flaw('larger than 5 MB', 'too-large', over5Mb),
    {
      ...flaw('larger than 10 MB', 'too-large', blanks),
      refusal: { by: 'gateway', status: 413 },
    },
    flaw('brotli', 'unsupported-encoding', brotliCompressSync(json), { 'content-encoding': 'br' }),
    flaw('deflate', 'unsupported-encoding', deflateSync(json), { 'content-encoding': 'deflate' }),
    flaw('of an unknown encoding', 'unsupported-encoding', Buffer.from(json), { 'content-encoding': marker }),
    ...[
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
      marker,
    ].map((type) => flaw(`of the type ${type}`, 'unsupported-media-type', Buffer.from(json), { 'content-type': type })),
    { ...flaw('without a type', 'unsupported-media-type', Buffer.from(json)), headers: {} },
  ];
}

function damaged(packed: Buffer): Buffer {
  const copy = Buffer.from(packed);
  for (let at = 12; at < copy.length - 8; at += 3) copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { maxBodyBytes, readJson } from '../../../lambdas/shared/http-body.ts';
import { Problem } from '../../../lambdas/shared/problem.ts';

type Sent = { readonly bytes: Uint8Array; readonly type?: string; readonly encoding?: string };

const read = ({ bytes, type = 'application/json', encoding }: Sent): unknown =>
  readJson({
    headers: { 'content-type': type, ...(encoding !== undefined && { 'content-encoding': encoding }) },
    body: Buffer.from(bytes).toString('base64'),
    isBase64Encoded: true,
  });

/** The problem that reading a body ends in. */
function refusal(sent: Sent): Problem {
  try {
    read(sent);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('the body was read');
}

const text = (value: string): Buffer => Buffer.from(value, 'utf8');

describe('a body', () => {
  it('is read plain, as text or base64, and gzip', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const value: unknown = JSON.parse(json);
        expect(
          readJson({ headers: { 'content-type': 'application/json' }, body: json, isBase64Encoded: false }),
        ).toEqual(value);
        expect(read({ bytes: text(json) })).toEqual(value);
        expect(read({ bytes: gzipSync(json), encoding: 'gzip' })).toEqual(value);
      }),
    );
  });

  it('is JSON or refused, whatever bytes come, and nothing else is thrown', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom(undefined, 'gzip', 'identity'),
        (bytes, encoding) => {
          try {
            read({ bytes, ...(encoding !== undefined && { encoding }) });
          } catch (error) {
            expect(error).toBeInstanceOf(Problem);
            expect((error as Problem).status).toBe(400);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'may be of the type %s',
    (type) => {
      expect(read({ bytes: text('{}'), type })).toEqual({});
    },
  );

  it.each(['', 'text/plain', 'application/xml', 'multipart/form-data', 'application/json; charset=latin1', 'json'])(
    'may not be of the type %j',
    (type) => {
      expect(refusal({ bytes: text('{}'), type })).toMatchObject({ kind: 'unsupported-media-type', status: 415 });
    },
  );

  it.each([
    ['br', brotliCompressSync('{}')],
    ['deflate', deflateSync('{}')],
    ['gzip, gzip', gzipSync(gzipSync('{}'))],
    ['aes128gcm', text('{}')],
  ])('may not be packed as %s', (encoding, bytes) => {
    expect(refusal({ bytes, encoding })).toMatchObject({ kind: 'unsupported-encoding', status: 415 });
  });

  it('must be what its headers say', () => {
    const whole = gzipSync(JSON.stringify({ a: 'x'.repeat(1000) }));
    for (const bytes of [whole.subarray(0, -9), whole.subarray(0, 5), text('{}'), text('')])
      expect(refusal({ bytes, encoding: 'gzip' })).toMatchObject({ kind: 'malformed-encoding', status: 400 });
    for (const bytes of [
      Buffer.from([0x22, 0xff, 0x22]),
      Buffer.from('"ä"', 'latin1'),
      Buffer.from('{}', 'utf16le').subarray(0, 3),
    ])
      expect(refusal({ bytes })).toMatchObject({ status: 400 });
  });

  it('may have 5 MB unpacked and not a byte more', () => {
    const largest = Buffer.from(`"${'a'.repeat(maxBodyBytes - 2)}"`);
    expect(read({ bytes: largest })).toHaveLength(maxBodyBytes - 2);
    expect(read({ bytes: gzipSync(largest), encoding: 'gzip' })).toHaveLength(maxBodyBytes - 2);
    const tooLarge = Buffer.concat([largest, Buffer.from(' ')]);
    expect(refusal({ bytes: tooLarge })).toMatchObject({ kind: 'too-large', status: 413 });
    expect(refusal({ bytes: gzipSync(tooLarge), encoding: 'gzip' })).toMatchObject({ kind: 'too-large', status: 413 });
  });

  it('is not unfolded any further than that', () => {
    const bomb = gzipSync(Buffer.alloc(512 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    expect(refusal({ bytes: bomb, encoding: 'gzip' })).toMatchObject({ kind: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('is said to be wrong where it is, without a word of it', () => {
    const secret = '{"message": "OTP 482913 at position 4242" oops}';
    const { kind, message } = refusal({ bytes: text(secret) });
    expect([kind, message]).toEqual(['malformed-json', 'The character at position 42 may not be there.']);
    expect(refusal({ bytes: text('{"a": [1, 2') }).message).toBe('The body ends too early.');
  });

  it('may be nested as deep as its size allows', () => {
    const deep = read({ bytes: text(`${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`) });
    expect(Array.isArray(deep)).toBe(true);
  });
});

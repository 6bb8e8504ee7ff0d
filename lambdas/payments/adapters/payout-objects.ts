import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { maxPayoutFileBytes } from '../../contracts/api/payouts.ts';
import { invariant } from '../../shared/invariant.ts';

/** How a file's object begins, how long it is in all, and which content that is. */
export type Beginning = { readonly start: Buffer; readonly bytes: number; readonly etag: string };

/** The objects of payout files; none is held in memory as a whole but the answers to a part. */
export type PayoutObjects = {
  /** `undefined` while nothing is uploaded. */
  readonly beginningOf: (fileId: string) => Promise<Beginning | undefined>;
  /** Copies an upload of this content to where its address, which still works, cannot change it. The same again is safe. */
  readonly keepUpload: (fileId: string, etag: string) => Promise<'kept' | 'changed'>;
  readonly readKept: (fileId: string) => AsyncIterable<Buffer>;
  readonly putPart: (fileId: string, number: number, text: string) => Promise<void>;
  readonly readPart: (fileId: string, number: number) => AsyncIterable<Buffer>;
  readonly putResult: (fileId: string, bytes: number, body: AsyncIterable<Buffer>) => Promise<void>;
};

export const uploadKey = (fileId: string): string => `payouts/uploads/${fileId}.csv`;
export const resultKey = (fileId: string): string => `payouts/results/${fileId}.csv`;
const partKey = (fileId: string, number: number): string => `payouts/parts/${fileId}/${number}.csv`;

const keptKey = (fileId: string): string => `payouts/parts/${fileId}/upload.csv`;

const beginningBytes = 1024;
/** S3 says 403 of what is not there to whoever may not list a bucket, and 416 of a range of nothing. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && ['NoSuchKey', 'NotFound', 'AccessDenied', 'InvalidRange'].includes(error.name);

export function payoutObjectsIn(s3: S3Client, bucket: string): PayoutObjects {
  async function get(key: string, range?: string) {
    const { Body, ETag, ContentRange } = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...(range !== undefined && { Range: range }) }),
    );
    invariant(Body !== undefined && ETag !== undefined, 'S3 answers with the object');
    const [, bytes] = ContentRange?.split('/') ?? [];
    return { body: Body as Readable, etag: ETag, bytes: bytes === undefined ? undefined : Number(bytes) };
  }

  const put = async (key: string, body: string | Readable, bytes: number): Promise<void> => {
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentLength: bytes, ContentType: 'text/csv' }),
    );
  };

  return {
    beginningOf: async (fileId) => {
      try {
        const { body, etag, bytes } = await get(uploadKey(fileId), `bytes=0-${beginningBytes - 1}`);
        const pieces: Buffer[] = [];
        for await (const piece of body) pieces.push(piece);
        const start = Buffer.concat(pieces);
        return { start, etag, bytes: bytes ?? start.length };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    keepUpload: async (fileId, wanted) => {
      // All of it, by its range: then S3 says how long it is.
      const { body, etag, bytes } = await get(uploadKey(fileId), `bytes=0-${maxPayoutFileBytes}`);
      invariant(bytes !== undefined, 'S3 says how long an object is');
      if (etag === wanted) {
        await put(keptKey(fileId), body, bytes);
        return 'kept';
      }
      body.destroy();
      return 'changed';
    },
    readKept: async function* (fileId) {
      yield* (await get(keptKey(fileId))).body;
    },
    putPart: (fileId, number, text) => put(partKey(fileId, number), text, Buffer.byteLength(text)),
    readPart: async function* (fileId, number) {
      yield* (await get(partKey(fileId, number))).body;
    },
    putResult: (fileId, bytes, body) => put(resultKey(fileId), Readable.from(body), bytes),
  };
}

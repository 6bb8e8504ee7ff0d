import type { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** A piece of an uploaded file. */
export type Block = {
  readonly bytes: Buffer;
  /** Of the whole file. */
  readonly size: number;
  readonly etag: string;
};

/** What lies in the bucket of a campaign. */
export type CampaignObjects = {
  /** `undefined` while nothing is uploaded, and behind its end. */
  readonly readBlock: (campaignId: string, offset: number) => Promise<Block | undefined>;
  readonly put: (key: string, text: string, type: 'text/csv' | 'application/json') => Promise<void>;
  /** `undefined` when it is not there. */
  readonly read: (key: string) => Promise<string | undefined>;
};

export const audienceKey = (campaignId: string): string => `campaigns/audiences/${campaignId}.csv`;
export const wrongLinesKey = (campaignId: string): string => `campaigns/wrong-lines/${campaignId}.csv`;
export const dryRunKey = (campaignId: string, dryRunId: string): string =>
  `campaigns/dry-runs/${campaignId}/${dryRunId}.json`;

/** Some thousand lines: what a page needs, and no call for each. */
const blockBytes = 256 * 1024;
/** S3 says 403 of what is not there to whoever may not list a bucket, and 416 of a range behind the end. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && ['NoSuchKey', 'NotFound', 'AccessDenied', 'InvalidRange'].includes(error.name);

export function campaignObjectsIn(s3: S3Client, bucket: string): CampaignObjects {
  async function get(key: string, range?: string) {
    try {
      const {
        Body,
        ETag = '',
        ContentRange,
      } = await s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, ...(range !== undefined && { Range: range }) }),
      );
      const pieces: Buffer[] = [];
      for await (const piece of Body as Readable) pieces.push(piece);
      const bytes = Buffer.concat(pieces);
      return { bytes, etag: ETag, size: Number(ContentRange?.split('/')[1] ?? bytes.length) };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  return {
    readBlock: (campaignId, offset) => get(audienceKey(campaignId), `bytes=${offset}-${offset + blockBytes - 1}`),
    put: async (key, text, type) => {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: type }));
    },
    read: async (key) => (await get(key))?.bytes.toString('utf8'),
  };
}

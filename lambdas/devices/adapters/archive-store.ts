import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ArchiveObject, Cursor } from '../domain/archive/plan.ts';

const gzipped = promisify(gzip);

/** Bucket Archive for the objects, table ArchiveCursors (key `shard`) for how far each shard is. */
export type ArchiveStore = {
  readonly cursor: (position: string) => Promise<Cursor>;
  /** Fails when another writer moved the cursor since it was read. */
  readonly saveCursor: (position: string, next: Cursor, before: Cursor) => Promise<void>;
  readonly write: (object: ArchiveObject) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
};

const cursorRow = z.object({ sequence: z.string().optional(), pending: z.array(z.string()) });

export function archiveStore(
  documents: DynamoDBDocumentClient,
  table: string,
  s3: S3Client,
  bucket: string,
): ArchiveStore {
  return {
    cursor: async (position) => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: table, Key: { shard: position }, ConsistentRead: true }),
      );
      if (Item === undefined) return { sequence: undefined, pending: [] };
      const { sequence, pending } = cursorRow.parse(Item);
      return { sequence, pending };
    },

    saveCursor: async (position, next, before) => {
      await documents.send(
        new PutCommand({
          TableName: table,
          Item: {
            shard: position,
            pending: next.pending,
            ...(next.sequence !== undefined && { sequence: next.sequence }),
          },
          ...(before.sequence === undefined
            ? { ConditionExpression: 'attribute_not_exists(#sequence)' }
            : {
                ConditionExpression: '#sequence = :before',
                ExpressionAttributeValues: { ':before': before.sequence },
              }),
          ExpressionAttributeNames: { '#sequence': 'sequence' },
        }),
      );
    },

    write: async ({ key, lines }) => {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: await gzipped(`${lines.join('\n')}\n`),
          ContentType: 'application/x-ndjson',
          ContentEncoding: 'gzip',
        }),
      );
    },

    remove: async (key) => {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}

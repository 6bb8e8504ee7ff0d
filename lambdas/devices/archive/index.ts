import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { parkInS3 } from '../../shared/park.ts';
import { archiveStore } from '../adapters/archive-store.ts';
import { makeArchive } from './handler.ts';

const env = parseEnv({ ARCHIVE_BUCKET: 'text', ARCHIVE_CURSORS_TABLE: 'text', PARKED_BUCKET: 'text' });
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const s3 = new S3Client({});

export const handler = makeArchive({
  store: archiveStore(documents, env.ARCHIVE_CURSORS_TABLE, s3, env.ARCHIVE_BUCKET),
  park: parkInS3(s3, env.PARKED_BUCKET, 'archive'),
  log: createLog('archive'),
  meter: createMeter('archive'),
});

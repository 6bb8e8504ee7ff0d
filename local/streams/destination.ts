import { randomUUID } from 'node:crypto';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { type DiscardedBatch, failureObject, failureObjectKey, failureRecord } from './failure-record.ts';

/** Where batches go that are given up. */
export type Destination = {
  /** @throws {Error} when it is not there or the role may not write to it. */
  readonly check: () => Promise<void>;
  readonly put: (batch: DiscardedBatch) => Promise<void>;
  readonly close: () => void;
};

export type DestinationOptions = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: AwsCredentialIdentity;
  readonly mappingUuid: string;
};

/** @param arn Of a bucket or a queue. */
export function makeDestination(arn: string, options: DestinationOptions): Destination {
  const [, , service, , accountId = '', name = ''] = arn.split(':');
  return service === 's3'
    ? bucketDestination(name, options)
    : queueDestination(`${options.endpoint}/${accountId}/${name}`, options);
}

function bucketDestination(Bucket: string, options: DestinationOptions): Destination {
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  return {
    check: async () => {
      await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 })); // AWS asks for s3:ListBucket besides s3:PutObject
    },
    put: async (batch) => {
      const Key = failureObjectKey(batch, options.mappingUuid, randomUUID());
      const Body = JSON.stringify(failureObject(batch));
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));
    },
    close: () => s3.destroy(),
  };
}

function queueDestination(QueueUrl: string, options: DestinationOptions): Destination {
  const sqs = new SQSClient({ ...options });
  return {
    check: async () => undefined, // AWS looks at sqs:SendMessage alone, and that cannot be tried without sending
    put: async (batch) => {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(failureRecord(batch)) }));
    },
    close: () => sqs.destroy(),
  };
}

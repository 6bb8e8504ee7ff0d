import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** A record that can never work, with what an operator needs to find out why. */
export type Parked = {
  readonly cause: string;
  readonly partitionKey: string;
  readonly sequenceNumber: string;
  readonly shard: string;
  readonly arrivedAt: string;
  /** The record's data as it came, base64. */
  readonly data: string;
};

/** Puts a poison record where it waits for a person; parking the same record again overwrites the same object. */
export type ParkingLot = (record: Parked) => Promise<void>;

export const parkInS3 =
  (s3: S3Client, bucket: string, service: string): ParkingLot =>
  async (record) => {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: `poison/${service}/${record.shard}/${record.sequenceNumber}.json`,
        Body: JSON.stringify({ service, ...record }),
        ContentType: 'application/json',
      }),
    );
  };

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

/** A customer's apps as one row: a csv of package names, sorted. */
export type AppsRow = {
  readonly customerId: string;
  readonly packages: string;
  readonly takenAt: string;
  readonly shard: string;
  readonly sequenceNumber: string;
};

/** `older` when the row already holds this snapshot or a newer one. */
export type SaveApps = (row: AppsRow) => Promise<'saved' | 'older'>;

/**
 * Table DeviceApps, key `customerId`. One conditional update, so that any redelivery and any order end in the newest
 * snapshot; the one before it stays beside it, with the sequence number that wrote the row.
 */
export const saveAppsIn =
  (documents: DynamoDBDocumentClient, table: string): SaveApps =>
  async ({ customerId, packages, takenAt, shard, sequenceNumber }) => {
    try {
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { customerId },
          // The right-hand sides are read before anything is written: `previous` gets what `packages` was.
          UpdateExpression: `SET previousPackages = if_not_exists(packages, :none), previousTakenAt = if_not_exists(takenAt, :none),
            packages = :packages, takenAt = :takenAt, lastSeenAt = :takenAt, firstSeenAt = if_not_exists(firstSeenAt, :takenAt),
            #shard = :shard, sequenceNumber = :sequenceNumber`,
          ConditionExpression: 'attribute_not_exists(customerId) OR takenAt < :takenAt',
          ExpressionAttributeNames: { '#shard': 'shard' }, // a reserved word of DynamoDB
          ExpressionAttributeValues: {
            ':none': '',
            ':packages': packages,
            ':takenAt': takenAt,
            ':shard': shard,
            ':sequenceNumber': sequenceNumber,
          },
        }),
      );
      return 'saved';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'older';
      throw error;
    }
  };

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Limits } from '../domain/verdict/limits.ts';
import { fromLimitsItem, toLimitsItem } from '../domain/verdict/limits-item.ts';

/** @returns `undefined` of one who has not paid yet */
export type ReadLimits = (customerId: string, currency: string) => Promise<Limits | undefined>;

/** @param version of the state that they were made of: older ones never replace newer ones */
export type SaveLimits = (limits: Limits, version: number) => Promise<void>;

const keepMs = 120 * 86_400_000;

/** Table ScreeningLimits, key (`customer`, `currency`). Read eventually consistent: the consumer's lag is longer. */
export const readLimitsIn =
  (documents: DynamoDBDocumentClient, table: string): ReadLimits =>
  async (customer, currency) => {
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { customer, currency } }));
    return Item === undefined ? undefined : fromLimitsItem(Item.limits);
  };

export const saveLimitsIn =
  (documents: DynamoDBDocumentClient, table: string): SaveLimits =>
  async (limits, version) => {
    try {
      await documents.send(
        new PutCommand({
          TableName: table,
          Item: {
            customer: limits.customerId,
            currency: limits.currency,
            version,
            limits: toLimitsItem(limits),
            expiresAt: Math.ceil((Date.parse(limits.asOf) + keepMs) / 1000),
          },
          ConditionExpression: 'attribute_not_exists(customer) OR version <= :version',
          ExpressionAttributeValues: { ':version': version },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

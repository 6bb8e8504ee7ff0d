import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { batchGet } from '../../shared/batch-get.ts';
import type { Block } from '../domain/block.ts';
import type { DeviceKey } from '../domain/device-keys.ts';
import type { Limits } from '../domain/verdict/limits.ts';
import { fromLimitsItem, toLimitsItem } from '../domain/verdict/limits-item.ts';
import { blockKey, blockRow } from './block-row.ts';
import { deviceKeysKey, deviceKeysRow } from './device-keys-row.ts';

/** What is known of a payer. `limits` is `undefined` of one who has not paid yet. */
export type KnownPayer = {
  readonly limits: Limits | undefined;
  readonly block: Block | undefined;
  /** Phones that confirm payments. */
  readonly devices: readonly DeviceKey[];
};

export type ReadLimits = (customerId: string, currency: string) => Promise<KnownPayer>;

/** @param version of the state that they were made of: older ones never replace newer ones */
export type SaveLimits = (limits: Limits, version: number) => Promise<void>;

const keepMs = 120 * 86_400_000;

const limitsRow = z.object({ json: z.string() });

/**
 * Table ScreeningLimits, key (`customer`, `currency`). One call brings the limits, the block and the phones of a customer,
 * which are items of their own: whoever renews limits cannot lose a block. Strongly consistent, so that a block, or a
 * phone that is taken away, counts at once.
 */
export const readLimitsIn =
  (documents: DynamoDBDocumentClient, table: string): ReadLimits =>
  async (customer, currency) => {
    const keys = [{ customer, currency }, blockKey(customer), deviceKeysKey(customer)];
    const rows = await batchGet(documents, table, keys);
    const [limits, block, devices] = keys.map((key) => rows.find((row) => row.currency === key.currency));
    return {
      limits: limits && fromLimitsItem(JSON.parse(limitsRow.parse(limits).json)),
      block: block && blockRow.parse(block),
      devices: devices === undefined ? [] : deviceKeysRow.parse(devices).devices,
    };
  };

/** As one text: a third of what an attribute for each field takes to store and to read. */
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
            json: JSON.stringify(toLimitsItem(limits)),
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

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DeviceKey } from '../domain/device-keys.ts';
import { deviceKeysKey, deviceKeysRow } from './device-keys-row.ts';

/** `version` is 0 of a customer who never had one. */
export type KeptDevices = { readonly devices: readonly DeviceKey[]; readonly version: number };

export type DeviceKeys = {
  readonly find: (customerId: string) => Promise<KeptDevices>;
  /** All phones of a customer in place of those that were found. */
  readonly replace: (customerId: string, found: KeptDevices, by: readonly DeviceKey[]) => Promise<'kept' | 'changed'>;
};

/** Table ScreeningLimits: one item for a customer's phones, which the payment path reads in one call with the limits. */
export const deviceKeysIn = (documents: DynamoDBDocumentClient, table: string): DeviceKeys => ({
  find: async (customerId) => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: table, Key: deviceKeysKey(customerId), ConsistentRead: true }),
    );
    return Item === undefined ? { devices: [], version: 0 } : deviceKeysRow.parse(Item);
  },

  replace: async (customerId, { version }, devices) => {
    try {
      await documents.send(
        new PutCommand({
          TableName: table,
          Item: { ...deviceKeysKey(customerId), version: version + 1, json: JSON.stringify(devices) },
          ...(version === 0
            ? { ConditionExpression: 'attribute_not_exists(customer)' }
            : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } }),
        }),
      );
      return 'kept';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'changed';
      throw error;
    }
  },
});

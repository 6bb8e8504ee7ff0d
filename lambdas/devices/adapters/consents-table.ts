import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { channel, type Purpose, purpose } from '../../contracts/api/consents.ts';
import type { ConsentChange } from '../domain/consent/consent.ts';

/** Table Consents, key (`customerId`, `change`): every change a row of its own, named `<purpose>#<8-digit number>`. */
export type Consents = {
  readonly latest: (customerId: string, purpose: Purpose) => Promise<ConsentChange | undefined>;
  readonly all: (customerId: string) => Promise<ConsentChange[]>;
  /** `taken` when another change has that number. */
  readonly append: (customerId: string, change: ConsentChange) => Promise<'appended' | 'taken'>;
};

const row = z.object({
  purpose,
  number: z.number(),
  status: z.enum(['given', 'withdrawn']),
  at: z.string(),
  version: z.string(),
  channel,
  expiresAt: z.string().nullable(),
});

export function consentsTable(documents: DynamoDBDocumentClient, table: string): Consents {
  return {
    latest: async (customerId, wanted) => {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'customerId = :customer AND begins_with(#change, :purpose)',
          ExpressionAttributeNames: { '#change': 'change' },
          ExpressionAttributeValues: { ':customer': customerId, ':purpose': `${wanted}#` },
          ScanIndexForward: false,
          Limit: 1,
          // A withdrawal counts from the moment it is answered.
          ConsistentRead: true,
        }),
      );
      return Items[0] === undefined ? undefined : row.parse(Items[0]);
    },

    all: async (customerId) => {
      const changes: ConsentChange[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await documents.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'customerId = :customer',
            ExpressionAttributeValues: { ':customer': customerId },
            ConsistentRead: true,
            ExclusiveStartKey: from,
          }),
        );
        changes.push(...Items.map((item) => row.parse(item)));
        from = LastEvaluatedKey;
      } while (from !== undefined);
      return changes;
    },

    append: async (customerId, change) => {
      try {
        await documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...change, customerId, change: `${change.purpose}#${String(change.number).padStart(8, '0')}` },
            ConditionExpression: 'attribute_not_exists(customerId)',
          }),
        );
        return 'appended';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'taken';
        throw error;
      }
    },
  };
}

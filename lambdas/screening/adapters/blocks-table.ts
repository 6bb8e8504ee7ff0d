import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Block } from '../domain/block.ts';
import { blockKey, blockRow } from './block-row.ts';

/** `since` is UTC ISO 8601; `by` is the operator's client. */
export type KeptBlock = Block & { readonly since: string; readonly by: string };

export type Blocks = {
  /** Also one that is over; such a block is forgotten some days later. */
  readonly find: (customerId: string) => Promise<KeptBlock | undefined>;
  readonly put: (customerId: string, block: KeptBlock) => Promise<void>;
  readonly lift: (customerId: string) => Promise<void>;
};

/** Table ScreeningLimits: what the payment path reads in one call with the limits. */
export const blocksIn = (documents: DynamoDBDocumentClient, table: string): Blocks => ({
  find: async (customerId) => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: table, Key: blockKey(customerId), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const { reason, until, since, by } = blockRow.parse(Item);
    return { reason, until, since, by };
  },
  put: async (customerId, block) => {
    const expires = block.until !== null && { expiresAt: Math.ceil(Date.parse(block.until) / 1000) };
    await documents.send(new PutCommand({ TableName: table, Item: { ...blockKey(customerId), ...block, ...expires } }));
  },
  lift: async (customerId) => {
    await documents.send(new DeleteCommand({ TableName: table, Key: blockKey(customerId) }));
  },
});

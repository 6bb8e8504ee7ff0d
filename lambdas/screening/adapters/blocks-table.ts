import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../../shared/batch-get.ts';
import type { Block } from '../domain/block.ts';
import { blockKey, blockRow, listed, listKey } from './block-row.ts';

/** `since` is UTC ISO 8601; `by` is the operator's client. */
export type KeptBlock = Block & { readonly since: string; readonly by: string };

export type BlockPage = {
  readonly blocks: readonly (KeptBlock & { readonly customerId: string })[];
  readonly next: string | undefined;
};

export type Blocks = {
  /** By customers' ids, from behind `after` on, 1 to 100 looked at; also those that are over and not yet forgotten. */
  readonly list: (page: { readonly limit: number; readonly after?: string }) => Promise<BlockPage>;
  /** Also one that is over; such a block is forgotten some days later. */
  readonly find: (customerId: string) => Promise<KeptBlock | undefined>;
  readonly put: (customerId: string, block: KeptBlock) => Promise<void>;
  readonly lift: (customerId: string) => Promise<void>;
};

/** Table ScreeningLimits: what the payment path reads in one call with the limits. */
export const blocksIn = (documents: DynamoDBDocumentClient, table: string): Blocks => ({
  list: async ({ limit, after }) => {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'customer = :listed',
        ExpressionAttributeValues: { ':listed': listed },
        ConsistentRead: true,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: listKey(after) }),
      }),
    );
    const customers = Items.map(({ currency }) => String(currency));
    // The block is what counts: one that was not put, or is lifted, may be listed still.
    const found = await batchGet(documents, table, customers.map(blockKey));
    const rows = new Map(found.map((item) => [item.customer, blockRow.parse(item)]));
    return {
      blocks: customers.flatMap((customerId) => {
        const row = rows.get(customerId);
        return row === undefined ? [] : [{ customerId, ...keptOf(row) }];
      }),
      next: LastEvaluatedKey === undefined ? undefined : String(LastEvaluatedKey.currency),
    };
  },

  find: async (customerId) => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: table, Key: blockKey(customerId), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    return keptOf(blockRow.parse(Item));
  },
  put: async (customerId, block) => {
    const expires = block.until !== null && { expiresAt: Math.ceil(Date.parse(block.until) / 1000) };
    const list = () =>
      documents.send(
        new PutCommand({ TableName: table, Item: { ...listKey(customerId), mark: randomUUID(), ...expires } }),
      );
    // Listed first: a block that is not listed would be found by nobody. And once more, for whoever lifted one meanwhile.
    await list();
    await documents.send(new PutCommand({ TableName: table, Item: { ...blockKey(customerId), ...block, ...expires } }));
    await list();
  },
  lift: async (customerId) => {
    const Key = listKey(customerId);
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    await documents.send(new DeleteCommand({ TableName: table, Key: blockKey(customerId) }));
    if (Item?.mark === undefined) return;
    try {
      // What was listed since is another block, put while this one was lifted.
      await documents.send(
        new DeleteCommand({
          TableName: table,
          Key,
          ConditionExpression: 'mark = :mark',
          ExpressionAttributeValues: { ':mark': Item.mark },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});

const keptOf = ({ reason, until, since, by }: KeptBlock): KeptBlock => ({ reason, until, since, by });

import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

/** Customers by counter, summed over shards. */
export type ReadPool = () => Promise<ReadonlyMap<string, number>>;

const row = z.object({ counter: z.string(), customers: z.number() });

/** Table AppPool, read whole: it has a row per app and shard, not per customer. */
export const readPoolFrom =
  (documents: DynamoDBDocumentClient, table: string): ReadPool =>
  async () => {
    const sums = new Map<string, number>();
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new ScanCommand({ TableName: table, ExclusiveStartKey: from }),
      );
      for (const item of Items) {
        const { counter, customers } = row.parse(item);
        sums.set(counter, (sums.get(counter) ?? 0) + customers);
      }
      from = LastEvaluatedKey;
    } while (from !== undefined);
    return sums;
  };

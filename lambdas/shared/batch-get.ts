import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { backoffMs, type Sleep, sleep } from './backoff.ts';
import { concurrently } from './concurrently.ts';

type Item = Record<string, unknown>;

/** BatchGetItem takes 100 keys (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html). */
const batchSize = 100;
const attempts = 8;

/**
 * Reads items by distinct keys, strongly consistent, in no order; missing ones are left out.
 * @throws Error when keys stay unprocessed after bounded retries
 */
export async function batchGet(
  documents: DynamoDBDocumentClient,
  table: string,
  keys: readonly Item[],
  pause: Sleep = sleep,
): Promise<Item[]> {
  const found: Item[] = [];

  async function read(batch: readonly Item[]): Promise<void> {
    let left = [...batch];
    for (let attempt = 1; ; attempt++) {
      const { Responses, UnprocessedKeys } = await documents.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
      );
      found.push(...(Responses?.[table] ?? []));
      left = UnprocessedKeys?.[table]?.Keys ?? [];
      if (left.length === 0) return;
      if (attempt === attempts) throw new Error(`DynamoDB left ${left.length} keys unread`);
      await pause(backoffMs(attempt, 25, 2000));
    }
  }

  const batches = Array.from({ length: Math.ceil(keys.length / batchSize) }, (_, batch) =>
    keys.slice(batch * batchSize, (batch + 1) * batchSize),
  );
  await concurrently(4, batches, read);
  return found;
}

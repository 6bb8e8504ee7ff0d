import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { backoffMs, type Sleep, sleep } from '../../shared/backoff.ts';
import { concurrently } from '../../shared/concurrently.ts';

/** One message of a customer; `expiresAt` is in epoch seconds, when the table may forget it. */
export type SmsRow = {
  readonly customerId: string;
  readonly smsKey: string;
  readonly sender: string;
  readonly message: string;
  readonly receivedAt: string;
  readonly expiresAt: number;
};

export type SaveSms = (rows: readonly SmsRow[]) => Promise<void>;

/** BatchWriteItem takes 25 puts (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html). */
const batchSize = 25;
const attempts = 8;

/**
 * Table DeviceSms, key (customerId, smsKey). The key is made of the message, so a put again changes nothing. Rows must
 * be distinct by key: DynamoDB refuses a batch that names a key twice.
 * @throws Error when rows stay unprocessed after bounded retries
 */
export function saveSmsIn(documents: DynamoDBDocumentClient, table: string, pause: Sleep = sleep): SaveSms {
  async function put(rows: readonly SmsRow[]): Promise<void> {
    let left = rows.map((row) => ({ PutRequest: { Item: row as Record<string, unknown> } }));
    for (let attempt = 1; ; attempt++) {
      const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
      left = (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
      );
      if (left.length === 0) return;
      if (attempt === attempts) throw new Error(`DynamoDB left ${left.length} rows unprocessed`);
      await pause(backoffMs(attempt, 25, 2000));
    }
  }

  return async (rows) => {
    const batches = Array.from({ length: Math.ceil(rows.length / batchSize) }, (_, batch) =>
      rows.slice(batch * batchSize, (batch + 1) * batchSize),
    );
    await concurrently(4, batches, put);
  };
}

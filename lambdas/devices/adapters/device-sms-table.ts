import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
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

/** As DynamoDB has it: the document client would walk through every item twice more to find this out. */
const putOf = ({ customerId, smsKey, sender, message, receivedAt, expiresAt }: SmsRow): WriteRequest => ({
  PutRequest: {
    Item: {
      customerId: { S: customerId },
      smsKey: { S: smsKey },
      sender: { S: sender },
      message: { S: message },
      receivedAt: { S: receivedAt },
      expiresAt: { N: String(expiresAt) },
    },
  },
});

/**
 * Table DeviceSms, key (customerId, smsKey). The key is made of the message, so a put again changes nothing. Rows must
 * be distinct by key: DynamoDB refuses a batch that names a key twice.
 * @throws Error when rows stay unprocessed after bounded retries
 */
export function saveSmsIn(dynamodb: DynamoDBClient, table: string, pause: Sleep = sleep): SaveSms {
  async function put(rows: readonly SmsRow[]): Promise<void> {
    let left = rows.map(putOf);
    for (let attempt = 1; ; attempt++) {
      const { UnprocessedItems } = await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }));
      left = UnprocessedItems?.[table] ?? [];
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

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DonePart, FileState, PayoutFile, Plan } from '../domain/payouts/file.ts';

/**
 * Table PayoutFiles, key `fileId`: a file is one item, its parts among it, so that whoever marks the last one sees all
 * of them. 200 parts have some 8 KB.
 */
export type PayoutFiles = {
  /** @returns what is there: the file itself, or the one that was opened under its id before */
  readonly open: (file: PayoutFile) => Promise<PayoutFile>;
  readonly get: (fileId: string) => Promise<PayoutFile | undefined>;
  /** From now on this content counts. Changes nothing when the file was submitted before. */
  readonly submit: (fileId: string, etag: string) => Promise<void>;
  readonly refuse: (fileId: string, reason: string) => Promise<void>;
  readonly plan: (fileId: string, plan: Plan) => Promise<void>;
  readonly sent: (fileId: string, parts: number) => Promise<void>;
  /** The same again changes nothing. @returns the file afterwards */
  readonly partDone: (fileId: string, number: number, part: DonePart) => Promise<PayoutFile>;
  readonly settled: (fileId: string) => Promise<void>;
};

export function payoutFilesTable(documents: DynamoDBDocumentClient, table: string): PayoutFiles {
  async function get(fileId: string): Promise<PayoutFile | undefined> {
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { fileId }, ConsistentRead: true }));
    return Item as PayoutFile | undefined;
  }

  async function move(fileId: string, from: FileState, to: FileState, set: Readonly<Record<string, unknown>>) {
    const names = Object.keys(set);
    await documents
      .send(
        new UpdateCommand({
          TableName: table,
          Key: { fileId },
          UpdateExpression: `SET #state = :to${names.map((name) => `, #${name} = :${name}`).join('')}`,
          ConditionExpression: '#state = :from',
          ExpressionAttributeNames: { '#state': 'state', ...fromEntries(names, (name) => [`#${name}`, name]) },
          ExpressionAttributeValues: {
            ':from': from,
            ':to': to,
            ...fromEntries(names, (name) => [`:${name}`, set[name]]),
          },
        }),
      )
      // Somebody did it before: a repeat has nothing to do.
      .catch(unlessTaken);
  }

  return {
    open: async (file) => {
      try {
        await documents.send(
          new PutCommand({ TableName: table, Item: file, ConditionExpression: 'attribute_not_exists(fileId)' }),
        );
        return file;
      } catch (error) {
        unlessTaken(error);
        return (await get(file.fileId)) ?? file;
      }
    },
    get,
    submit: (fileId, etag) => move(fileId, 'awaiting-upload', 'submitted', { etag }),
    refuse: (fileId, reason) => move(fileId, 'submitted', 'refused', { reason }),
    plan: (fileId, plan) => move(fileId, 'submitted', 'paying', { plan }),
    sent: async (fileId, parts) => {
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { fileId },
          UpdateExpression: 'SET sent = :parts',
          ExpressionAttributeValues: { ':parts': parts },
        }),
      );
    },
    partDone: async (fileId, number, { bytes, paid, refused }) => {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { fileId },
          UpdateExpression: 'SET #parts.#number = :part',
          ExpressionAttributeNames: { '#parts': 'parts', '#number': String(number) },
          ExpressionAttributeValues: { ':part': { bytes, paid, refused } },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes as PayoutFile;
    },
    settled: (fileId) => move(fileId, 'paying', 'done', {}),
  };
}

function unlessTaken(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}

const fromEntries = <Value>(names: readonly string[], entry: (name: string) => [string, Value]) =>
  Object.fromEntries(names.map(entry));

import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { batchGet } from '../../shared/batch-get.ts';
import { concurrently } from '../../shared/concurrently.ts';
import { fromCsv, toCsv } from '../domain/apps/packages.ts';
import type { Counter } from '../domain/pool/counter.ts';
import { type Member, newMember } from '../domain/pool/member.ts';

/** The pool's two tables, in the words of the consumer. Writes fail when another writer was there in between. */
export type PoolStore = {
  readonly members: (customerIds: readonly string[]) => Promise<ReadonlyMap<string, Member>>;
  readonly saveMember: (member: Member, before: Member) => Promise<void>;
  readonly counters: (names: readonly string[], shard: string) => Promise<ReadonlyMap<string, Counter>>;
  readonly saveCounters: (changed: readonly CounterChange[], shard: string) => Promise<void>;
};

export type CounterChange = { readonly name: string; readonly before: Counter; readonly after: Counter };

const memberRow = z.object({
  customerId: z.string(),
  packages: z.string(),
  categories: z.string(),
  takenAt: z.string().optional(),
  intents: z.record(z.string(), z.string()),
  version: z.number(),
});

const counterRow = z.object({ counter: z.string(), customers: z.number(), lastSequence: z.string() });

/** Table AppPoolMembers, key `customerId`; table AppPool, key (`counter`, `shard`). */
export function poolTables(documents: DynamoDBDocumentClient, tables: { pool: string; members: string }): PoolStore {
  const saveCounter = ({ name, before, after }: CounterChange, shard: string) =>
    documents.send(
      new PutCommand({
        TableName: tables.pool,
        Item: { counter: name, shard, ...after },
        ...(before.lastSequence === undefined
          ? { ConditionExpression: 'attribute_not_exists(lastSequence)' }
          : {
              ConditionExpression: 'lastSequence = :before',
              ExpressionAttributeValues: { ':before': before.lastSequence },
            }),
      }),
    );

  return {
    members: async (customerIds) => {
      const rows = await batchGet(
        documents,
        tables.members,
        customerIds.map((customerId) => ({ customerId })),
      );
      const found = new Map(customerIds.map((id) => [id, newMember(id)]));
      for (const row of rows) {
        const { customerId, packages, categories, takenAt, intents, version } = memberRow.parse(row);
        found.set(customerId, {
          customerId,
          packages: fromCsv(packages),
          categories: fromCsv(categories),
          takenAt,
          intents: Object.fromEntries(Object.entries(intents).map(([sequence, csv]) => [sequence, fromCsv(csv)])),
          version,
        });
      }
      return found;
    },

    saveMember: async (member, before) => {
      await documents.send(
        new PutCommand({
          TableName: tables.members,
          Item: {
            customerId: member.customerId,
            packages: toCsv(member.packages),
            categories: toCsv(member.categories),
            ...(member.takenAt !== undefined && { takenAt: member.takenAt }),
            intents: Object.fromEntries(
              Object.entries(member.intents).map(([sequence, names]) => [sequence, toCsv(names)]),
            ),
            version: member.version,
          },
          ConditionExpression: 'attribute_not_exists(customerId) OR version = :before',
          ExpressionAttributeValues: { ':before': before.version },
        }),
      );
    },

    counters: async (names, shard) => {
      const rows = await batchGet(
        documents,
        tables.pool,
        names.map((counter) => ({ counter, shard })),
      );
      const found = new Map<string, Counter>(names.map((name) => [name, { customers: 0, lastSequence: undefined }]));
      for (const row of rows) {
        const { counter, customers, lastSequence } = counterRow.parse(row);
        found.set(counter, { customers, lastSequence });
      }
      return found;
    },

    saveCounters: (changed, shard) =>
      concurrently(16, changed, async (change) => {
        await saveCounter(change, shard);
      }),
  };
}

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { batchGet } from '../../shared/batch-get.ts';
import { fromItem, toItem } from '../domain/state/item.ts';
import { type Entity, type EntityState, emptyState, keyOf } from '../domain/state/state.ts';
import type { ToldLevels } from '../domain/verdict/threshold-changes.ts';

/** A state as it lies in the table; version 0 is one that is not there yet. */
export type KeptState = { readonly state: EntityState; readonly told: ToldLevels; readonly version: number };

export type States = {
  /** By `keyOf`, every entity that was asked for. */
  readonly read: (entities: readonly Entity[]) => Promise<ReadonlyMap<string, KeptState>>;
  /** Writes version `before` + 1. `moved`: another writer was there since it was read. */
  readonly save: (next: Omit<KeptState, 'version'>, before: number) => Promise<'saved' | 'moved'>;
};

const row = z.object({
  entity: z.string(),
  version: z.number(),
  told: z.record(z.string(), z.union([z.string(), z.number()])),
  state: z.unknown(),
});

/** The longest that anything is remembered is 90 days, of habits. */
const keepMs = 120 * 86_400_000;

/** Table ScreeningStates, key `entity`; nothing is left of what did nothing for four months. */
export const statesTable = (documents: DynamoDBDocumentClient, table: string): States => ({
  read: async (entities) => {
    const found = new Map<string, KeptState>(
      entities.map((entity) => [keyOf(entity), { state: emptyState(entity), told: {}, version: 0 }]),
    );
    const keys = [...found.keys()].map((entity) => ({ entity }));
    for (const item of await batchGet(documents, table, keys)) {
      const { entity, version, told, state } = row.parse(item);
      found.set(entity, { state: fromItem(state), told, version });
    }
    return found;
  },

  save: async ({ state, told }, before) => {
    try {
      await documents.send(
        new PutCommand({
          TableName: table,
          Item: {
            entity: keyOf(state),
            version: before + 1,
            told,
            state: toItem(state),
            expiresAt: expiresAt(state),
          },
          ConditionExpression: 'attribute_not_exists(entity) OR version = :before',
          ExpressionAttributeValues: { ':before': before },
        }),
      );
      return 'saved';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'moved';
      throw error;
    }
  },
});

/** In seconds of Unix time, after the newest day that it counted and the last hold. */
function expiresAt({ paid, received, held }: EntityState): number {
  const newestDay = Math.max(paid.days.at(-1)?.[0] ?? 0, received.days.at(-1)?.[0] ?? 0);
  return Math.ceil((Math.max(newestDay * 86_400_000, held.at(-1)?.[1] ?? 0) + keepMs) / 1000);
}

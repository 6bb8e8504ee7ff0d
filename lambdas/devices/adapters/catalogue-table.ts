import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { categoryByPackage, shippedCatalogue } from '../domain/apps/catalogue.ts';

/** Package to category: what ships with the code, and over it what operators said. */
export type LoadCatalogue = () => Promise<ReadonlyMap<string, string>>;

const row = z.object({ package: z.string(), category: z.string() });

/** How old an answer may be: an operator's word counts within a minute. */
const maxAgeMs = 60_000;

/** Table AppCatalogue, key `package`: only what operators said, so it is small enough to read whole. */
export function catalogueFrom(documents: DynamoDBDocumentClient, table: string, now: Clock): LoadCatalogue {
  const shipped = categoryByPackage(shippedCatalogue);
  let loaded: { readonly catalogue: ReadonlyMap<string, string>; readonly atMs: number } | undefined;

  async function read(): Promise<ReadonlyMap<string, string>> {
    const said = new Map<string, string>();
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new ScanCommand({ TableName: table, ExclusiveStartKey: from }),
      );
      for (const item of Items) {
        const { package: name, category } = row.parse(item);
        said.set(name, category);
      }
      from = LastEvaluatedKey;
    } while (from !== undefined);
    return new Map([...shipped, ...said]);
  }

  return async () => {
    const atMs = now().getTime();
    if (loaded === undefined || atMs - loaded.atMs > maxAgeMs) loaded = { catalogue: await read(), atMs };
    return loaded.catalogue;
  };
}

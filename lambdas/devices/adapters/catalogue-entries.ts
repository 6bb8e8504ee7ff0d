import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

/** What an operator says of an app. */
export type SaidEntry = { readonly package: string; readonly category: string; readonly name?: string | undefined };

export type SaveEntry = (entry: SaidEntry) => Promise<void>;

/**
 * Table AppCatalogue, key `package`; a later word replaces an earlier one. Apart from its reader, which brings the whole
 * shipped catalogue along.
 */
export const saveEntryIn =
  (documents: DynamoDBDocumentClient, table: string): SaveEntry =>
  async ({ package: name, category, name: title }) => {
    const item = { package: name, category, ...(title !== undefined && { name: title }) };
    await documents.send(new PutCommand({ TableName: table, Item: item }));
  };

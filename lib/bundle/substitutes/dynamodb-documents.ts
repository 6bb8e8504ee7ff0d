import { type AttributeValue, attributeValue, plainValue } from './attribute-value.ts';
import type { DynamoDBClient } from './dynamodb.ts';
import { JsonCommand } from './json-client.ts';

/** Stands in for `@aws-sdk/lib-dynamodb` in bundles: a command that is not here does not bundle. */
type Values = Readonly<Record<string, unknown>>;
type Attributes = Record<string, AttributeValue>;
type TranslateConfig = { readonly marshallOptions?: { readonly removeUndefinedValues?: boolean } };

export class DynamoDBDocumentClient {
  readonly #client: DynamoDBClient;
  readonly #dropsUndefined: boolean;

  private constructor(client: DynamoDBClient, { marshallOptions }: TranslateConfig) {
    this.#client = client;
    this.#dropsUndefined = marshallOptions?.removeUndefinedValues ?? false;
  }

  static from(client: DynamoDBClient, config: TranslateConfig = {}): DynamoDBDocumentClient {
    return new DynamoDBDocumentClient(client, config);
  }

  /** @throws Error for a value that DynamoDB has no type for, and what the client throws */
  async send(command: JsonCommand): Promise<unknown> {
    const input = translated(command.input as Values, (values) => this.#toAttributes(values));
    const output = (await this.#client.send({ operation: command.operation, input })) as Values;
    return translated(output, toPlain);
  }

  #toAttributes(values: Values): Attributes {
    const attributes: Attributes = {};
    for (const [name, value] of Object.entries(values))
      if (value !== undefined) attributes[name] = attributeValue(value, this.#dropsUndefined);
    return attributes;
  }
}

function toPlain(attributes: Values): Values {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(attributes)) plain[name] = plainValue(value as AttributeValue);
  return plain;
}

type Translate = (values: Values) => Values;

/** Where calls and answers hold items or keys, by their members' names; whatever else they hold is as it is. */
const places: Readonly<Record<string, (value: never, translate: Translate) => unknown>> = {
  Item: one,
  Key: one,
  ExpressionAttributeValues: one,
  ExclusiveStartKey: one,
  LastEvaluatedKey: one,
  Attributes: one,
  Items: many,
  Keys: many,
  Responses: (tables: Values, translate) => ofEach(tables, (items) => many(items as Values[], translate)),
  RequestItems: (tables: Values, translate) => ofEach(tables, (asked) => translated(asked as Values, translate)),
  UnprocessedKeys: (tables: Values, translate) => ofEach(tables, (asked) => translated(asked as Values, translate)),
};

function one(values: Values, translate: Translate): Values {
  return translate(values);
}

function many(all: readonly Values[], translate: Translate): Values[] {
  return all.map(translate);
}

const ofEach = (tables: Values, change: (value: unknown) => unknown): Values =>
  Object.fromEntries(Object.entries(tables).map(([table, value]) => [table, change(value)]));

function translated(values: Values, translate: Translate): Values {
  const result: Record<string, unknown> = { ...values };
  for (const [name, value] of Object.entries(values)) {
    const place = places[name];
    if (place !== undefined && value !== undefined) result[name] = place(value as never, translate);
  }
  return result;
}

export class GetCommand extends JsonCommand {
  readonly operation = 'GetItem';
}

export class PutCommand extends JsonCommand {
  readonly operation = 'PutItem';
}

export class UpdateCommand extends JsonCommand {
  readonly operation = 'UpdateItem';
}

export class DeleteCommand extends JsonCommand {
  readonly operation = 'DeleteItem';
}

export class QueryCommand extends JsonCommand {
  readonly operation = 'Query';
}

export class ScanCommand extends JsonCommand {
  readonly operation = 'Scan';
}

export class BatchGetCommand extends JsonCommand {
  readonly operation = 'BatchGetItem';
}

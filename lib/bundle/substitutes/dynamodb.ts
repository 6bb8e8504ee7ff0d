import { type ClientConfig, JsonClient, JsonCommand } from './json-client.ts';

/** Stands in for `@aws-sdk/client-dynamodb` in bundles (json-client.ts): a command that is not here does not bundle. */
export class ConditionalCheckFailedException extends Error {}

export class DynamoDBClient extends JsonClient {
  constructor(config: ClientConfig = {}) {
    super(
      {
        host: 'dynamodb',
        variable: 'DYNAMODB',
        attemptsMax: 4,
        retryDelayMs: 25,
        addressed: (operation) => ({
          path: '/',
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-target': `DynamoDB_20120810.${operation}`,
          },
        }),
        errors: { ConditionalCheckFailedException },
      },
      config,
    );
  }
}

/** Their inputs hold attribute values as DynamoDB has them, none of them binary. */
export class BatchWriteItemCommand extends JsonCommand {
  readonly operation = 'BatchWriteItem';
}

export class GetItemCommand extends JsonCommand {
  readonly operation = 'GetItem';
}

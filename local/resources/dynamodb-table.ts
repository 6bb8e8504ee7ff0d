import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type KeySchemaElement,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName } from './names.ts';
import type { World } from './world.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const throughput = z.strictObject({ ReadCapacityUnits: z.coerce.number(), WriteCapacityUnits: z.coerce.number() });
const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const index = { IndexName: z.string(), KeySchema: keySchema, Projection: projection };

export const dynamodbTable = adapter({
  type: 'AWS::DynamoDB::Table',
  properties: z.strictObject({
    TableName: z.string().optional(),
    AttributeDefinitions: z.array(
      z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
    ),
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z
      .array(
        z.strictObject({
          ...index,
          ProvisionedThroughput: throughput.optional(),
          OnDemandThroughput: noMeaning('the laptop throttles nothing by itself'),
        }),
      )
      .optional(),
    LocalSecondaryIndexes: z.array(z.strictObject(index)).optional(),
    BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).optional(),
    ProvisionedThroughput: throughput.optional(),
    SSESpecification: z
      .strictObject({ SSEEnabled: z.boolean(), SSEType: z.string().optional(), KMSMasterKeyId: z.string().optional() })
      .optional(),
    OnDemandThroughput: noMeaning('the laptop throttles nothing by itself'),
    WarmThroughput: noMeaning('the laptop throttles nothing by itself'),
    TimeToLiveSpecification: noMeaning('DynamoDB deletes expired items days late; a laptop not at all'),
    PointInTimeRecoverySpecification: noMeaning('a laptop has no backups'),
    ContributorInsightsSpecification: noMeaning('nobody looks at hot keys of a laptop'),
    DeletionProtectionEnabled: noMeaning('npm run reset drops the folder'),
    TableClass: noMeaning('storage has no price'),
    ...tagged,
  }),
  create: async ({ properties, ...wanted }, world) => {
    const { SSESpecification, GlobalSecondaryIndexes, ...input } = properties;
    const name = input.TableName ?? physicalName(wanted, 255);
    const arn = `arn:aws:dynamodb:${world.region}:${world.accountId}:table/${name}`;
    await createOnce(world, wanted.id, {
      TableName: name,
      AttributeDefinitions: input.AttributeDefinitions,
      KeySchema: input.KeySchema,
      BillingMode: input.BillingMode ?? 'PROVISIONED',
      ProvisionedThroughput: input.ProvisionedThroughput,
      GlobalSecondaryIndexes: GlobalSecondaryIndexes?.map(({ OnDemandThroughput: _, ...each }) => each),
      LocalSecondaryIndexes: input.LocalSecondaryIndexes,
    });
    if (SSESpecification?.KMSMasterKeyId !== undefined) world.encrypt(arn, SSESpecification.KMSMasterKeyId);
    return { physicalId: name, attributes: { Arn: arn } };
  },
});

/** @throws Error when the table is there with another key: only a new folder helps */
async function createOnce({ clients }: World, id: string, input: CreateTableCommandInput): Promise<void> {
  try {
    const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName: input.TableName }));
    if (keyText(Table?.KeySchema) !== keyText(input.KeySchema))
      throw new Error(`${id} was created with the key ${keyText(Table?.KeySchema)}: npm run reset drops the old data`);
    return;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  await clients.dynamodb.send(new CreateTableCommand(input));
  await waitUntilTableExists(
    { client: clients.dynamodb, maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.2 },
    { TableName: input.TableName },
  );
}

const keyText = (schema: readonly KeySchemaElement[] | undefined): string =>
  (schema ?? []).map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');

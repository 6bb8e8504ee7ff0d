import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});

export const handler = async ({ Records }) => {
  for (const { kinesis } of Records) {
    const Item = {
      customerId: { S: kinesis.partitionKey },
      body: { S: Buffer.from(kinesis.data, 'base64').toString('utf8') },
    };
    await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
  }
};

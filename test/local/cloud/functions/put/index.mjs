import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';

const kinesis = new KinesisClient({});

export const handler = async ({ body, requestContext }) => {
  const PartitionKey = requestContext.authorizer.jwt.claims.sub;
  const Data = Buffer.from(body);
  await kinesis.send(new PutRecordCommand({ StreamName: process.env.STREAM, PartitionKey, Data }));
  return { statusCode: 202, body: '' };
};

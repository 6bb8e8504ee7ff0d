import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';

const database = new RDSDataClient({});

export const handler = async ({ RequestType, ResponseURL }) => {
  const { CLUSTER: resourceArn, SECRET: secretArn } = process.env;
  const sql = 'CREATE TABLE notes (id int)';
  const answer = await database
    .send(new ExecuteStatementCommand({ resourceArn, secretArn, database: 'notes', sql }))
    .then(
      () => ({ Status: 'SUCCESS', PhysicalResourceId: 'schema', Data: { Request: RequestType } }),
      (error) => ({ Status: 'FAILED', Reason: error.message }),
    );
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify(answer) });
};

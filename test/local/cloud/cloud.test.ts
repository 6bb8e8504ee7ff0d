import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Cloud, startCloud } from '../../../local/cloud.ts';
import type { Assembly } from '../../../local/template/types.ts';
import { scratch } from '../../support/scratch.ts';
import { aSynth } from './a-synth.ts';

const cdkOut = aSynth();
let cloud: Cloud | undefined;
afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
});

async function post(running: Cloud, customer: string, body: string): Promise<number> {
  const authorization = `Bearer ${await running.token({ customer })}`;
  const { status } = await fetch(`${running.apiUrl}/notes`, { method: 'POST', headers: { authorization }, body });
  return status;
}

async function stored(running: Cloud, customer: string): Promise<string | undefined> {
  const client = new DynamoDBClient({
    endpoint: running.awsEndpoint,
    region: running.region,
    credentials: running.credentials,
  });
  const TableName = running.resources.one('AWS::DynamoDB::Table').physicalId;
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { customerId: { S: customer } } }));
  client.destroy();
  return Item?.body?.S;
}

it('runs what was synthesized from a request to a table, and keeps it over a restart', async () => {
  cloud = await startCloud({ cdkOut, durable: false, temporaryIn: scratch });
  expect(cloud.resources.one('Custom::Migrations').attributes).toEqual({ Request: 'Create' });

  expect(await post(cloud, 'asha', 'first')).toBe(202);
  await cloud.drained();
  expect(await stored(cloud, 'asha')).toBe('first');

  const { apiUrl } = cloud;
  await cloud.restart();
  expect(cloud.apiUrl).toBe(apiUrl);
  expect(await stored(cloud, 'asha')).toBe('first');
  expect(await post(cloud, 'ravi', 'second')).toBe(202);
  await cloud.drained();
  expect(await stored(cloud, 'ravi')).toBe('second');
  // A second Create would fail: the table of the migration is there.
  expect(cloud.resources.one('Custom::Migrations').attributes).toEqual({ Request: 'Create' });
});

it('breaks the flow when a grant is missing, and leaves the batch in the failure destination', async () => {
  const withoutPut = (assembly: Assembly): Assembly =>
    JSON.parse(JSON.stringify(assembly).replace('dynamodb:PutItem', 'dynamodb:GetItem'), (key, value) =>
      key === 'assets' ? assembly.stacks[0]?.assets : value,
    ) as Assembly;
  cloud = await startCloud({ cdkOut, durable: false, temporaryIn: scratch, amend: withoutPut });

  expect(await post(cloud, 'asha', 'first')).toBe(202);
  await cloud.drained();

  expect(await stored(cloud, 'asha')).toBeUndefined();
  expect(cloud.mappingStats('Consume')).toMatchObject([{ failedInvocations: 2, discardedRecords: 1, lostRecords: 0 }]);
});

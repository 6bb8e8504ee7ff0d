import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetDurableExecutionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, startCloud } from '../../../../local/cloud.ts';
import type { Assembly } from '../../../../local/template/types.ts';
import { scratch } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';
import { type Built, bundled } from './bundle-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'sangam-durable-cloud-'));
const cdkOut = join(folder, 'cdk.out');
let built: Built;
let alarms: readonly { readonly id: string; readonly runbook: string }[];
let cloud: Cloud | undefined;

beforeAll(async () => {
  built = await bundled('order', 'office');
  const program = join(import.meta.dirname, 'synthesize.ts');
  const args = [program, cdkOut, built.folderOf('order'), built.folderOf('office')];
  // The templates of the app itself are checked against CloudFormation's schemas, and its durable functions with them.
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  alarms = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env }));
});
afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
});

const nameOf = (running: Cloud, part: string): string =>
  running.resources.all('AWS::Lambda::Function').find(({ logicalId }) => logicalId.startsWith(part))?.physicalId ?? '';

async function atOffice(running: Cloud, task: object): Promise<Record<string, string>> {
  const result = await running.lambdas.invoke(nameOf(running, 'Office'), task);
  if (result.kind === 'error') throw new Error(result.errorMessage);
  return result.payload as Record<string, string>;
}

async function statusOf({ awsEndpoint: endpoint, region, credentials }: Cloud, DurableExecutionArn = '') {
  const client = new LambdaClient({ endpoint, region, credentials });
  const { Status, Result } = await client.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
  client.destroy();
  return { Status, Result };
}

/** Events that nobody waited for and whose execution failed. */
async function failedIn({ awsEndpoint: endpoint, region, credentials, resources }: Cloud): Promise<unknown[]> {
  const sqs = new SQSClient({ endpoint, region, credentials });
  const QueueUrl = resources.one('AWS::SQS::Queue', 'Failed').physicalId;
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  sqs.destroy();
  return Messages.map(({ Body = 'null' }) => JSON.parse(Body) as unknown);
}

const callbackIn = (effects: string): string =>
  existsSync(effects) ? (/^callback (.+)$/m.exec(readFileSync(effects, 'utf8'))?.[1] ?? '') : '';

/** What a laptop cloud does not start without. */
const frontDoor = {
  Users: { Type: 'AWS::Cognito::UserPool', Properties: {} },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'orders', ProtocolType: 'HTTP' } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
  },
};

/** The synthesized app, with one action put for another. */
const started = (from = '', to = 'lambda:GetDurableExecution'): Promise<Cloud> =>
  startCloud({
    cdkOut,
    durable: false,
    temporaryIn: scratch,
    amend: (assembly: Assembly): Assembly => ({
      ...assembly,
      stacks: assembly.stacks.map(({ template, ...stack }) => {
        const text = JSON.stringify({ ...template, Resources: { ...template.Resources, ...frontDoor } });
        return { ...stack, template: JSON.parse(from === '' ? text : text.replaceAll(from, to)) as typeof template };
      }),
    }),
  });

it('runs a synthesized durable function over a restart of everything', async () => {
  const effects = join(folder, 'restart');
  const order = { script: 'callback', effects, id: 'o1' };
  cloud = await started();

  const { arn, status } = await atOffice(cloud, { start: 'order-1', order });
  expect(status).toBe(202);
  await cloud.drained();
  expect(callbackIn(effects)).not.toBe('');
  expect(await statusOf(cloud, arn)).toMatchObject({ Status: 'RUNNING' });

  await cloud.restart('abruptly');
  expect((await atOffice(cloud, { start: 'order-1', order })).arn).toBe(arn);
  await atOffice(cloud, { answer: callbackIn(effects), result: 'paid' });
  await cloud.drained();

  expect(await statusOf(cloud, arn)).toEqual({ Status: 'SUCCEEDED', Result: '"\\"paid\\""' });
  expect(readFileSync(effects, 'utf8').match(/^hold o1$/gm)).toHaveLength(1);
});

it('passes over a wait of a minute at once', async () => {
  const effects = join(folder, 'skipped');
  cloud = await started();
  const { arn } = await atOffice(cloud, { start: 'order-2', order: { script: 'wait', effects, id: 'o2' } });
  await cloud.drained();
  expect(await statusOf(cloud, arn)).toMatchObject({ Status: 'RUNNING' });

  expect(cloud.durable.skipWaits()).toBe(1);
  await cloud.drained();

  expect(await statusOf(cloud, arn)).toEqual({ Status: 'SUCCEEDED', Result: '"after o2"' });
});

describe('without its grant', () => {
  it('no execution keeps its progress', async () => {
    const effects = join(folder, 'refused');
    cloud = await started('lambda:CheckpointDurableExecution');

    const { arn } = await atOffice(cloud, { start: 'order-3', order: { script: 'steps', effects, id: 'o3' } });
    await cloud.drained();

    expect(await statusOf(cloud, arn)).toMatchObject({ Status: 'FAILED' });
    expect(existsSync(effects) ? readFileSync(effects, 'utf8') : '').not.toContain('ask');
    expect(await failedIn(cloud)).toEqual([{ script: 'steps', effects, id: 'o3' }]);
  });

  it('nobody starts an execution or answers its callback', async () => {
    const effects = join(folder, 'office');
    const running = await started('lambda:SendDurableExecutionCallbackSuccess');
    cloud = running;
    const order = { script: 'callback', effects, id: 'o4' };
    await atOffice(running, { start: 'order-4', order });
    await until(() => callbackIn(effects) !== '');
    await expect(atOffice(running, { answer: callbackIn(effects), result: 'paid' })).rejects.toThrow(
      'not authorized to perform: lambda:SendDurableExecutionCallbackSuccess',
    );
    await running.stop();

    cloud = await started('lambda:InvokeFunction');
    await expect(atOffice(cloud, { start: 'order-5', order })).rejects.toThrow(
      'not authorized to perform: lambda:InvokeFunction',
    );
  });
});

it('calls somebody when executions fail or are given up', () => {
  expect(alarms).toContainEqual({ id: 'OrderExecutionsFailed', runbook: 'payments#an-execution-fails' });
  expect(alarms).toContainEqual({ id: 'OrderExecutionsTimedOut', runbook: 'payments#an-execution-is-given-up' });
});

it('leaves a durable function two fifths of the budget of a bundle', () => {
  const order = built.bundles.find(({ entry }) => entry === 'payments/order');
  expect(order?.bytes).toBeLessThan(260 * 1024);
});

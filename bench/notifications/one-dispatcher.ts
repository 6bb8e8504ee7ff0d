import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { NotificationsRequested } from '../../lambdas/contracts/notifications.ts';
import { deterministicId } from '../../lambdas/shared/deterministic-id.ts';
import type { Cloud } from '../../local/cloud.ts';
import { storesOf } from '../../test/support/stores.ts';

export type DispatcherMemory = { readonly peakRssMb: number; readonly heapUsedMb: number };

const recordsPerBatch = 5;

/** Handles batches from its input one by one, as an execution environment does, and says what memory it took. */
const program = `
import { createInterface } from 'node:readline';
const { handler } = await import(process.env.DISPATCHER_FILE);
let heapUsed = 0;
let rss = 0;
// The system's own peak would count the process that this one was forked from.
const sample = () => {
  const memory = process.memoryUsage();
  heapUsed = Math.max(heapUsed, memory.heapUsed);
  rss = Math.max(rss, memory.rss);
};
setInterval(sample, 5).unref();
for await (const line of createInterface({ input: process.stdin })) {
  await handler(JSON.parse(line), { awsRequestId: 'bench', functionName: 'dispatch' });
  sample();
}
console.error(JSON.stringify({ peakRssMb: rss / 1024 / 1024, heapUsedMb: heapUsed / 1024 / 1024 }));
process.exit(0);
`;

/**
 * A dispatcher of campaigns in a process of its own, with nothing but its bundle, that sends another message to customers
 * of the campaign; threads of one process cannot be told apart by their memory.
 */
export async function oneDispatcher(cloud: Cloud, cdkOut: string, batches: number): Promise<DispatcherMemory> {
  const child = spawn(process.execPath, [...heapFlags, '--input-type=module', '-e', program], {
    env: { ...environmentOf(cloud), DISPATCHER_FILE: bundleOf(cdkOut) },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  for (const batch of await eventsAgain(cloud, batches))
    if (!child.stdin.write(`${JSON.stringify(batch)}\n`)) await once(child.stdin, 'drain');
  child.stdin.end();
  await once(child, 'close');
  const last = lines.at(-1) ?? '';
  if (!last.startsWith('{"peak')) throw new Error(`the dispatcher ended with ${last}`);
  return JSON.parse(last) as DispatcherMemory;
}

/** As Lambda starts Node in 128 MB. */
const heapFlags = ['--max-old-space-size=96', '--max-semi-space-size=6'];

function environmentOf(cloud: Cloud): Record<string, string> {
  const physical = (type: string, part?: string): string => cloud.resources.one(type, part).physicalId;
  return {
    AWS_ENDPOINT_URL: cloud.awsEndpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
    AWS_LAMBDA_FUNCTION_NAME: 'dispatch',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    DATABASE_RESOURCE_ARN: String(cloud.resources.one('AWS::RDS::DBCluster').attributes.DBClusterArn),
    DATABASE_SECRET_ARN: physical('AWS::SecretsManager::Secret', 'AppSecret'),
    DATABASE_NAME: 'sangam',
    SIGNING_KEYS_ARN: physical('AWS::SecretsManager::Secret', 'LinkKeys'),
    LINK_BASE: cloud.apiUrl,
    PATIENCE_MS: '20000',
    PARKED_BUCKET: physical('AWS::S3::Bucket', 'Parked'),
    PINPOINT_APP_ID: physical('AWS::Pinpoint::App'),
    APNS_CHANNEL: 'APNS_SANDBOX',
    SMS_THROUGH: 'pinpoint',
    SMS_CONFIGURATION_SET: 'unused',
    EMAIL_FROM: 'unused',
    EMAIL_CONFIGURATION_SET: 'unused',
    PUSH_PER_SEC: '10000',
    SMS_PARTS_PER_SEC: '10000',
    EMAIL_PER_SEC: '10000',
  };
}

/** Records of the lane with messages that nobody asked for yet, as Lambda hands them over. */
async function eventsAgain(cloud: Cloud, batches: number): Promise<object[]> {
  const stores = storesOf(cloud);
  const records = (await stores.records('CampaignRequests')).slice(0, batches * recordsPerBatch);
  stores.close();
  const stream = cloud.resources.one('AWS::Kinesis::Stream', 'CampaignRequests').physicalId;
  const events = records.map((text, index) => {
    const request = JSON.parse(text) as NotificationsRequested;
    const recipients = request.data.recipients.map((each) => ({ ...each, id: deterministicId('again', each.id) }));
    const data = Buffer.from(JSON.stringify({ ...request, data: { ...request.data, recipients } })).toString('base64');
    return {
      kinesis: { data, partitionKey: 'bench', sequenceNumber: String(index + 1), approximateArrivalTimestamp: 0 },
      eventID: `shardId-000000000000:${index + 1}`,
      eventSourceARN: `arn:aws:kinesis:${cloud.region}:000000000000:stream/${stream}`,
    };
  });
  return Array.from({ length: Math.ceil(events.length / recordsPerBatch) }, (_, batch) => ({
    Records: events.slice(batch * recordsPerBatch, (batch + 1) * recordsPerBatch),
  }));
}

/** What the synth made of the function. */
function bundleOf(cdkOut: string): string {
  for (const file of globSync('*.template.json', { cwd: cdkOut })) {
    const { Resources } = JSON.parse(readFileSync(join(cdkOut, file), 'utf8')) as {
      Resources: Record<
        string,
        { readonly Type: string; readonly Properties: { readonly Code?: { readonly S3Key?: string } } }
      >;
    };
    for (const [id, { Type, Properties }] of Object.entries(Resources))
      if (Type === 'AWS::Lambda::Function' && id.startsWith('DispatchCampaigns'))
        return join(cdkOut, `asset.${Properties.Code?.S3Key?.replace('.zip', '')}`, 'index.mjs');
  }
  throw new Error('the synth has no dispatcher of campaigns');
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Cloud } from '../../local/cloud.ts';

export type Memory = { readonly peakRssMb: number; readonly peakHeapMb: number };

/** Hands events from its input to a handler one by one, as an execution environment does, and says what memory it took. */
const program = `
import { createInterface } from 'node:readline';
const { handler } = await import(process.env.FUNCTION_FILE);
let heap = 0;
let rss = 0;
const sample = () => {
  const memory = process.memoryUsage();
  heap = Math.max(heap, memory.heapUsed);
  rss = Math.max(rss, memory.rss);
};
setInterval(sample, 5).unref();
for await (const line of createInterface({ input: process.stdin })) {
  const { batchItemFailures } = await handler(JSON.parse(line), { awsRequestId: 'bench', functionName: 'bench' });
  if (batchItemFailures.length > 0) throw new Error('a batch failed');
  sample();
}
console.error(JSON.stringify({ peakRssMb: rss / 1024 / 1024, peakHeapMb: heap / 1024 / 1024 }));
process.exit(0);
`;

/**
 * A consumer of the bulk lane in a process of its own, with nothing but its bundle and a heap that leaves Node room in the
 * function's memory: threads of one process cannot be told apart by theirs.
 * @param id how the function's id begins in the synth
 */
export async function inOwnProcess(
  cloud: Cloud,
  cdkOut: string,
  id: string,
  records: readonly string[],
  recordsPerBatch: number,
): Promise<Memory & { readonly limitMb: number }> {
  const { file, memoryMb } = functionIn(cdkOut, id);
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${Math.floor(memoryMb * 0.75)}`, '--input-type=module', '-e', program],
    { env: { ...environmentOf(cloud), FUNCTION_FILE: file }, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  for (const batch of batchesOf(cloud, records, recordsPerBatch))
    if (!child.stdin.write(`${JSON.stringify(batch)}\n`)) await once(child.stdin, 'drain');
  child.stdin.end();
  await once(child, 'close');
  const last = lines.at(-1) ?? '';
  if (!last.startsWith('{"peak')) throw new Error(`${id} ended with ${lines.slice(-5).join('\n')}`);
  return { ...(JSON.parse(last) as Memory), limitMb: memoryMb };
}

function environmentOf(cloud: Cloud): Record<string, string> {
  const physical = (type: string, part?: string): string => cloud.resources.one(type, part).physicalId;
  return {
    AWS_ENDPOINT_URL: cloud.awsEndpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    DATABASE_RESOURCE_ARN: String(cloud.resources.one('AWS::RDS::DBCluster').attributes.DBClusterArn),
    DATABASE_SECRET_ARN: physical('AWS::SecretsManager::Secret', 'AppSecret'),
    DATABASE_NAME: 'sangam',
    PAYOUT_FILES_TABLE: physical('AWS::DynamoDB::Table', 'PayoutFiles'),
    REPORTS_BUCKET: physical('AWS::S3::Bucket', 'Reports'),
    BULK_LANE_NAME: physical('AWS::Kinesis::Stream', 'BulkLane'),
    DOMAIN_STREAM_NAME: physical('AWS::Kinesis::Stream', 'DomainEvents'),
    NUDGE_STREAM_NAME: physical('AWS::Kinesis::Stream', 'Nudges'),
    PARKED_BUCKET: physical('AWS::S3::Bucket', 'Parked'),
    OPERATIONS_PER_CALL: '100',
    // As fast as it can: memory is what is asked for here.
    OPERATIONS_PER_SEC: '1000000',
  };
}

/** Records as Lambda hands them over. */
function* batchesOf(cloud: Cloud, records: readonly string[], size: number): Generator<object> {
  const stream = cloud.resources.one('AWS::Kinesis::Stream', 'BulkLane').physicalId;
  const events = records.map((text, index) => ({
    kinesis: {
      data: Buffer.from(text).toString('base64'),
      partitionKey: 'bench',
      sequenceNumber: String(index + 1),
      approximateArrivalTimestamp: 0,
    },
    eventID: `shardId-000000000000:${index + 1}`,
    eventSourceARN: `arn:aws:kinesis:${cloud.region}:000000000000:stream/${stream}`,
  }));
  for (let from = 0; from < events.length; from += size) yield { Records: events.slice(from, from + size) };
}

type Template = {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties: { readonly MemorySize?: number; readonly Code?: { readonly S3Key?: string } };
      }
    >
  >;
};

/** What the synth made of a function. */
function functionIn(cdkOut: string, idPart: string): { readonly file: string; readonly memoryMb: number } {
  for (const template of globSync('*.template.json', { cwd: cdkOut })) {
    const { Resources } = JSON.parse(readFileSync(join(cdkOut, template), 'utf8')) as Template;
    for (const [id, { Type, Properties }] of Object.entries(Resources))
      if (Type === 'AWS::Lambda::Function' && id.startsWith(idPart))
        return {
          file: join(cdkOut, `asset.${Properties.Code?.S3Key?.replace('.zip', '')}`, 'index.mjs'),
          memoryMb: Properties.MemorySize ?? 128,
        };
  }
  throw new Error(`the synth has no function ${idPart}`);
}

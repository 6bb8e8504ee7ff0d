import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../local/cloud.ts';

export type Memory = { readonly peakRssMb: number; readonly peakHeapMb: number; readonly limitMb: number };

export type OwnProcess = {
  readonly cdkOut: string;
  /** How the function's id begins in the synth. */
  readonly id: string;
  /** What the function reads beside what every one is given. */
  readonly environment: Readonly<Record<string, string>>;
  readonly batches: Iterable<object>;
  /** The function's own when left out. */
  readonly limitMb?: number;
  readonly nodeFlags?: readonly string[];
};

/**
 * Hands a handler the batch of each message and asks for the next, as an execution environment does: none waits in its
 * memory. Says at the end what memory it took.
 */
const program = `
const { handler } = await import(process.env.FUNCTION_FILE);
let heap = 0;
let rss = 0;
// The system's own peak would count the process that this one was forked from.
const sample = () => {
  const memory = process.memoryUsage();
  heap = Math.max(heap, memory.heapUsed);
  rss = Math.max(rss, memory.rss);
};
setInterval(sample, 5).unref();
process.on('message', async (batch) => {
  if (batch === 'end') {
    process.send({ peakRssMb: rss / 1024 / 1024, peakHeapMb: heap / 1024 / 1024 }, () => process.exit(0));
    return;
  }
  const { batchItemFailures } = await handler(batch, { awsRequestId: 'bench', functionName: 'bench' });
  if (batchItemFailures.length > 0) throw new Error('a batch failed');
  sample();
  process.send('next');
});
process.send('next');
`;

/**
 * A consumer in a process of its own, with nothing but its bundle and a heap that leaves Node room in the function's
 * memory: threads of one process cannot be told apart by theirs.
 */
export async function inOwnProcess(cloud: Cloud, { nodeFlags = [], ...options }: OwnProcess): Promise<Memory> {
  const { file, memoryMb } = functionIn(options.cdkOut, options.id);
  const { limitMb = memoryMb } = options;
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${Math.floor(limitMb * 0.75)}`, ...nodeFlags, '--input-type=module', '-e', program],
    {
      env: { ...givenToAll(cloud), ...options.environment, FUNCTION_FILE: file },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const batches = options.batches[Symbol.iterator]();
  let memory: Omit<Memory, 'limitMb'> | undefined;
  child.on('message', (said: 'next' | Omit<Memory, 'limitMb'>) => {
    if (said === 'next') child.send(batches.next().value ?? 'end');
    else memory = said;
  });
  await once(child, 'close');
  if (memory === undefined) throw new Error(`${options.id} ended with ${complaint.slice(-1000)}`);
  return { ...memory, limitMb };
}

const givenToAll = (cloud: Cloud): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: cloud.awsEndpoint,
  AWS_REGION: cloud.region,
  AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  POWERTOOLS_LOG_LEVEL: 'ERROR',
  DATABASE_RESOURCE_ARN: String(cloud.resources.one('AWS::RDS::DBCluster').attributes.DBClusterArn),
  DATABASE_SECRET_ARN: cloud.resources.one('AWS::SecretsManager::Secret', 'AppSecret').physicalId,
  DATABASE_NAME: 'sangam',
  PARKED_BUCKET: cloud.resources.one('AWS::S3::Bucket', 'Parked').physicalId,
});

/** Records of a stream as Lambda hands them over, so many a batch. */
export function* batchesOf(cloud: Cloud, stream: string, records: readonly string[], size: number): Generator<object> {
  const name = cloud.resources.one('AWS::Kinesis::Stream', stream).physicalId;
  const events = records.map((text, index) => ({
    kinesis: {
      data: Buffer.from(text).toString('base64'),
      partitionKey: 'bench',
      sequenceNumber: String(index + 1),
      approximateArrivalTimestamp: 0,
    },
    eventID: `shardId-000000000000:${index + 1}`,
    eventSourceARN: `arn:aws:kinesis:${cloud.region}:000000000000:stream/${name}`,
  }));
  for (let from = 0; from < events.length; from += size) yield { Records: events.slice(from, from + size) };
}

type Properties = { readonly MemorySize?: number; readonly Code?: { readonly S3Key?: string } };
type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;

/** What the synth made of a function. */
function functionIn(cdkOut: string, idPart: string): { readonly file: string; readonly memoryMb: number } {
  for (const template of globSync('*.template.json', { cwd: cdkOut })) {
    const { Resources } = JSON.parse(readFileSync(join(cdkOut, template), 'utf8')) as { readonly Resources: Resources };
    for (const [id, { Type, Properties }] of Object.entries(Resources))
      if (Type === 'AWS::Lambda::Function' && id.startsWith(idPart))
        return {
          file: join(cdkOut, `asset.${Properties.Code?.S3Key?.replace('.zip', '')}`, 'index.mjs'),
          memoryMb: Properties.MemorySize ?? 128,
        };
  }
  throw new Error(`the synth has no function ${idPart}`);
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { streamCollector } from '../../lib/bundle/substitutes/whole-answer.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud.ts';
import { synthesize } from '../../local/synth.ts';
import { type MadeOnce, madeOnce } from './made-once.ts';
import { patient } from './patient.ts';
import { root } from './root.ts';
import { scratch } from './scratch.ts';

/** What a test may choose; the rest is a synth of this checkout, a fresh folder and free ports. */
export type TestCloudOptions = Partial<Omit<CloudOptions, 'onStep' | 'dataDir' | 'prepare'>>;

/** What the first start of a cloud is made from, functions by the hashes in the templates. */
const madeFrom = ['cdk.out/*.template.json', 'local/**/*.ts', 'test/support/cloud.ts', 'package-lock.json'];

/** What a cloud left that was started for the first time and did nothing: starting over it takes a third of the time. */
const started = (cdkOut: string): Promise<MadeOnce> =>
  madeOnce('cloud', madeFrom, async (dataDir) => {
    const cloud = await startCloud({ cdkOut, dataDir, durable: false });
    await cloud.drained();
    await cloud.stop();
  });

/** Compiled code of what all clouds run. */
const compiled = (): Promise<MadeOnce> => madeOnce('compiled', madeFrom, async () => undefined);

/**
 * The whole laptop cloud from a synth of this checkout, made only when something changed, with the settings of its stage.
 * Lines of functions are shown with SANGAM_LOG=debug (or info, warn, error).
 */
export async function aCloudAsConfigured(options: TestCloudOptions = {}): Promise<Cloud> {
  const { cdkOut } = await synthesize(root);
  const level = (['debug', 'info', 'warn', 'error'] as const).find((each) => each === process.env.SANGAM_LOG);
  return startCloud({
    cdkOut,
    durable: false,
    prepare: (await started(cdkOut)).copyTo,
    compiledIn: (await compiled()).folder,
    ...(level !== undefined && { log: { level, terminal: (line) => process.stdout.write(`${line}\n`) } }),
    // What is to be durable is on a disk.
    ...(options.durable !== true && { temporaryIn: scratch }),
    ...options,
  });
}

/** The same with patient functions, for tests that must not depend on how fast a machine is. */
export const aCloud = (options: TestCloudOptions = {}): Promise<Cloud> =>
  aCloudAsConfigured({
    ...options,
    amend: (assembly) => (options.amend ?? ((same) => same))(patient(assembly)),
  });

/** Root's clients of a cloud's stand-ins, which read answers as bundles do; they are of no use after a restart. */
export function clientsOf({ awsEndpoint, region, credentials }: Cloud) {
  const options = { endpoint: awsEndpoint, region, credentials, streamCollector };
  const clients = {
    dynamodb: new DynamoDBClient(options),
    kinesis: new KinesisClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    rdsData: new RDSDataClient(options),
  };
  const close = (): void => {
    for (const client of Object.values(clients)) client.destroy();
  };
  return { ...clients, close };
}

export type ApiAnswer<Body> = { readonly status: number; readonly body: Body };

/** Calls the API as a customer, or as a server by its client's name. */
export async function callAs<Body = unknown>(
  cloud: Cloud,
  who: { readonly customer: string } | { readonly client: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<ApiAnswer<Body>> {
  const response = await fetch(`${cloud.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${await cloud.token(who)}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
}

/** Gives both consents, through the API. */
export async function giveConsents(cloud: Cloud, customers: readonly string[]): Promise<void> {
  for (const customer of customers)
    for (const purpose of ['device.apps', 'device.sms'])
      await callAs(cloud, { customer }, 'PUT', `/v1/consents/${purpose}`, { version: 'test-1', channel: 'app' });
}

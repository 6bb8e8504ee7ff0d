import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import type { Faults } from '../faults.ts';
import type { Principal } from '../iam/gate.ts';
import { parseStatements } from '../iam/statement.ts';
import type { StandIn } from './call.ts';
import { createDatabaseOnce, type DatabaseWanted } from './create-database.ts';
import { startDataApi } from './data-api/data-api.ts';
import { startDynamodb } from './dynamodb.ts';
import { freePort } from './free-port.ts';
import { openFront } from './front.ts';
import { startKinesis } from './kinesis.ts';
import { type LambdaBackend, lambdaApi } from './lambda.ts';
import { type Messaging, startMessaging } from './messaging/index.ts';
import { startObjectsAndQueues } from './objects-and-queues.ts';
import { startPostgres } from './postgres.ts';
import { makeRespond, type ServiceLogLine } from './respond.ts';
import { startSecrets } from './secrets.ts';

export type ServicesOptions = {
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly pgPort: number;
  readonly region: string;
  readonly accountId: string;
  readonly faults: Faults;
  /** Kills the worker that made a call. */
  readonly onCrash: (principal: string, sessionToken: string | undefined) => void;
  readonly log: (line: ServiceLogLine) => void;
  /** False trades PostgreSQL's durability for speed: for tests. True when left out. */
  readonly durable?: boolean;
  /** Keeps compiled code of stand-ins for the next start; nothing does when left out. */
  readonly compiledIn?: string;
};

/** The laptop's AWS: one endpoint for all services. */
export type Services = {
  readonly endpoint: string;
  readonly databasePort: number;
  /** May do anything; for the laptop itself. */
  readonly root: AwsCredentialIdentity;
  /**
   * An access key whose calls are checked against a role's statements.
   * @throws Error naming what the laptop does not understand of them
   */
  readonly addPrincipal: (principal: {
    readonly name: string;
    readonly role: string;
    readonly statements: readonly unknown[];
  }) => AwsCredentialIdentity;
  /** Puts other statements in the place of those that a role's principals have. */
  readonly changeRole: (role: string, statements: readonly unknown[]) => void;
  /** The resource lies under this key: whoever uses it needs the key as well. */
  readonly protect: (resourceArn: string, keyArn: string) => void;
  readonly addDatabase: (wanted: DatabaseWanted) => Promise<void>;
  /** Functions, for those who call the Lambda API. */
  readonly serveLambda: (backend: LambdaBackend) => void;
  /** Providers of push notifications, SMS and e-mail. */
  readonly messaging: Messaging;
  /** Calls back for each shard that records were put into; returns how to stop. */
  readonly onPut: (streamName: string, callback: (shardId: string) => void) => () => void;
  /** How many calls functions and pollers made so far, by `<service>:<operation>`. */
  readonly calls: () => ReadonlyMap<string, number>;
  readonly stop: () => Promise<void>;
};

const newCredentials = (): AwsCredentialIdentity => ({
  accessKeyId: `AKIA${randomBytes(10).toString('hex').toUpperCase().slice(0, 16)}`,
  secretAccessKey: randomBytes(30).toString('base64'),
});

/** Starts every stand-in over `dataDir`, which keeps what they hold for the next start. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { dataDir, port, region, accountId, faults, onCrash, log, compiledIn } = options;
  const compiled = compiledIn === undefined ? {} : { compiledIn };
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const listeners = new Map<string, Set<(shardId: string) => void>>();
  const principals = new Map<string, Principal>();
  const keys = new Map<string, string>();
  const calls = new Map<string, number>();
  let lambda: LambdaBackend | undefined;

  const secrets = startSecrets(join(dataDir, 'secrets.json'), region, accountId);
  const dataApi = startDataApi(secrets.valueOf);
  const pgPort = options.pgPort === 0 ? await freePort() : options.pgPort;
  const [postgres, dynamodb, kinesis, objectsAndQueues] = await allOrNone([
    startPostgres({ dir: join(dataDir, 'postgres'), port: pgPort, durable: options.durable ?? true }),
    startDynamodb({ path: join(dataDir, 'dynamodb'), ...compiled }),
    startKinesis({ path: join(dataDir, 'kinesis'), ...compiled }, (stream, shardId) => {
      for (const wake of listeners.get(stream) ?? []) wake(shardId);
    }),
    startObjectsAndQueues(join(dataDir, 'objects-and-queues'), region),
  ]);

  const messaging = startMessaging(join(dataDir, 'outbox'), { region, accountId });

  const standIns = new Map<string, StandIn>([
    ...messaging.standIns,
    ['dynamodb', dynamodb],
    ['kinesis', kinesis],
    ['s3', objectsAndQueues],
    ['sqs', objectsAndQueues],
    ['secretsmanager', secrets],
    ['rds-data', dataApi],
    ['lambda', lambdaApi(() => lambda)],
  ]);
  const account = { region, accountId };
  const respond = makeRespond({
    standIns,
    principalOf: (key) => principals.get(key),
    account,
    keyOf: (arn) => keys.get(arn),
    faults,
    onCrash,
    log,
    onCall: (call) => calls.set(call, (calls.get(call) ?? 0) + 1),
  });
  const front = await openFront(port, respond);

  const enrol = (principal: Principal): AwsCredentialIdentity => {
    const credentials = newCredentials();
    principals.set(credentials.accessKeyId, principal);
    return credentials;
  };

  return {
    endpoint: `http://127.0.0.1:${front.port}`,
    databasePort: pgPort,
    root: enrol({ name: 'laptop', role: 'root', statements: 'root' }),
    addPrincipal: ({ name, role, statements }) => enrol({ name, role, statements: parseStatements(role, statements) }),
    changeRole: (role, statements) => {
      const parsed = parseStatements(role, statements);
      for (const [key, principal] of principals)
        if (principal.role === role && principal.statements !== 'root')
          principals.set(key, { ...principal, statements: parsed });
    },
    protect: (resourceArn, keyArn) => {
      keys.set(resourceArn, keyArn);
    },
    addDatabase: async (wanted) => {
      await createDatabaseOnce(postgres.superuser, wanted);
      dataApi.addCluster(wanted.arn, { host: '127.0.0.1', port: pgPort, database: wanted.database });
    },
    serveLambda: (backend) => {
      lambda = backend;
    },
    messaging,
    onPut: (stream, callback) => {
      const callbacks = listeners.get(stream) ?? new Set();
      listeners.set(stream, callbacks.add(callback));
      return () => callbacks.delete(callback);
    },
    calls: () => calls,
    stop: async () => {
      await front.close();
      await Promise.all([messaging.stop(), dataApi.stop(), dynamodb.stop(), kinesis.stop(), objectsAndQueues.stop()]);
      await postgres.stop();
    },
  };
}

type Stoppable = { readonly stop: () => Promise<void> };

/** Waits for all; when one does not start, those that did are stopped before its error is thrown. */
async function allOrNone<All extends readonly Promise<Stoppable>[]>(
  starting: readonly [...All],
): Promise<{ -readonly [Index in keyof All]: Awaited<All[Index]> }> {
  const ended = await Promise.allSettled(starting);
  const failures = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  if (failures.length === 0) return Promise.all(starting);
  await Promise.all(ended.map((each) => (each.status === 'fulfilled' ? each.value.stop() : undefined)));
  throw failures[0];
}

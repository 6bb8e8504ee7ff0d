import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { EventRule } from '../events/start-event-bus.ts';
import type { FunctionSpec } from '../lambda/function-spec.ts';
import type { InvokeResult } from '../lambda/host.ts';
import type { MessagingRegistry } from '../services/messaging/registry.ts';
import type { Answers } from './answers.ts';
import type { Roles } from './roles.ts';

/** Clients of the stand-ins with root's credentials. */
export type Clients = {
  readonly dynamodb: DynamoDBClient;
  readonly kinesis: KinesisClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly secrets: SecretsManagerClient;
};

/** A rule or schedule that calls a function. */
export type Schedule = {
  readonly name: string;
  /** `rate(...)` or `cron(...)`. */
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly functionArn: string;
  /** Event for the function; undefined for EventBridge's own. */
  readonly input: unknown;
  readonly ruleArn: string;
};

export type MappingWanted = {
  readonly uuid: string;
  readonly functionName: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** Who may call which function (`AWS::Lambda::Permission`). */
export type Permission = { readonly functionName: string; readonly principal: string; readonly sourceArn?: string };

/** A resource for those who read several at once: the HTTP API and the issuer. */
export type Collected = {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** Properties and outcome of a custom resource at the last start. */
export type KeptCustomResource = {
  readonly serviceToken: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly physicalId: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Everything that adapters work with. */
export type World = {
  readonly region: string;
  readonly accountId: string;
  readonly clients: Clients;
  readonly roles: Roles;
  /** Makes the function invocable under its role's statements. */
  readonly deployFunction: (
    spec: Omit<FunctionSpec, 'environment'>,
    variables: Readonly<Record<string, string>>,
  ) => void;
  /** A version or an alias: durable functions are invoked by one. */
  readonly publishFunction: (functionName: string, qualifier: string) => void;
  readonly changeAsynchronous: (functionName: string, change: Partial<FunctionSpec['asynchronous']>) => void;
  readonly invoke: (name: string, event: unknown) => Promise<InvokeResult>;
  readonly encrypt: EncryptedWith;
  readonly createDatabase: (cluster: DatabaseCluster) => Promise<void>;
  readonly databasePort: number;
  /** Address of the HTTP API when it is served. */
  readonly apiUrl: string;
  readonly collected: Collected[];
  readonly mappings: MappingWanted[];
  readonly schedules: Schedule[];
  readonly eventRules: EventRule[];
  /** What may send messages. */
  readonly messaging: MessagingRegistry;
  readonly permissions: Permission[];
  readonly customResources: {
    readonly kept: (id: string) => KeptCustomResource | undefined;
    readonly keep: (id: string, resource: KeptCustomResource) => void;
    readonly answers: Pick<Answers, 'expect'>;
  };
};

/** Tells the stand-ins which key protects a resource, so that callers need the key as well. */
export type EncryptedWith = (resourceArn: string, keyArn: string) => void;

export type DatabaseCluster = {
  readonly arn: string;
  readonly database: string;
  readonly adminUser: string;
  readonly adminPassword: string;
};

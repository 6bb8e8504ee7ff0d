import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { isAllowed } from './iam/evaluate.ts';
import { parseStatements } from './iam/statement.ts';
import type { KeptState } from './kept-state.ts';
import type { DurableHost } from './lambda/durable/durable-host.ts';
import type { FunctionSpec } from './lambda/function-spec.ts';

import type { Answers } from './resources/answers.ts';
import { makeRoles, roleNameOf } from './resources/roles.ts';
import type { Clients, World } from './resources/world.ts';
import type { Services } from './services/index.ts';
import type { Assembly } from './template/types.ts';

export type WorldOptions = {
  readonly assembly: Assembly;
  readonly services: Services;
  readonly host: DurableHost;
  readonly answers: Answers;
  readonly apiUrl: string;
  readonly state: KeptState;
};

export type MadeWorld = {
  readonly world: World;
  /** Access key for the poller of a function: it works under the function's role. */
  readonly credentialsOf: (functionName: string) => { credentials: AwsCredentialIdentity; roleArn: string };
  /** Access key for a service that works under a role. */
  readonly serviceCredentials: (name: string, roleArn: string) => AwsCredentialIdentity;
  /** Functions get what their role was allowed after they were made, by policies that name them. */
  readonly grantLatePolicies: () => void;
  /** Whether the role of a function lets it invoke another. */
  readonly mayInvoke: (functionName: string, targetArn: string) => boolean;
  readonly clientsClosed: () => void;
};

/** Puts together what adapters work with. */
export function makeWorld({ assembly, services, host, answers, apiUrl, state }: WorldOptions): MadeWorld {
  const { region, accountId } = assembly;
  const clients = clientsOf(services, region);
  const roles = makeRoles();
  const specs = new Map<string, FunctionSpec>();
  const enrol = (name: string, roleArn: string): AwsCredentialIdentity => {
    const role = roleNameOf(roleArn);
    return services.addPrincipal({ name, role, statements: roles.statementsOf(role) });
  };
  const specOf = (functionName: string): FunctionSpec => {
    const spec = specs.get(functionName);
    if (spec === undefined) throw new Error(`no function is called ${functionName}`);
    return spec;
  };
  const world: World = {
    region,
    accountId,
    clients,
    roles,
    deployFunction: (spec, variables) => {
      const credentials = enrol(spec.name, spec.roleArn);
      const deployed = {
        ...spec,
        environment: { ...variables, ...runtimeVariables(spec, region, services.endpoint, credentials) },
      };
      specs.set(spec.name, deployed);
      host.deploy(deployed);
    },
    publishFunction: host.publish,
    changeAsynchronous: host.changeAsynchronous,
    invoke: host.invoke,
    encrypt: (resourceArn, key) => {
      // Keys of AWS itself (`alias/aws/...`) ask their callers for nothing.
      if (key.startsWith('alias/aws/')) return;
      services.protect(resourceArn, key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${accountId}:key/${key}`);
    },
    createDatabase: services.addDatabase,
    databasePort: services.databasePort,
    apiUrl,
    collected: [],
    mappings: [],
    schedules: [],
    eventRules: [],
    messaging: services.messaging.registry,
    permissions: [],
    customResources: { kept: state.kept, keep: state.keep, answers },
  };
  return {
    world,
    credentialsOf: (functionName) => {
      const { roleArn } = specOf(functionName);
      return { credentials: enrol(`${functionName}/poller`, roleArn), roleArn };
    },
    serviceCredentials: enrol,
    grantLatePolicies: () => {
      for (const role of new Set([...specs.values()].map(({ roleArn }) => roleNameOf(roleArn))))
        services.changeRole(role, roles.statementsOf(role));
    },
    mayInvoke: (functionName, targetArn) => {
      const role = roleNameOf(specOf(functionName).roleArn);
      const statements = parseStatements(role, roles.statementsOf(role));
      return isAllowed(statements, { action: 'lambda:InvokeFunction', resource: targetArn });
    },
    clientsClosed: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

function clientsOf({ endpoint, root }: Services, region: string): Clients {
  const options = { endpoint, region, credentials: root };
  return {
    dynamodb: new DynamoDBClient(options),
    kinesis: new KinesisClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    sqs: new SQSClient(options),
    secrets: new SecretsManagerClient(options),
  };
}

/** What the Lambda service sets itself (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). */
const runtimeVariables = (
  spec: Omit<FunctionSpec, 'environment'>,
  region: string,
  endpoint: string,
  { accessKeyId, secretAccessKey }: AwsCredentialIdentity,
): Record<string, string> => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ENDPOINT_URL: endpoint,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: spec.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
  LAMBDA_TASK_ROOT: spec.codeDir,
  _HANDLER: spec.handler,
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
});

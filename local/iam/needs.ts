import { readCallbackId } from '../lambda/durable/callback-id.ts';
import type { Call } from '../services/call.ts';
import { AwsError } from '../services/call.ts';
import { streamNameOf } from '../services/kinesis.ts';
import { invokedFunction, lambdaCall } from '../services/lambda-call.ts';
import { applicationOf } from '../services/messaging/pinpoint.ts';
import { domainOf } from '../services/messaging/registry.ts';
import { s3Place } from '../services/s3-operation.ts';
import type { Need } from './evaluate.ts';

export type Account = { readonly region: string; readonly accountId: string };

/** The key that protects a resource, by the resource's ARN; a bucket's or a table's holds for what lies in it. */
export type KeyOf = (resourceArn: string) => string | undefined;

/** What a call needs of the key that protects its resource; the same on AWS, found in each service's "encryption" page. */
const keyActions: Readonly<Record<string, readonly string[]>> = {
  'kinesis:PutRecord': ['kms:GenerateDataKey'],
  'kinesis:PutRecords': ['kms:GenerateDataKey'],
  'kinesis:GetRecords': ['kms:Decrypt'],
  's3:PutObject': ['kms:GenerateDataKey'],
  's3:GetObject': ['kms:Decrypt'],
  'sqs:SendMessage': ['kms:GenerateDataKey', 'kms:Decrypt'],
  'sqs:ReceiveMessage': ['kms:Decrypt'],
  'secretsmanager:GetSecretValue': ['kms:Decrypt'],
  'secretsmanager:PutSecretValue': ['kms:GenerateDataKey', 'kms:Decrypt'],
};

/** Every item operation of a table under a customer's key asks for the table key. */
const tableKeyActions = ['kms:Decrypt'];

const s3Actions: Readonly<Record<string, string>> = {
  HeadObject: 's3:GetObject',
  CopyObject: 's3:PutObject',
  CreateMultipartUpload: 's3:PutObject',
  UploadPart: 's3:PutObject',
  CompleteMultipartUpload: 's3:PutObject',
  ListParts: 's3:ListMultipartUploadParts',
  HeadBucket: 's3:ListBucket',
  ListObjectsV2: 's3:ListBucket',
  ListBuckets: 's3:ListAllMyBuckets',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
  DeleteObjects: 's3:DeleteObject',
};
const bucketActions = new Set(['s3:ListBucket', 's3:CreateBucket', 's3:DeleteBucket', 's3:ListBucketMultipartUploads']);

/** @returns everything that the caller's role must allow for the call to be carried out */
export function needsOf(call: Call, account: Account, keyOf: KeyOf): Need[] {
  const needs = ownNeeds(call, account, keyOf);
  return needs.flatMap((need) => [need, ...keyNeeds(need, account, keyOf)]);
}

function keyNeeds({ action, resource }: Need, { region }: Account, keyOf: KeyOf): Need[] {
  const service = action.slice(0, action.indexOf(':'));
  const key = keyOf(protectedBy(service, resource));
  if (key === undefined) return [];
  const actions = service === 'dynamodb' ? tableKeyActions : (keyActions[action] ?? []);
  return actions.map((each) => ({
    action: each,
    resource: key,
    context: { 'kms:viaservice': `${service}.${region}.amazonaws.com` },
  }));
}

/** An object lies in its bucket, an index in its table. */
function protectedBy(service: string, arn: string): string {
  if (service === 's3') return arn.split('/')[0] ?? arn;
  return service === 'dynamodb' ? (arn.split('/index/')[0] ?? arn) : arn;
}

function ownNeeds(call: Call, account: Account, keyOf: KeyOf): Need[] {
  const { region, accountId } = account;
  const { service, operation, input } = call;
  const need = (action: string, ...resources: string[]): Need[] => resources.map((resource) => ({ action, resource }));
  const arn = (name: string, at = service): string => `arn:aws:${at}:${region}:${accountId}:${name}`;

  switch (service) {
    case 'dynamodb': {
      const table = (name: unknown): string => (String(name).startsWith('arn:') ? String(name) : arn(`table/${name}`));
      if (operation === 'ListTables') return need('dynamodb:ListTables', '*');
      if (operation === 'BatchGetItem' || operation === 'BatchWriteItem')
        return need(`dynamodb:${operation}`, ...Object.keys((input.RequestItems ?? {}) as object).map(table));
      const base = table(input.TableName);
      return need(`dynamodb:${operation}`, input.IndexName === undefined ? base : `${base}/index/${input.IndexName}`);
    }
    case 'kinesis': {
      if (operation === 'ListStreams') return need('kinesis:ListStreams', '*');
      // A shard iterator hides its stream: callers that are not root name it beside the iterator (`StreamARN`).
      const name = streamNameOf(input);
      return need(`kinesis:${operation}`, name === undefined ? '*' : arn(`stream/${name}`));
    }
    case 'secretsmanager': {
      const id = String(input.SecretId ?? input.Name);
      return need(`secretsmanager:${operation}`, id.startsWith('arn:') ? id : arn(`secret:${id}`));
    }
    case 'sqs': {
      const url = String(input.QueueUrl ?? input.QueueName ?? '*');
      const action = operation.replace(/Batch$/, '');
      return need(`sqs:${action}`, url === '*' ? '*' : arn(url.slice(url.lastIndexOf('/') + 1)));
    }
    case 'rds-data': {
      const secret = String(input.secretArn);
      const read = { action: 'secretsmanager:GetSecretValue', resource: secret };
      return [...need(`rds-data:${operation}`, String(input.resourceArn)), read, ...keyNeeds(read, account, keyOf)];
    }
    case 's3': {
      const { bucket, key } = s3Place(call.url);
      const action = s3Actions[operation] ?? `s3:${operation}`;
      if (action === 's3:ListAllMyBuckets') return need(action, '*');
      return need(action, bucketActions.has(action) ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`);
    }
    case 'lambda': {
      const asked = lambdaCall(call.method, call.url);
      if (asked === undefined) return need(`lambda:${operation}`, '*');
      const name = invokedFunction(asked);
      const functionArn = name.startsWith('arn:') ? name : arn(`function:${name}`);
      if (operation === 'Invoke') return need('lambda:InvokeFunction', functionArn);
      if (operation === 'ListDurableExecutionsByFunction') return need(`lambda:${operation}`, functionArn);
      // Executions are checked by their own ARN, which lies below the function's version.
      const isCallback = operation.startsWith('SendDurableExecutionCallback');
      return need(`lambda:${operation}`, isCallback ? readCallbackId(asked.target).executionArn : asked.target);
    }
    case 'mobiletargeting':
      return need(`mobiletargeting:${operation}`, arn(`apps/${applicationOf(call.url) ?? '*'}/messages`));
    case 'sms-voice': {
      // A sender id belongs to a country; the laptop has India's.
      const sender = input.OriginationIdentity;
      return need(`sms-voice:${operation}`, sender === undefined ? '*' : arn(`sender-id/${sender}/IN`));
    }
    case 'ses': {
      const { FromEmailAddress: from, ConfigurationSetName: set } = input;
      const resources = [
        arn(`identity/${domainOf(String(from))}`),
        ...(set === undefined ? [] : [arn(`configuration-set/${set}`)]),
      ];
      // The second version's operation is also checked as the first version's, which carries it out.
      const actions = operation === 'SendBulkEmail' ? [operation, 'SendBulkTemplatedEmail'] : [operation];
      return actions.flatMap((action) => need(`ses:${action}`, ...resources));
    }
    default:
      throw new AwsError('UnsupportedOperation', `Service ${service} has no stand-in on the laptop.`);
  }
}

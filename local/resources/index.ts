import type { Adapter } from './adapter.ts';
import { customResource } from './custom-resource.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { httpApiAdapters, userPoolAdapters } from './http-api-and-user-pool.ts';
import { iamManagedPolicy, iamPolicy, iamRole } from './iam-role.ts';
import { kinesisStream } from './kinesis-stream.ts';
import { kmsAlias, kmsKey } from './kms-key.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaAlias, lambdaVersion } from './lambda-versions.ts';
import { lambdaEventInvokeConfig, lambdaEventSourceMapping, lambdaPermission } from './lambda-wiring.ts';
import { messagingAdapters } from './messaging.ts';
import { typesWithoutMeaning } from './no-meaning.ts';
import { rdsDbCluster } from './rds-dbcluster.ts';
import { s3Bucket } from './s3-bucket.ts';
import { eventsRule, schedulerSchedule } from './schedules.ts';
import { secretsmanagerSecret, secretTargetAttachment } from './secretsmanager-secret.ts';
import { sqsQueue } from './sqs-queue.ts';

const adapters: readonly Adapter[] = [
  customResource,
  dynamodbTable,
  eventsRule,
  ...httpApiAdapters,
  iamManagedPolicy,
  iamPolicy,
  iamRole,
  kinesisStream,
  kmsAlias,
  kmsKey,
  lambdaAlias,
  lambdaEventInvokeConfig,
  lambdaEventSourceMapping,
  lambdaFunction,
  lambdaPermission,
  lambdaVersion,
  ...messagingAdapters,
  rdsDbCluster,
  s3Bucket,
  schedulerSchedule,
  secretsmanagerSecret,
  secretTargetAttachment,
  sqsQueue,
  ...userPoolAdapters,
];

const byType = new Map(adapters.flatMap((each) => each.types.map((type) => [type, each] as const)));

export const hasNoMeaning = (type: string): boolean => Object.hasOwn(typesWithoutMeaning, type);

/** Undefined for a type that the laptop does not know, or that has no meaning there. */
export function adapterOf(type: string): Adapter | undefined {
  if (hasNoMeaning(type)) return undefined;
  return byType.get(type.startsWith('Custom::') ? 'Custom::*' : type);
}

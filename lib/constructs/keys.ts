import { ArnFormat, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** For everything that customers' data rests in. */
export const dataKey = (scope: Construct, id: string, removalPolicy: RemovalPolicy): Key =>
  new Key(scope, id, {
    description: 'Data of customers: database, tables, streams, buckets, secrets',
    enableKeyRotation: true,
    removalPolicy,
  });

/** For logs, which AWS writes in its own name: that must never be allowed on the key to customers' data. */
export function logKey(scope: Construct, id: string, removalPolicy: RemovalPolicy): Key {
  const stack = Stack.of(scope);
  const key = new Key(scope, id, { description: 'Logs', enableKeyRotation: true, removalPolicy });
  const logGroups = { service: 'logs', resource: 'log-group', resourceName: '*' };
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      // Written out what AWS documents with wildcards: without one of them no log group is made.
      actions: [
        'Encrypt',
        'Decrypt',
        'ReEncryptFrom',
        'ReEncryptTo',
        'GenerateDataKey',
        'GenerateDataKeyWithoutPlaintext',
        'DescribeKey',
      ].map((action) => `kms:${action}`),
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
            ...logGroups,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
  return key;
}

/** For the topic that carries alarms: CloudWatch encrypts what it publishes. */
export function alarmKey(scope: Construct, id: string, removalPolicy: RemovalPolicy): Key {
  const key = new Key(scope, id, { description: 'Alarms', enableKeyRotation: true, removalPolicy });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return key;
}

/**
 * For queues of what EventBridge could not deliver: AWS encrypts it in its own name, and says neither for which account
 * nor for which rule. The queue's policy names the rules.
 */
export function undeliveredKey(scope: Construct, id: string, removalPolicy: RemovalPolicy): Key {
  const key = new Key(scope, id, { description: 'Undelivered events', enableKeyRotation: true, removalPolicy });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
    }),
  );
  return key;
}

import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** Adds one statement that allows just these actions on just these resources. */
export function allow(grantee: IGrantable, actions: readonly string[], resources: readonly string[]): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [...resources] }),
  );
}

/**
 * Lets a role use a key, but only through the service whose data it protects: with the key alone nobody opens anything.
 * CDK's own grants say `kms:GenerateDataKey*` and know no such condition.
 */
export function allowKey(
  grantee: IGrantable,
  key: IKey,
  service: 'dynamodb' | 'kinesis' | 's3' | 'secretsmanager' | 'sqs',
  actions: readonly ('Decrypt' | 'DescribeKey' | 'Encrypt' | 'GenerateDataKey' | 'ReEncryptFrom' | 'ReEncryptTo')[],
): void {
  const { region } = Stack.of(key);
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: actions.map((action) => `kms:${action}`),
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } },
    }),
  );
}

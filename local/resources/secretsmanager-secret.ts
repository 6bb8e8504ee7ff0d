import { CreateSecretCommand, DescribeSecretCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName } from './names.ts';
import { generatedSecret, generateSecretString } from './random-password.ts';
import type { World } from './world.ts';

export const secretsmanagerSecret = adapter({
  type: 'AWS::SecretsManager::Secret',
  properties: z.strictObject({
    Name: z.string().optional(),
    SecretString: z.string().optional(),
    GenerateSecretString: generateSecretString.optional(),
    KmsKeyId: z.string().optional(),
    Description: noMeaning('read by people on AWS'),
    ReplicaRegions: noMeaning('a laptop is one region'),
    ...tagged,
  }),
  create: async ({ properties, ...wanted }, world) => {
    const { SecretString, GenerateSecretString, KmsKeyId } = properties;
    const name = properties.Name ?? physicalName(wanted, 512);
    const arn = await createSecretOnce(
      world,
      name,
      () => SecretString ?? generatedSecret(GenerateSecretString ?? generateSecretString.parse({})),
    );
    if (KmsKeyId !== undefined) world.encrypt(arn, KmsKeyId);
    return { physicalId: arn, attributes: { Id: arn } };
  },
});

/** The secret's ARN; its value is made at the first start and kept. */
export async function createSecretOnce({ clients }: World, name: string, makeValue: () => string): Promise<string> {
  try {
    const { ARN = '' } = await clients.secrets.send(new DescribeSecretCommand({ SecretId: name }));
    return ARN;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  const { ARN = '' } = await clients.secrets.send(new CreateSecretCommand({ Name: name, SecretString: makeValue() }));
  return ARN;
}

/** Ties a secret to its database: adds the address to what the secret holds, which the Data API does not need. */
export const secretTargetAttachment = adapter({
  type: 'AWS::SecretsManager::SecretTargetAttachment',
  properties: z.strictObject({
    SecretId: z.string(),
    TargetId: noMeaning('the Data API is given the cluster with each call'),
    TargetType: noMeaning('the Data API is given the cluster with each call'),
  }),
  create: ({ properties: { SecretId } }) => ({ physicalId: SecretId, attributes: { Id: SecretId } }),
});

import { z } from 'zod';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { uuidOf } from './names.ts';

/** Nothing is encrypted on a laptop; a key is an ARN that callers of what it protects must be allowed to use. */
export const kmsKey = adapter({
  type: 'AWS::KMS::Key',
  properties: z.strictObject({
    Description: noMeaning('read by people on AWS'),
    Enabled: z.literal(true).optional(),
    EnableKeyRotation: noMeaning('nothing is encrypted on a laptop'),
    RotationPeriodInDays: noMeaning('nothing is encrypted on a laptop'),
    KeyPolicy: noMeaning('it hands the decision to IAM, which is checked; services of AWS do not call on a laptop'),
    KeySpec: z.literal('SYMMETRIC_DEFAULT').optional(),
    KeyUsage: z.literal('ENCRYPT_DECRYPT').optional(),
    MultiRegion: noMeaning('a laptop is one region'),
    PendingWindowInDays: noMeaning('nothing is encrypted on a laptop'),
    ...tagged,
  }),
  create: (wanted, world) => {
    const id = uuidOf(wanted);
    return {
      physicalId: id,
      attributes: { Arn: `arn:aws:kms:${world.region}:${world.accountId}:key/${id}`, KeyId: id },
    };
  },
});

export const kmsAlias = adapter({
  type: 'AWS::KMS::Alias',
  properties: z.strictObject({ AliasName: z.string(), TargetKeyId: noMeaning('keys are named by their ARN here') }),
  create: ({ properties: { AliasName } }) => ({ physicalId: AliasName, attributes: {} }),
});

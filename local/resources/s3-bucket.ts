import { CreateBucketCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName } from './names.ts';

const encryption = z.strictObject({
  ServerSideEncryptionConfiguration: z.array(
    z.strictObject({
      BucketKeyEnabled: noMeaning('keys have no price'),
      ServerSideEncryptionByDefault: z.strictObject({
        SSEAlgorithm: z.string(),
        KMSMasterKeyID: z.string().optional(),
      }),
      BlockedEncryptionTypes: noMeaning('clients of this app bring no keys of their own'),
    }),
  ),
});

export const s3Bucket = adapter({
  type: 'AWS::S3::Bucket',
  properties: z.strictObject({
    BucketName: z.string().optional(),
    BucketEncryption: encryption.optional(),
    VersioningConfiguration: noMeaning('what was overwritten is not kept on a laptop'),
    LifecycleConfiguration: noMeaning('nothing grows old on a laptop'),
    IntelligentTieringConfigurations: noMeaning('storage has no price'),
    LoggingConfiguration: noMeaning('accesses are in the log of the function that made them'),
    OwnershipControls: noMeaning('the laptop has one account'),
    PublicAccessBlockConfiguration: noMeaning('the laptop listens to itself only'),
    AccessControl: noMeaning('the laptop has one account'),
    ObjectLockEnabled: noMeaning('npm run reset drops the folder'),
    ...tagged,
  }),
  create: async ({ properties, ...wanted }, world) => {
    const name = properties.BucketName ?? physicalName(wanted, 63).toLowerCase();
    const arn = `arn:aws:s3:::${name}`;
    const isThere = await world.clients.s3.send(new HeadBucketCommand({ Bucket: name })).then(
      () => true,
      () => false,
    );
    if (!isThere) await world.clients.s3.send(new CreateBucketCommand({ Bucket: name }));
    for (const rule of properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? []) {
      const { KMSMasterKeyID: key } = rule.ServerSideEncryptionByDefault;
      if (key !== undefined) world.encrypt(arn, key);
    }
    return {
      physicalId: name,
      attributes: {
        Arn: arn,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${world.region}.amazonaws.com`,
      },
    };
  },
});

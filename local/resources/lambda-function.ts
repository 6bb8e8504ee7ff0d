import { z } from 'zod';
import { asynchronousDefaults } from '../lambda/function-spec.ts';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName } from './names.ts';

export const lambdaFunction = adapter({
  type: 'AWS::Lambda::Function',
  properties: z.strictObject({
    FunctionName: z.string().optional(),
    Code: z.strictObject({
      S3Bucket: noMeaning('the asset is read from cdk.out'),
      S3Key: z.string(),
    }),
    Handler: z.string().regex(/^[^.]+\.[^.]+$/, 'must be <file>.<export>'),
    Runtime: z.string().regex(/^nodejs(2[02468])\.x$/, 'the laptop runs Node.js only'),
    Role: z.string(),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
    MemorySize: z.coerce.number().default(128),
    Timeout: z.coerce.number().default(3),
    ReservedConcurrentExecutions: z.coerce.number().optional(),
    DeadLetterConfig: z.strictObject({ TargetArn: z.string() }).optional(),
    DurableConfig: z
      .strictObject({
        ExecutionTimeout: z.coerce.number().int().min(1).max(31_622_400),
        RetentionPeriodInDays: z.coerce.number().int().min(1).max(90).default(14),
        KMSKeyArn: noMeaning('Lambda opens the state itself'),
      })
      .optional(),
    PackageType: z.literal('Zip').optional(),
    Architectures: noMeaning('the bundle is JavaScript'),
    Description: noMeaning('read by people on AWS'),
    EphemeralStorage: noMeaning('functions share the temp folder of the laptop'),
    KmsKeyArn: noMeaning('Lambda opens the environment itself'),
    LoggingConfig: noMeaning('output goes to a file per function as it is written'),
    RecursiveLoop: noMeaning('guards against a bill'),
    RuntimeManagementConfig: noMeaning('npm ci brings the version'),
    TracingConfig: noMeaning('a laptop has no X-Ray'),
    VpcConfig: noMeaning('no network of its own'),
    ...tagged,
  }),
  create: ({ properties, ...wanted }, world) => {
    const name = properties.FunctionName ?? physicalName(wanted, 64);
    const arn = `arn:aws:lambda:${world.region}:${world.accountId}:function:${name}`;
    const codeDir = wanted.assets.get(properties.Code.S3Key);
    if (codeDir === undefined) throw new Error(`${wanted.id}: no asset ${properties.Code.S3Key} in cdk.out`);
    const { DeadLetterConfig, DurableConfig } = properties;
    world.deployFunction(
      {
        name,
        arn,
        roleArn: properties.Role,
        codeDir,
        handler: properties.Handler,
        memoryMb: properties.MemorySize,
        timeoutSec: properties.Timeout,
        reservedConcurrency: properties.ReservedConcurrentExecutions,
        asynchronous: {
          ...asynchronousDefaults,
          ...(DeadLetterConfig !== undefined && { deadLetter: DeadLetterConfig.TargetArn }),
        },
        ...(DurableConfig !== undefined && {
          durable: {
            executionTimeoutSec: DurableConfig.ExecutionTimeout,
            retentionDays: DurableConfig.RetentionPeriodInDays,
          },
        }),
      },
      properties.Environment?.Variables ?? {},
    );
    return { physicalId: name, attributes: { Arn: arn } };
  },
});

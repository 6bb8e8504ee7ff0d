import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  IncreaseStreamRetentionPeriodCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-kinesis';
import { z } from 'zod';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName } from './names.ts';
import type { World } from './world.ts';

/** What an on-demand stream starts with on AWS. */
const onDemandShards = 4;
const defaultRetentionHours = 24;

export const kinesisStream = adapter({
  type: 'AWS::Kinesis::Stream',
  properties: z.strictObject({
    Name: z.string().optional(),
    ShardCount: z.coerce.number().optional(),
    StreamModeDetails: z.strictObject({ StreamMode: z.enum(['ON_DEMAND', 'PROVISIONED']) }).optional(),
    // The stand-in keeps a week at most; nobody runs a laptop for longer to see a record expire.
    RetentionPeriodHours: z.coerce.number().optional(),
    StreamEncryption: z.strictObject({ EncryptionType: z.literal('KMS'), KeyId: z.string() }).optional(),
    MaxRecordSizeInKiB: noMeaning('the stand-in takes 1 MiB, the default'),
    ...tagged,
  }),
  create: async ({ properties, ...wanted }, world) => {
    const name = properties.Name ?? physicalName(wanted, 128);
    const arn = `arn:aws:kinesis:${world.region}:${world.accountId}:stream/${name}`;
    const onDemand = properties.StreamModeDetails?.StreamMode === 'ON_DEMAND';
    const shards = onDemand ? onDemandShards : (properties.ShardCount ?? 1);
    await createOnce(world, name, shards, Math.min(properties.RetentionPeriodHours ?? defaultRetentionHours, 168));
    if (properties.StreamEncryption !== undefined) world.encrypt(arn, properties.StreamEncryption.KeyId);
    return { physicalId: name, attributes: { Arn: arn } };
  },
});

async function createOnce({ clients }: World, name: string, shards: number, retentionHours: number): Promise<void> {
  const describe = new DescribeStreamSummaryCommand({ StreamName: name });
  try {
    await clients.kinesis.send(describe);
    return;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  await clients.kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: shards }));
  for (;;) {
    const { StreamDescriptionSummary } = await clients.kinesis.send(describe);
    if (StreamDescriptionSummary?.StreamStatus === 'ACTIVE') break;
    await sleep(20);
  }
  if (retentionHours > defaultRetentionHours)
    await clients.kinesis.send(
      new IncreaseStreamRetentionPeriodCommand({ StreamName: name, RetentionPeriodHours: retentionHours }),
    );
}

import { CreateQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName } from './names.ts';

const seconds = z.coerce.number().optional();

export const sqsQueue = adapter({
  type: 'AWS::SQS::Queue',
  properties: z.strictObject({
    QueueName: z.string().optional(),
    DelaySeconds: seconds,
    MaximumMessageSize: seconds,
    MessageRetentionPeriod: seconds,
    ReceiveMessageWaitTimeSeconds: seconds,
    VisibilityTimeout: seconds,
    FifoQueue: z.boolean().optional(),
    ContentBasedDeduplication: z.boolean().optional(),
    DeduplicationScope: z.string().optional(),
    FifoThroughputLimit: z.string().optional(),
    RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
    KmsMasterKeyId: z.string().optional(),
    KmsDataKeyReusePeriodSeconds: noMeaning('keys have no price'),
    RedriveAllowPolicy: noMeaning('the laptop has one account'),
    SqsManagedSseEnabled: noMeaning('a key of SQS itself asks for no permission'),
    ...tagged,
  }),
  create: async ({ properties, ...wanted }, world) => {
    const { QueueName, KmsMasterKeyId, ...given } = properties;
    const fifo = given.FifoQueue === true ? '.fifo' : '';
    const name = QueueName ?? physicalName(wanted, 80 - fifo.length) + fifo;
    const arn = `arn:aws:sqs:${world.region}:${world.accountId}:${name}`;
    const attributes = Object.fromEntries(
      Object.entries(given)
        .filter(([key, value]) => value !== undefined && !unsent.has(key))
        .map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
    );
    const creation = fifo === '' ? {} : { FifoQueue: 'true' };
    // The URL in the answer is on the laptop's endpoint, which functions send their calls to anyway.
    const { QueueUrl = '' } = await world.clients.sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: creation }),
    );
    const { FifoQueue: _, ...changeable } = attributes;
    if (Object.keys(changeable).length > 0)
      await world.clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: changeable }));
    if (KmsMasterKeyId !== undefined) world.encrypt(arn, KmsMasterKeyId);
    return { physicalId: QueueUrl, attributes: { Arn: arn, QueueName: name, QueueUrl } };
  },
});

const unsent = new Set(['Tags', 'KmsDataKeyReusePeriodSeconds', 'RedriveAllowPolicy', 'SqsManagedSseEnabled']);

import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import type { QueueMessage, QueueReader } from './queue-reader.ts';

export type SqsReaderOptions = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: AwsCredentialIdentity;
  readonly queueArn: string;
};

const countsOfMessages = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** Reads an SQS queue with the rights of one key. */
export function makeSqsReader(options: SqsReaderOptions): QueueReader {
  const [, , , , accountId = '', name = ''] = options.queueArn.split(':');
  const QueueUrl = `${options.endpoint}/${accountId}/${name}`;
  const sqs = new SQSClient({ ...options });
  return {
    receive: async (countMax, waitMs, abortSignal) => {
      const received = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(countMax, 10),
          WaitTimeSeconds: Math.min(20, Math.ceil(waitMs / 1000)),
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
        { abortSignal },
      );
      return (received.Messages ?? []).map(messageOf);
    },
    remove: async (messages) => {
      for (let from = 0; from < messages.length; from += 10) {
        const Entries = messages
          .slice(from, from + 10)
          .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      }
    },
    pending: async () => {
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...countsOfMessages] });
      const { Attributes = {} } = await sqs.send(asked);
      return countsOfMessages.reduce((sum, count) => sum + Number(Attributes[count] ?? 0), 0);
    },
    close: () => sqs.destroy(),
  };
}

function messageOf(message: Message): QueueMessage {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    md5OfBody: message.MD5OfBody ?? '',
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
    ),
  };
}

function attributeOf(value: MessageAttributeValue): object {
  return {
    ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
    ...(value.BinaryValue === undefined ? {} : { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType: value.DataType,
  };
}

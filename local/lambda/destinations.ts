import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Deliver } from './asynchronous.ts';
import type { FunctionSpec } from './function-spec.ts';

export type DestinationsOptions = {
  readonly endpoint: string;
  readonly region: string;
  /** For a function as destination. */
  readonly invokeAsync: (arn: string, event: unknown) => Promise<unknown>;
};

/** Sends what became of asynchronous events to queues, buckets and functions, in the name of the function. */
export function deliverTo({ endpoint, region, invokeAsync }: DestinationsOptions): Deliver {
  return async (arn, record, spec) => {
    const [, , service, , accountId, name = ''] = arn.split(':');
    const client = { endpoint, region, credentials: credentialsOf(spec) };
    if (service === 'lambda') await invokeAsync(arn, record);
    else if (service === 'sqs') {
      const sqs = new SQSClient(client);
      const QueueUrl = `${endpoint}/${accountId}/${name}`;
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(record) }));
      sqs.destroy();
    } else if (service === 's3') {
      const s3 = new S3Client({ ...client, forcePathStyle: true });
      await s3.send(new PutObjectCommand({ Bucket: name, Key: keyOf(spec, new Date()), Body: JSON.stringify(record) }));
      s3.destroy();
    } else throw new Error(`${spec.name}: the destination ${arn} is not known here`);
  };
}

/** `aws/lambda/async/<function>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<random>`, as Lambda names it. */
function keyOf(spec: FunctionSpec, at: Date): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  const moment = `${day}T${time.slice(0, 8).replaceAll(':', '.')}`;
  return `aws/lambda/async/${spec.name}/${day.replaceAll('-', '/')}/${moment}-${crypto.randomUUID()}`;
}

const credentialsOf = ({ environment }: FunctionSpec) => ({
  accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
});

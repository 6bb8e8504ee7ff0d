import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { explain } from './explain.ts';
import { allow, allowKey } from './grants.ts';
import type { Use } from './use.ts';

export interface EventStreamProps {
  readonly key: IKey;
  readonly keepHours: number;
  readonly removal: RemovalPolicy;
}

/** A Kinesis stream that grows and shrinks by itself, under our key. */
export class EventStream extends Construct {
  readonly stream: Stream;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, { key, keepHours, removal }: EventStreamProps) {
    super(scope, id);
    this.key = key;
    this.stream = new Stream(this, 'Stream', {
      streamMode: StreamMode.ON_DEMAND,
      encryption: StreamEncryption.KMS,
      encryptionKey: key,
      retentionPeriod: Duration.hours(keepHours),
      removalPolicy: removal,
    });
    explain(this.stream, 'AwsSolutions-KDS3', 'Messages of customers rest in it: the key must be ours to withdraw.');
  }

  /** For functions that write to it, under the variable that tells them its name. */
  forPuts(variable: string): Use {
    return {
      environment: { [variable]: this.stream.streamName },
      grant: (handler) => {
        allow(handler, ['kinesis:PutRecords'], [this.stream.streamArn]);
        allowKey(handler, this.key, 'kinesis', ['GenerateDataKey']);
      },
    };
  }

  /** What EventBridge does in the name of a rule's role. */
  grantRule(grantee: IGrantable): void {
    allow(grantee, ['kinesis:PutRecord', 'kinesis:PutRecords'], [this.stream.streamArn]);
    allowKey(grantee, this.key, 'kinesis', ['GenerateDataKey']);
  }

  /** What Lambda's poller does in the name of a consumer's role. */
  grantPoll(grantee: IGrantable): void {
    const actions = ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'];
    allow(
      grantee,
      actions.map((action) => `kinesis:${action}`),
      [this.stream.streamArn],
    );
    allowKey(grantee, this.key, 'kinesis', ['Decrypt']);
  }
}

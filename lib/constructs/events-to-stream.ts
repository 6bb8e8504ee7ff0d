import { Duration, Stack } from 'aws-cdk-lib';
import { type EventPattern, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventStream } from './event-stream.ts';

export interface EventsToStreamProps {
  readonly description: string;
  readonly pattern: EventPattern;
  readonly stream: EventStream;
  /** `$.detail.messageId`: events with the same value there stay in order. */
  readonly partitionKeyPath: string;
  /** Keeps what could not be put for a day, the event itself. */
  readonly undelivered: Queue;
}

/** A rule on the default bus that puts events of AWS services on a stream. */
export class EventsToStream extends Construct {
  readonly rule: Rule;

  constructor(scope: Construct, id: string, props: EventsToStreamProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    props.stream.grantRule(role);
    // CDK's own target grants `kms:GenerateDataKey*` and `kms:ReEncrypt*`.
    const target: IRuleTarget = {
      bind: () => ({
        arn: props.stream.stream.streamArn,
        role,
        kinesisParameters: { partitionKeyPath: props.partitionKeyPath },
        deadLetterConfig: { arn: props.undelivered.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: Duration.hours(24).toSeconds(), maximumRetryAttempts: 185 },
      }),
    };
    this.rule = new Rule(this, 'Rule', {
      description: props.description,
      eventPattern: props.pattern,
      targets: [target],
    });
    props.undelivered.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [props.undelivered.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': this.rule.ruleArn } },
      }),
    );
  }
}

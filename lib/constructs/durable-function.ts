import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Alias, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { arnInFindings } from './arn-in-findings.ts';
import { explain } from './explain.ts';
import { allow, allowKey } from './grants.ts';
import { TypescriptFunction, type TypescriptFunctionProps } from './typescript-function.ts';
import type { Use } from './use.ts';

export interface DurableFunctionProps extends Omit<TypescriptFunctionProps, 'errorPeriods' | 'durable'> {
  /** An execution that takes longer is given up; above 15 minutes no caller may wait for its end. */
  readonly executionTimeout: Duration;
  /** Whole days for which an execution that ended is kept, and its name with it: a second start finds the first. */
  readonly retention: Duration;
  /** Encrypts the queue that keeps the event of an execution that failed and that nobody waited for. */
  readonly key: IKey;
}

/** A function whose executions survive crashes and waits: callers invoke `live`, never the function itself. */
export class DurableFunction extends Construct {
  readonly handler: TypescriptFunction;
  /** AWS refuses to invoke a durable function without a version or an alias. */
  readonly live: Alias;

  constructor(scope: Construct, id: string, props: DurableFunctionProps) {
    super(scope, id);
    const failed = this.failures(props.key);
    this.handler = new TypescriptFunction(this, id, {
      ...props,
      // Lambda invokes again after a crash: only what lasts needs a person.
      errorPeriods: 3,
      durable: {
        deadLetterQueue: failed,
        durableConfig: { executionTimeout: props.executionTimeout, retentionPeriod: props.retention },
        // A version that goes takes its open executions along.
        currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      },
    });
    const { function: handler } = this.handler;
    allowKey(handler, props.key, 'sqs', ['Decrypt', 'GenerateDataKey']);
    this.live = new Alias(this, 'Live', { aliasName: 'live', version: handler.currentVersion });
    this.grantCheckpoints(handler);
    this.raiseAlarms(id, props);
  }

  /** For functions that start executions, or ask for the end of one by its name. */
  forStarts(variable: string): Use {
    return {
      environment: { [variable]: this.live.functionArn },
      grant: (caller) => allow(caller, ['lambda:InvokeFunction'], [this.live.functionArn]),
    };
  }

  /** For functions that answer the callbacks that executions wait for. */
  forAnswers(): Use {
    return {
      environment: {},
      grant: (caller) =>
        this.allowOnExecutions(caller, 'Answers', [
          'lambda:SendDurableExecutionCallbackFailure',
          'lambda:SendDurableExecutionCallbackSuccess',
        ]),
    };
  }

  private grantCheckpoints(handler: IFunction): void {
    this.allowOnExecutions(handler, 'Checkpoints', [
      'lambda:CheckpointDurableExecution',
      'lambda:GetDurableExecutionState',
    ]);
  }

  /** A policy apart: the role's own is made before the function, whose ARN this one names. */
  private allowOnExecutions(grantee: IFunction, id: string, actions: readonly string[]): void {
    if (grantee.role === undefined) throw new Error(`${grantee.node.path} has no role`);
    const { functionArn } = this.handler.function;
    const policy = new Policy(grantee, `${this.node.id}${id}`, {
      roles: [grantee.role],
      statements: [new PolicyStatement({ actions: [...actions], resources: [`${functionArn}:*`] })],
    });
    explain(
      policy,
      `AwsSolutions-IAM5[Resource::${arnInFindings(this, functionArn, grantee)}:*]`,
      'An execution lies below the version it began with, and after a deploy the old version still keeps its progress.',
    );
  }

  /** Durable functions have no destinations, only a dead-letter queue, and Lambda does not repeat what failed. */
  private failures(key: IKey): Queue {
    const queue = new Queue(this, 'Failed', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    explain(queue, 'AwsSolutions-SQS3', 'It is itself where events of executions end that failed.');
    return queue;
  }

  private raiseAlarms(id: string, { settings: { alarms }, impact }: DurableFunctionProps): void {
    const { domain, function: handler } = this.handler;
    const count = (name: string) => handler.metric(name, { period: Duration.minutes(5), statistic: Stats.SUM });
    alarms.raise({
      id: `${id}ExecutionsFailed`,
      metric: count('DurableExecutionFailed'),
      threshold: 1,
      periods: 1,
      impact,
      runbook: `${domain}#an-execution-fails`,
    });
    alarms.raise({
      id: `${id}ExecutionsTimedOut`,
      metric: count('DurableExecutionTimedOut'),
      threshold: 1,
      periods: 1,
      impact,
      runbook: `${domain}#an-execution-is-given-up`,
    });
  }
}

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { arnInFindings } from './arn-in-findings.ts';
import { explain } from './explain.ts';
import { allow } from './grants.ts';
import type { PrivateBucket } from './private-bucket.ts';
import { TypescriptFunction, type TypescriptFunctionProps } from './typescript-function.ts';
import type { Use } from './use.ts';

export interface DurableFunctionProps extends Omit<TypescriptFunctionProps, 'errorPeriods' | 'durable'> {
  /** An execution that takes longer is given up; above 15 minutes no caller may wait for its end. */
  readonly executionTimeout: Duration;
  /** Whole days for which an execution that ended is kept, and its name with it: a second start finds the first. */
  readonly retention: Duration;
  /** Keeps the event of an execution that failed and that nobody waited for. */
  readonly parked: PrivateBucket;
}

/** A function whose executions survive crashes and waits: callers invoke `live`, never the function itself. */
export class DurableFunction extends Construct {
  readonly handler: TypescriptFunction;
  /** AWS refuses to invoke a durable function without a version or an alias. */
  readonly live: Alias;

  constructor(scope: Construct, id: string, props: DurableFunctionProps) {
    super(scope, id);
    this.handler = new TypescriptFunction(this, id, {
      ...props,
      // Lambda invokes again after a crash: only what lasts needs a person.
      errorPeriods: 3,
      durable: {
        durableConfig: { executionTimeout: props.executionTimeout, retentionPeriod: props.retention },
        // A version that goes takes its open executions along.
        currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      },
    });
    const { function: handler } = this.handler;
    this.live = new Alias(this, 'Live', { aliasName: 'live', version: handler.currentVersion });
    this.keepFailures(props.parked);
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

  private keepFailures(parked: PrivateBucket): void {
    parked.grantFailureDestination(this.handler.function);
    const config = new EventInvokeConfig(this, 'Failures', {
      function: this.handler.function,
      qualifier: this.live.aliasName,
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
      // CDK's own S3 destination would also grant read and delete.
      onFailure: { bind: () => ({ destination: parked.bucket.bucketArn }) },
    });
    config.node.addDependency(this.live);
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

import type { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { keepAsyncFailures } from './async-failures.ts';
import type { PrivateBucket } from './private-bucket.ts';
import { TypescriptFunction, type TypescriptFunctionProps } from './typescript-function.ts';

export interface ScheduledFunctionProps extends TypescriptFunctionProps {
  /** Ten minutes at least: streams and callbacks drive the work, schedules only sweep up. */
  readonly every: Duration;
  /** At full hours and whole multiples of `every` after them, instead of whenever it was deployed. */
  readonly onTheClock?: boolean;
  readonly parked: PrivateBucket;
}

/** A function that runs by the clock, and an alarm for when it stops doing so. */
export class ScheduledFunction extends Construct {
  readonly handler: TypescriptFunction;

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id);
    if (props.every.toMinutes() < 10) throw new Error(`${id} would run more often than every ten minutes`);
    this.handler = new TypescriptFunction(this, id, props);
    keepAsyncFailures(this.handler, props.parked);
    new Rule(this, 'Schedule', {
      schedule: props.onTheClock
        ? Schedule.cron({ minute: `0/${props.every.toMinutes()}` })
        : Schedule.rate(props.every),
      // A tick that cannot be delivered is worth less than the next one.
      targets: [new LambdaTarget(this.handler.function, { maxEventAge: props.every, retryAttempts: 2 })],
    });
    props.settings.alarms.raise({
      id: `${id}Silent`,
      metric: this.handler.function.metricInvocations({ period: props.every, statistic: Stats.SUM }),
      threshold: 1,
      periods: 3,
      whenBelow: true,
      impact: props.impact,
      runbook: `${this.handler.domain}#a-schedule-does-not-run`,
    });
  }
}

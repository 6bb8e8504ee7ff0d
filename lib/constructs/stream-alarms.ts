import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarms, Domain } from './alarms.ts';
import type { EventStream } from './event-stream.ts';

/** Tells when a stream takes less than its producers have. Producers retry, so minutes of it are normal while it grows. */
export function streamAlarms(alarms: Alarms, id: string, domain: Domain, { stream }: EventStream): void {
  alarms.raise({
    id: `${id}Throttled`,
    metric: stream.metric('WriteProvisionedThroughputExceeded', {
      statistic: Stats.SUM,
      period: Duration.minutes(5),
    }),
    threshold: 1,
    periods: 3,
    impact: 'Phones are told to try again later, and facts arrive late.',
    runbook: `${domain}#a-stream-is-throttled`,
  });
}

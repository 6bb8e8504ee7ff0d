import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarms } from './alarms.ts';
import type { Database } from './database.ts';

export const databaseMetric = ({ clusterId }: Database, metricName: string, statistic: string): Metric =>
  new Metric({
    namespace: 'AWS/RDS',
    metricName,
    dimensionsMap: { DBClusterIdentifier: clusterId },
    statistic,
    period: Duration.minutes(5),
  });

/** Tells when the database is about to be too small, before statements queue. */
export function databaseAlarms(alarms: Alarms, database: Database, maxAcu: number): void {
  alarms.raise({
    id: 'DatabaseNearItsLimit',
    metric: databaseMetric(database, 'ServerlessDatabaseCapacity', Stats.AVERAGE),
    threshold: maxAcu * 0.9,
    periods: 3,
    impact: 'Insights come late: statements wait for a database that may not grow further.',
    runbook: 'platform#the-database-is-at-its-limit',
  });
  alarms.raise({
    id: 'DatabaseDeadlocks',
    // Aurora counts by the second and once a minute: one deadlock is 0.017 of the writer, and 0 of each stand-by.
    metric: databaseMetric(database, 'Deadlocks', Stats.MAXIMUM),
    threshold: 0.01,
    periods: 3,
    impact: 'Insights come late: transactions stop each other and are tried again.',
    runbook: 'platform#transactions-deadlock',
  });
}

import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Alarms } from './alarms.ts';

/** Requests that the table refused for their number, reads and writes together. */
export function throttlesOf({ tableName }: ITable, name: string): MathExpression {
  const period = Duration.minutes(5);
  const events = (metricName: string) =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: tableName },
      statistic: Stats.SUM,
      period,
    });
  return new MathExpression({
    expression: `FILL(${name}Reads, 0) + FILL(${name}Writes, 0)`,
    // Unique within a graph that shows several tables.
    usingMetrics: {
      [`${name}Reads`]: events('ReadThrottleEvents'),
      [`${name}Writes`]: events('WriteThrottleEvents'),
    },
    label: name,
    period,
  });
}

/** Tells when a table refuses work: one key takes more than 1,000 writes a second, or the table grows too fast. */
export function tableAlarms(alarms: Alarms, name: string, table: ITable): void {
  alarms.raise({
    id: `${name[0]?.toUpperCase()}${name.slice(1)}Throttled`,
    metric: throttlesOf(table, name),
    threshold: 1,
    periods: 3,
    impact: 'Its readers and writers slow down, and the consumers that use it lag.',
    runbook: 'platform#a-table-is-throttled',
  });
}

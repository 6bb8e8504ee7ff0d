import type { Duration } from 'aws-cdk-lib';
import {
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';

export type Domain = 'devices' | 'edge' | 'notifications' | 'payments' | 'platform' | 'screening';

/** A heading of `docs/operations/<domain>.md`; the tests refuse one that is not there. */
export type Runbook = `${Domain}#${string}`;

export interface AlarmSpec {
  /** Unique in the app and kept for the alarm's life. */
  readonly id: string;
  readonly metric: IMetric;
  /** The alarm rises at or above this, or below it with `whenBelow`. */
  readonly threshold: number;
  /** Periods of the metric in a row that must breach. */
  readonly periods: number;
  readonly whenBelow?: boolean;
  /** What a customer or operator notices while this lasts; the alarm quotes it. */
  readonly impact: string;
  readonly runbook: Runbook;
}

/**
 * Every alarm that a construct promises, collected while the stacks are built. The observability stack turns them into
 * resources, so a function's stack does not depend on where alarms go.
 */
export class Alarms {
  private readonly specs = new Map<string, AlarmSpec>();

  /** @throws Error when the id is taken: two alarms of one name hide each other */
  raise(spec: AlarmSpec): void {
    if (this.specs.has(spec.id)) throw new Error(`two alarms are called ${spec.id}`);
    this.specs.set(spec.id, spec);
  }

  get all(): readonly AlarmSpec[] {
    return [...this.specs.values()];
  }
}

export const describe = ({ impact, runbook }: AlarmSpec): string => {
  const [domain, anchor] = runbook.split('#');
  return `${impact}\nRunbook: docs/operations/${domain}.md#${anchor}`;
};

export const comparisonOf = ({ whenBelow = false }: AlarmSpec): ComparisonOperator =>
  whenBelow ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;

/** Silence is health for what counts faults, and the fault itself for what must run. */
export const missingDataOf = ({ whenBelow = false }: AlarmSpec): TreatMissingData =>
  whenBelow ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING;

/** A count that handlers write themselves (EMF); `service` is the function's short name. */
export const ownMetric = (service: string, metricName: string, period: Duration): Metric =>
  new Metric({
    namespace: 'Sangam',
    metricName,
    dimensionsMap: { service },
    statistic: Stats.SUM,
    period,
  });

/** The same count of several functions, added up. */
export function ownTotal(services: readonly string[], metricName: string, period: Duration): MathExpression {
  // Names are unique within a graph that shows several totals, and begin with a small letter.
  const usingMetrics = Object.fromEntries(
    services.map((service) => [
      `${service.replaceAll('-', '_')}_${metricName}`,
      ownMetric(service, metricName, period),
    ]),
  );
  return new MathExpression({
    expression: `SUM([${Object.keys(usingMetrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(', ')}])`,
    usingMetrics,
    period,
  });
}

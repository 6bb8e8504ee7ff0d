import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Counts by name, written as one EMF line when the invocation ends. */
export type Meter = {
  readonly count: (name: string, value?: number) => void;
  readonly flush: () => void;
};

/** Namespace from `POWERTOOLS_METRICS_NAMESPACE`; the one dimension is `service`, the function's short name. */
export function createMeter(service: string): Meter {
  const metrics = new Metrics({ serviceName: service });
  return {
    count: (name, value = 1) => {
      if (value !== 0) metrics.addMetric(name, MetricUnit.Count, value);
    },
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}

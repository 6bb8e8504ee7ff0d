/** One value of one metric, read from a line in CloudWatch's embedded metric format. */
export type MetricPoint = {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: readonly number[];
};

type Directive = {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
};

/** The metrics in a line of output, undefined when it is no metric line. */
export function metricsIn(line: string): MetricPoint[] | undefined {
  if (!line.startsWith('{') || !line.includes('"_aws"')) return undefined;
  const parsed = objectIn(line);
  const directives = (parsed?._aws as { CloudWatchMetrics?: readonly Directive[] } | undefined)?.CloudWatchMetrics;
  if (parsed === undefined || directives === undefined) return undefined;
  return directives.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name, Unit = 'None' }) =>
      (Dimensions.length === 0 ? [[]] : Dimensions).map((names) => ({
        namespace: Namespace,
        name: Name,
        unit: Unit,
        dimensions: Object.fromEntries(names.map((name) => [name, String(parsed[name])])),
        values: [parsed[Name]].flat().map(Number).filter(Number.isFinite),
      })),
    ),
  );
}

/** The object that a line of JSON holds. */
export function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

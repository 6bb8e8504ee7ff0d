/** What a benchmark measured: `figures` with their units in the names, `ratios` against a named peer or limit. */
export type Measured = {
  readonly figures: Readonly<Record<string, number | string>>;
  readonly ratios: Readonly<Record<string, number>>;
};

export type Benchmark = {
  /** One line: what is claimed, and against what it is measured. */
  readonly claim: string;
  readonly run: () => Promise<Measured>;
};

/** The value below which `share` (0..1) of `values` lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Three significant digits: a benchmark on a shared machine knows no more. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

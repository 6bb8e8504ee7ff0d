import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from '../support/root.ts';
import { resourcesOf, synthesized } from './support/synthesized.ts';

/** Functions that ask screening before they pay, as their wiring says. */
const asking = globSync('lambdas/payments/*/index.ts', { cwd: root })
  .filter((file) => readFileSync(join(root, file), 'utf8').includes('makeScreenPost('))
  .map((file) => basename(dirname(file)));

type Stat = {
  readonly MetricStat?: { readonly Metric: { readonly MetricName: string; readonly Dimensions: unknown } };
};

it.each(['ConfirmationsRefused', 'PaymentsScreenedStatically'])(
  'adds up %s of every function that asks screening',
  (name) => {
    const alarms = resourcesOf(synthesized('prod'), 'AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
      ((Properties.Metrics ?? []) as readonly Stat[]).flatMap(({ MetricStat }) => MetricStat?.Metric ?? []),
    );
    const added = alarms.filter((metrics) => metrics.some(({ MetricName }) => MetricName === name));
    expect(added).toHaveLength(1);
    expect(asking.length).toBeGreaterThan(1);
    for (const service of asking)
      expect(added[0]).toContainEqual(
        expect.objectContaining({ MetricName: name, Dimensions: [{ Name: 'service', Value: service }] }),
      );
  },
);

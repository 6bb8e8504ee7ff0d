import { join } from 'node:path';
import { type App, RemovalPolicy, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { requireBundle } from './bundle/entries.ts';
import type { StageConfig } from './config/stage.ts';
import { stackSynthesizer } from './config/synthesizer.ts';
import { Alarms } from './constructs/alarms.ts';
import { DevicesStack } from './stacks/devices.ts';
import { EdgeStack } from './stacks/edge.ts';
import { FrontStack } from './stacks/front.ts';
import { ObservabilityStack } from './stacks/observability.ts';
import { PlatformStack } from './stacks/platform.ts';

export type Sangam = {
  readonly platform: PlatformStack;
  readonly edge: EdgeStack;
  readonly devices: DevicesStack;
  readonly observability: ObservabilityStack;
  readonly front: FrontStack | undefined;
};

/** Builds all stacks of a stage; `root` is the checkout that holds the built bundles and the migrations. */
export function buildSangam(app: App, name: string, stage: StageConfig, root: string): Sangam {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  Tags.of(app).add('application', 'sangam');
  Tags.of(app).add('stage', name);

  const removal = stage.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  const alarms = new Alarms();
  const stackProps = (region: string) => ({
    env: { region, ...(stage.account === undefined ? {} : { account: stage.account }) },
    terminationProtection: stage.removal === 'retain',
    synthesizer: stackSynthesizer(),
  });
  const id = (part: string) => `sangam-${name}-${part}`;

  const platform = new PlatformStack(app, id('platform'), {
    ...stackProps(stage.region),
    stage,
    removal,
    alarms,
    bundleOf: (entry) => requireBundle(root, entry),
    migrations: join(root, 'database', 'migrations'),
  });
  const edge = new EdgeStack(app, id('edge'), {
    ...stackProps(stage.region),
    stage,
    removal,
    settings: platform.settings,
    signInPrefix: `sangam-${name}`,
  });
  const devices = new DevicesStack(app, id('devices'), {
    ...stackProps(stage.region),
    stage,
    removal,
    platform,
    front: edge.front,
  });
  const observability = new ObservabilityStack(app, id('observability'), {
    ...stackProps(stage.region),
    stage,
    removal,
    alarms,
    platform,
    edge,
    devices,
  });

  const front =
    stage.front === undefined || stage.domain === undefined
      ? undefined
      : new FrontStack(app, id('front'), {
          ...stackProps('us-east-1'),
          domain: stage.domain,
          front: stage.front,
          accessLogDays: stage.retention.accessLogDays,
          removal,
        });
  front?.addDependency(edge);
  return { platform, edge, devices, observability, front };
}

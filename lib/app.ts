import { type App, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { refuseUnexplainedFindings } from './checks.ts';
import type { StageConfig } from './config/stage.ts';
import { stackSynthesizer } from './config/synthesizer.ts';
import { Alarms } from './constructs/alarms.ts';
import { DevicesStack } from './stacks/devices.ts';
import { EdgeStack } from './stacks/edge.ts';
import { FrontStack } from './stacks/front.ts';
import { NotificationsStack } from './stacks/notifications.ts';
import { ObservabilityStack } from './stacks/observability.ts';
import { PaymentsStack } from './stacks/payments.ts';
import { PlatformStack } from './stacks/platform.ts';
import { ScreeningStack } from './stacks/screening.ts';

export type Sangam = {
  readonly platform: PlatformStack;
  readonly edge: EdgeStack;
  readonly devices: DevicesStack;
  readonly screening: ScreeningStack;
  readonly payments: PaymentsStack;
  readonly notifications: NotificationsStack;
  readonly observability: ObservabilityStack;
  readonly front: FrontStack | undefined;
};

export type Sources = {
  /** The built folder of an entry such as `devices/store-sms`. */
  readonly bundleOf: (entry: string) => string;
  /** Folder with the numbered SQL files. */
  readonly migrations: string;
};

/** Builds all stacks of a stage. */
export function buildSangam(app: App, name: string, stage: StageConfig, sources: Sources): Sangam {
  refuseUnexplainedFindings(app);
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
    ...sources,
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
  const screening = new ScreeningStack(app, id('screening'), {
    ...stackProps(stage.region),
    stage,
    removal,
    platform,
    front: edge.front,
  });
  const payments = new PaymentsStack(app, id('payments'), {
    ...stackProps(stage.region),
    stage,
    removal,
    platform,
    front: edge.front,
    screening,
  });
  const notifications = new NotificationsStack(app, id('notifications'), {
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
    payments,
    screening,
    notifications,
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
  front?.addStackDependency(edge);
  return { platform, edge, devices, screening, payments, notifications, observability, front };
}

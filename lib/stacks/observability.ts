import { CrossStackReferences, ReferenceStrength, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { type AlarmSpec, type Alarms, comparisonOf, describe, missingDataOf } from '../constructs/alarms.ts';
import { alarmKey } from '../constructs/keys.ts';
import { dashboards } from './dashboards.ts';
import type { DevicesStack } from './devices.ts';
import type { EdgeStack } from './edge.ts';
import type { NotificationsStack } from './notifications.ts';
import type { PaymentsStack } from './payments.ts';
import type { PlatformStack } from './platform.ts';
import type { ScreeningStack } from './screening.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  /** Complete: the stacks that raise alarms are built before this one. */
  readonly alarms: Alarms;
  readonly platform: PlatformStack;
  readonly edge: EdgeStack;
  readonly devices: DevicesStack;
  readonly payments: PaymentsStack;
  readonly screening: ScreeningStack;
  readonly notifications: NotificationsStack;
}

/** What operators see, and what calls them. */
export class ObservabilityStack extends Stack {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { stage, removal, alarms, ...props }: ObservabilityStackProps) {
    super(scope, id, props);
    // A graph must not keep a function from being removed: it reads names from the other stacks and does not lock them.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    this.topic = new Topic(this, 'AlarmTopic', {
      masterKey: alarmKey(this, 'AlarmKey', removal),
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    const { email, pageUrl } = stage.alarms;
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
    if (pageUrl !== undefined) this.topic.addSubscription(new UrlSubscription(pageUrl));

    const made = alarms.all.map((spec) => ({ domain: spec.runbook.split('#')[0] ?? '', alarm: this.alarm(spec) }));
    dashboards(this, { ...props, alarms: made });
  }

  private alarm(spec: AlarmSpec): Alarm {
    const alarm = new Alarm(this, spec.id, {
      alarmDescription: describe(spec),
      metric: spec.metric,
      threshold: spec.threshold,
      evaluationPeriods: spec.periods,
      comparisonOperator: comparisonOf(spec),
      treatMissingData: missingDataOf(spec),
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    return alarm;
  }
}

import { Duration, type RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnApp } from 'aws-cdk-lib/aws-pinpoint';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { CfnConfigurationSet as SmsConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { type Alarms, ownMetric } from '../constructs/alarms.ts';
import type { EventStream } from '../constructs/event-stream.ts';
import { EventsToStream } from '../constructs/events-to-stream.ts';
import { explain } from '../constructs/explain.ts';
import { allow } from '../constructs/grants.ts';
import { undeliveredKey } from '../constructs/keys.ts';
import type { Use } from '../constructs/use.ts';

export interface NotificationChannelsProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  readonly alarms: Alarms;
  /** Takes what providers say of messages. */
  readonly receipts: EventStream;
}

/** What messages leave through, and how what became of them comes back. */
export class NotificationChannels extends Construct {
  private readonly stage: StageConfig;
  private readonly app: CfnApp;
  private readonly email: { readonly identity: EmailIdentity; readonly set: ConfigurationSet };
  private readonly sms: SmsConfigurationSet;

  constructor(scope: Construct, id: string, { stage, removal, alarms, receipts }: NotificationChannelsProps) {
    super(scope, id);
    this.stage = stage;
    this.app = new CfnApp(this, 'Application', { name: Stack.of(this).stackName });
    // Apple's and Google's keys are put into it by hand; another application would be without them.
    this.app.applyRemovalPolicy(removal);
    Validations.of(this.app).acknowledge({
      id: 'CloudFormation-Validate::W3696',
      reason: 'Of Pinpoint only SendMessages is used, which goes on as a part of End User Messaging.',
    });
    this.email = this.sendEmail(removal);
    // Needs no destination: End User Messaging tells EventBridge of every SMS by itself.
    this.sms = new SmsConfigurationSet(this, 'Texts');
    this.hear(receipts, removal, alarms);
    raiseAlarms(alarms);
  }

  /**
   * For functions that send. The provider's rate is the account's, so each instance gets its share.
   * @param instances of all these functions together, at most
   */
  forSending(instances: number): Use {
    return { environment: this.variables(instances), grant: (handler) => this.grantSend(handler) };
  }

  private variables(instances: number): Record<string, string> {
    const { emailFrom, smsThrough, apns, providerRatePerSec } = this.stage.notifications;
    return {
      PINPOINT_APP_ID: this.app.ref,
      APNS_CHANNEL: apns,
      SMS_THROUGH: smsThrough,
      SMS_CONFIGURATION_SET: this.sms.ref,
      EMAIL_FROM: `Sangam <${emailFrom}>`,
      EMAIL_CONFIGURATION_SET: this.email.set.configurationSetName,
      PUSH_PER_SEC: String(providerRatePerSec.push / instances),
      SMS_PARTS_PER_SEC: String(providerRatePerSec.smsParts / instances),
      EMAIL_PER_SEC: String(providerRatePerSec.email / instances),
    };
  }

  /** Lets a function send by every channel of the stage. */
  private grantSend(handler: IFunction): void {
    const stack = Stack.of(this);
    allow(handler, ['mobiletargeting:SendMessages'], [`${this.app.attrArn}/messages`]);
    allow(
      handler,
      // The second version's operation is also checked as the first version's, which carries it out.
      ['ses:SendBulkEmail', 'ses:SendBulkTemplatedEmail'],
      [
        this.email.identity.emailIdentityArn,
        stack.formatArn({
          service: 'ses',
          resource: 'configuration-set',
          resourceName: this.email.set.configurationSetName,
        }),
      ],
    );
    if (this.stage.notifications.smsThrough === 'pinpoint') return;
    const senders = stack.formatArn({ service: 'sms-voice', resource: 'sender-id', resourceName: '*/IN' });
    allow(handler, ['sms-voice:SendTextMessage'], [senders]);
    const written = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
    const owner = `arn:${written(stack.partition, 'Partition')}:sms-voice:${stack.region}:${written(stack.account, 'AccountId')}`;
    explain(
      handler.role ?? handler,
      `AwsSolutions-IAM5[Resource::${owner}:sender-id/*/IN]`,
      'Which registered sender a text goes out under is said by its template; India alone is allowed.',
    );
  }

  private sendEmail(removal: RemovalPolicy): NotificationChannels['email'] {
    const { domain: api, notifications } = this.stage;
    const [, domain = ''] = notifications.emailFrom.split('@');
    const set = new ConfigurationSet(this, 'Emails', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    });
    set.addEventDestination('Told', {
      destination: EventDestination.eventBus(
        EventBus.fromEventBusArn(
          this,
          'DefaultBus',
          Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
        ),
      ),
      // No clicks: to hear of them SES would lead our links through a host of its own, and ours tell of themselves.
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.OPEN,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    const zone =
      api?.hostedZoneName === domain
        ? HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: api.hostedZoneId, zoneName: domain })
        : undefined;
    const identity = new EmailIdentity(this, 'Sender', {
      identity: zone === undefined ? Identity.domain(domain) : Identity.publicHostedZone(zone),
      mailFromDomain: `bounce.${domain}`,
      configurationSet: set,
    });
    identity.applyRemovalPolicy(removal);
    return { identity, set };
  }

  private hear(stream: EventStream, removal: RemovalPolicy, alarms: Alarms): void {
    const undelivered = new Queue(this, 'UndeliveredReceipts', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: undeliveredKey(this, 'UndeliveredKey', removal),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    explain(undelivered, 'AwsSolutions-SQS3', 'It is itself where events end that could not be delivered.');
    new EventsToStream(this, 'EmailReceipts', {
      description: 'What became of e-mails',
      pattern: {
        source: ['aws.ses'],
        detailType: [
          'Email Delivered',
          'Email Bounced',
          'Email Complaint Received',
          'Email Opened',
          'Email Rejected',
          'Email Rendering Failed',
        ],
      },
      stream,
      partitionKeyPath: '$.detail.mail.messageId',
      undelivered,
    });
    new EventsToStream(this, 'SmsReceipts', {
      description: 'What became of SMS',
      pattern: { source: ['aws.sms-voice'], detailType: ['Text Message Delivery Status Updated'] },
      stream,
      partitionKeyPath: '$.detail.messageId',
      undelivered,
    });
    alarms.raise({
      id: 'ReceiptsUndelivered',
      metric: undelivered.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
      periods: 1,
      impact: 'Bounces and complaints are not heard of: we may go on writing to those who want nothing.',
      runbook: 'notifications#receipts-were-not-delivered',
    });
  }
}

/** AWS reviews an account at 5 % of bounces and 0.1 % of complaints, and stops it at twice or five times as much. */
function raiseAlarms(alarms: Alarms): void {
  const reputation = (metricName: string): Metric =>
    new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.MAXIMUM, period: Duration.minutes(15) });
  alarms.raise({
    id: 'EmailBounceRate',
    metric: reputation('Reputation.BounceRate'),
    threshold: 0.05,
    periods: 1,
    impact: 'AWS is about to stop our e-mail: too many addresses that we write to do not exist.',
    runbook: 'notifications#too-much-e-mail-bounces',
  });
  alarms.raise({
    id: 'EmailComplaintRate',
    metric: reputation('Reputation.ComplaintRate'),
    threshold: 0.001,
    periods: 1,
    impact: 'AWS is about to stop our e-mail: too many customers call it spam.',
    runbook: 'notifications#too-many-customers-complain',
  });
  alarms.raise({
    id: 'ProvidersRefusingUs',
    metric: ownMetric('dispatch', 'ProvidersRefusingUs', Duration.minutes(5)),
    threshold: 1,
    periods: 2,
    impact: 'A channel takes nothing from us: its messages wait, or go by another channel.',
    runbook: 'notifications#a-provider-refuses-us',
  });
}

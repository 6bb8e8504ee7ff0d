import { type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { EventStream } from '../constructs/event-stream.ts';
import type { ApiFront, HttpEndpoint } from '../constructs/http-endpoint.ts';
import type { ScheduledFunction } from '../constructs/scheduled-function.ts';
import { SigningKeys } from '../constructs/signing-keys.ts';
import { streamAlarms } from '../constructs/stream-alarms.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { campaigns } from './notification-campaigns.ts';
import { NotificationChannels } from './notification-channels.ts';
import { dispatchers, notificationSweep } from './notification-dispatch.ts';
import { followConsumer, peopleEndpoints } from './notification-people.ts';
import { templatesEndpoint } from './notification-templates.ts';
import { trackConsumer, trackingEndpoints } from './notification-tracking.ts';
import type { PlatformStack } from './platform.ts';

export interface NotificationsStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  readonly platform: PlatformStack;
  readonly front: ApiFront;
}

/** What is asked to be sent: campaigns have a stream of their own, so that no payment's message stands behind them. */
export type RequestStreams = Readonly<Record<'campaigns' | 'transactional', EventStream>>;

/** What the functions of the stack are connected to. */
export type NotificationWiring = Pick<NotificationsStackProps, 'stage' | 'platform' | 'front'> & {
  readonly stack: Stack;
  readonly requests: RequestStreams;
  /** What became of messages: told by providers, by the app, by links. */
  readonly receipts: EventStream;
  /** Sign the links in messages. */
  readonly linkKeys: SigningKeys;
  /** What messages leave through. */
  readonly channels: NotificationChannels;
};

/** Messages to customers: who gets which, by what channel, and what became of it. */
export class NotificationsStack extends Stack {
  readonly requests: RequestStreams;
  readonly receipts: EventStream;
  readonly endpoints: readonly HttpEndpoint[];
  readonly consumers: readonly StreamConsumer[];
  readonly schedules: readonly ScheduledFunction[];

  constructor(scope: Construct, id: string, { stage, removal, platform, front, ...props }: NotificationsStackProps) {
    super(scope, id, props);
    const stream = (name: string): EventStream => {
      const made = new EventStream(this, name, {
        key: platform.dataKey,
        keepHours: stage.retention.streamHours,
        removal,
      });
      streamAlarms(platform.settings.alarms, name, 'notifications', made);
      return made;
    };
    this.requests = { campaigns: stream('CampaignRequests'), transactional: stream('TransactionalRequests') };
    this.receipts = stream('Receipts');
    const linkKeys = new SigningKeys(this, 'LinkKeys', {
      description: 'Keys that sign links in messages; a link leads nowhere once its key is gone',
      key: platform.dataKey,
      removal,
    });
    const channels = new NotificationChannels(this, 'Channels', {
      stage,
      removal,
      alarms: platform.settings.alarms,
      receipts: this.receipts,
    });
    const wiring: NotificationWiring = {
      stack: this,
      stage,
      platform,
      front,
      requests: this.requests,
      receipts: this.receipts,
      linkKeys,
      channels,
    };
    this.endpoints = [
      templatesEndpoint(wiring),
      ...campaigns(wiring),
      ...trackingEndpoints(wiring),
      ...peopleEndpoints(wiring),
    ];
    this.consumers = [...dispatchers(wiring), trackConsumer(wiring), followConsumer(wiring)];
    this.schedules = [notificationSweep(wiring)];
  }
}

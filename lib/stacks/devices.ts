import { Duration, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { EventStream } from '../constructs/event-stream.ts';
import type { ApiFront, HttpEndpoint } from '../constructs/http-endpoint.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';
import { streamAlarms } from '../constructs/stream-alarms.ts';
import type { StreamConsumer } from '../constructs/stream-consumer.ts';
import { deviceConsumers } from './device-consumers.ts';
import { deviceEndpoints } from './device-endpoints.ts';
import type { PlatformStack } from './platform.ts';

export interface DevicesStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  readonly platform: PlatformStack;
  readonly front: ApiFront;
}

/** What the functions of the stack are connected to. */
export type DeviceWiring = Pick<DevicesStackProps, 'stage' | 'platform' | 'front'> & {
  readonly stack: Stack;
  readonly deviceEvents: EventStream;
};

/** What phones tell: taken in, stored, counted, understood, archived. */
export class DevicesStack extends Stack {
  readonly deviceEvents: EventStream;
  readonly endpoints: readonly HttpEndpoint[];
  readonly consumers: readonly StreamConsumer[];
  readonly relay: ScheduledFunction;

  constructor(scope: Construct, id: string, { stage, removal, platform, front, ...props }: DevicesStackProps) {
    super(scope, id, props);
    this.deviceEvents = new EventStream(this, 'DeviceEvents', {
      key: platform.dataKey,
      keepHours: stage.retention.streamHours,
      removal,
    });
    streamAlarms(platform.settings.alarms, 'DeviceEvents', 'devices', this.deviceEvents);
    const wiring: DeviceWiring = { stack: this, stage, platform, front, deviceEvents: this.deviceEvents };
    this.endpoints = deviceEndpoints(wiring);
    this.consumers = deviceConsumers(wiring);
    this.relay = this.relayOutbox(platform);
  }

  private relayOutbox({ database, domainEvents, parked, settings }: PlatformStack): ScheduledFunction {
    return new ScheduledFunction(this, 'RelayOutbox', {
      settings,
      parked,
      entry: 'devices/relay-outbox',
      description: 'Publishes domain events that a consumer stored but could not publish',
      uses: [database.forQueries(), domainEvents.forPuts('DOMAIN_STREAM_NAME')],
      memoryMb: 256,
      timeout: Duration.minutes(5),
      every: Duration.minutes(10),
      instancesMax: 1, // two at once would publish the same rows twice
      impact: 'An event that was stored while the stream was down stays unpublished.',
    });
  }
}

import { Duration, type Stack } from 'aws-cdk-lib';
import type { StageConfig } from '../config/stage.ts';
import { StreamConsumer, type StreamConsumerProps } from '../constructs/stream-consumer.ts';
import type { PlatformStack } from './platform.ts';

type Wiring = { readonly stack: Stack; readonly stage: StageConfig; readonly platform: PlatformStack };

type ConsumerSpec = Pick<
  StreamConsumerProps,
  'entry' | 'description' | 'stream' | 'types' | 'uses' | 'environment' | 'batchSize' | 'impact'
> &
  Partial<Pick<StreamConsumerProps, 'memoryMb' | 'timeout'>> & {
    readonly tuning: keyof StageConfig['consumers'];
  };

/** A function that reads a stream, as large and as patient as most unless it says otherwise. */
export const consumerOf = (
  { stack, stage, platform }: Wiring,
  id: string,
  { tuning, memoryMb = 512, timeout = Duration.minutes(2), ...spec }: ConsumerSpec,
): StreamConsumer =>
  new StreamConsumer(stack, id, {
    ...spec,
    memoryMb,
    timeout,
    settings: platform.settings,
    parked: platform.parked,
    tuning: stage.consumers[tuning],
    recordAgeMax: Duration.hours(stage.retention.recordAgeMaxHours),
  });

import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnStreamConsumer } from 'aws-cdk-lib/aws-kinesis';
import { EventSourceMapping, FilterCriteria, FilterRule, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ConsumerConfig } from '../config/stage.ts';
import { ownMetric } from './alarms.ts';
import type { EventStream } from './event-stream.ts';
import { allow } from './grants.ts';
import type { PrivateBucket } from './private-bucket.ts';
import { TypescriptFunction, type TypescriptFunctionProps } from './typescript-function.ts';

export interface StreamConsumerProps extends Omit<TypescriptFunctionProps, 'errorPeriods'> {
  readonly stream: EventStream;
  /** Records in one call; Lambda also stops at 6 MB. */
  readonly batchSize: number;
  /** Types of events to deliver, all when left out. Others cost no call; what is no event at all is not delivered either. */
  readonly types?: readonly [string, ...string[]];
  readonly tuning: ConsumerConfig;
  /** After this a record that still fails leaves for `parked`; it must end before the stream forgets it. */
  readonly recordAgeMax: Duration;
  /** A bucket, because a queue is sent only a pointer, and the pointer outlives the record. */
  readonly parked: PrivateBucket;
}

/**
 * Enough to sit out a failover or an hour of throttling: the record's age is the limit that counts. Faults hold the
 * shard, which keeps a customer's facts in order and loses none; the lag alarm calls somebody meanwhile.
 */
const retriesMax = 1000;

/** A function that reads a stream, with all that keeps a bad record from stopping it or vanishing. */
export class StreamConsumer extends Construct {
  readonly handler: TypescriptFunction;
  readonly mapping: EventSourceMapping;
  readonly lagMaxSec: number;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { stream, tuning, parked } = props;
    this.lagMaxSec = tuning.lagMaxSec;
    this.handler = new TypescriptFunction(this, id, {
      ...props,
      environment: { ...props.environment, PARKED_BUCKET: parked.bucket.bucketName },
      // Lambda retries a batch: only a fault that outlasts a quarter of an hour needs a person.
      errorPeriods: 3,
    });
    stream.grantPoll(this.handler.function);
    parked.grantFailureDestination(this.handler.function);
    parked.grantPut(this.handler.function, `poison/${this.handler.service}/`);

    this.mapping = new EventSourceMapping(this, 'Mapping', {
      target: this.handler.function,
      eventSourceArn: tuning.reads === 'dedicated' ? this.dedicatedReader(stream) : stream.stream.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: props.batchSize,
      maxBatchingWindow: Duration.seconds(tuning.windowSec),
      parallelizationFactor: tuning.parallel,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: retriesMax,
      maxRecordAge: props.recordAgeMax,
      ...(props.types !== undefined && {
        filters: [FilterCriteria.filter({ data: { type: FilterRule.or(...props.types) } })],
      }),
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
      supportS3OnFailureDestination: true,
      // CDK's own S3 destination would also grant read and delete.
      onFailure: { bind: () => ({ destination: parked.bucket.bucketArn }) },
    });
    // Lambda checks the role when the mapping is made.
    this.mapping.node.addDependency(this.handler.function.role ?? this.handler.function);
    this.raiseAlarms(id, props);
  }

  private dedicatedReader({ stream }: EventStream): string {
    const reader = new CfnStreamConsumer(this, 'Reader', {
      consumerName: this.handler.service,
      streamArn: stream.streamArn,
    });
    allow(
      this.handler.function,
      ['kinesis:SubscribeToShard', 'kinesis:DescribeStreamConsumer'],
      [reader.attrConsumerArn],
    );
    return reader.attrConsumerArn;
  }

  private raiseAlarms(id: string, { settings: { alarms }, impact }: StreamConsumerProps): void {
    const { domain, service } = this.handler;
    alarms.raise({
      id: `${id}Lags`,
      metric: this.handler.function.metric('IteratorAge', { period: Duration.minutes(1), statistic: Stats.MAXIMUM }),
      threshold: this.lagMaxSec * 1000,
      periods: 3,
      impact,
      runbook: `${domain}#a-consumer-lags`,
    });
    alarms.raise({
      id: `${id}GivesUp`,
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'OnFailureDestinationDeliveredEventCount',
        dimensionsMap: { EventSourceMappingUUID: this.mapping.eventSourceMappingId },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      }),
      threshold: 1,
      periods: 1,
      impact,
      runbook: `${domain}#records-were-given-up`,
    });
    alarms.raise({
      id: `${id}Poison`,
      metric: ownMetric(service, 'RecordsPoisoned', Duration.minutes(5)),
      threshold: 1,
      periods: 1,
      impact,
      runbook: `${domain}#a-poison-record-was-parked`,
    });
  }
}

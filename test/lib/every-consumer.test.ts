import { stageNamed, stageNames } from '../../lib/config/stages.ts';
import { actionsOf, statementsOf } from './support/policies.ts';
import { type Resource, resourcesOf, synthesized } from './support/synthesized.ts';

describe.each(stageNames)('every stream consumer of %s', (stage) => {
  const app = synthesized(stage);
  const config = stageNamed(stage);
  const all = (type: string): [string, Resource][] => {
    const found = resourcesOf(app, type);
    expect(found).not.toHaveLength(0);
    return found;
  };
  const mappings = all('AWS::Lambda::EventSourceMapping');

  it('is there, one for each position on a stream', () => {
    expect(mappings).toHaveLength(Object.keys(config.consumers).length);
  });

  it('gives up on a record some time, and never before a person could act', () => {
    for (const [id, { Properties }] of mappings) {
      const { MaximumRetryAttempts: retries, MaximumRecordAgeInSeconds: ageSec } = Properties;
      expect([id, retries, ageSec]).toEqual([id, expect.any(Number), config.retention.recordAgeMaxHours * 3600]);
      expect(retries).toBeGreaterThanOrEqual(100);
      expect(Number(ageSec)).toBeLessThan(config.retention.streamHours * 3600);
    }
  });

  it('narrows a failing batch down and repeats only what failed', () => {
    for (const [id, { Properties }] of mappings)
      expect([id, Properties.BisectBatchOnFunctionError, Properties.FunctionResponseTypes]).toEqual([
        id,
        true,
        ['ReportBatchItemFailures'],
      ]);
  });

  it('leaves what it gives up in the parked bucket, and may write it there', () => {
    for (const [id, { Properties }] of mappings)
      expect([id, JSON.stringify(Properties.DestinationConfig)]).toEqual([id, expect.stringContaining('ParkedBucket')]);
    const writers = all('AWS::IAM::Policy').filter(([, policy]) =>
      statementsOf(policy).some((statement) => JSON.stringify(statement).includes('/aws/lambda/*')),
    );
    const consumers = writers.filter(([, policy]) => actionsOf(policy).includes('kinesis:GetRecords'));
    expect(consumers).toHaveLength(mappings.length);
    for (const [, policy] of consumers) expect(actionsOf(policy)).toEqual(expect.arrayContaining(['s3:ListBucket']));
  });

  it('starts at the oldest record, so that a new consumer misses nothing', () => {
    for (const [id, { Properties }] of mappings)
      expect([id, Properties.StartingPosition]).toEqual([id, 'TRIM_HORIZON']);
  });

  it('takes one batch of a shard at a time where order makes the result', () => {
    const ordered = mappings.filter(([id]) => /AppPool|Archive|PublishFacts/.test(id));
    expect(ordered).toHaveLength(4);
    for (const [id, { Properties }] of ordered) expect([id, Properties.ParallelizationFactor]).toEqual([id, 1]);
  });

  it('raises alarms when it lags, gives up, or meets poison', () => {
    const alarms = all('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    const count = (metric: string) => alarms.filter(({ MetricName }) => MetricName === metric).length;
    expect(count('IteratorAge')).toBe(mappings.length);
    expect(count('OnFailureDestinationDeliveredEventCount')).toBe(mappings.length);
    expect(count('RecordsPoisoned')).toBe(mappings.length);
    for (const [id, { Properties }] of mappings)
      expect([id, Properties.MetricsConfig]).toEqual([id, { Metrics: ['EventCount'] }]);
  });

  it('leaves the shared throughput of a stream to two others at most on prod', () => {
    if (stage !== 'prod') return expect(config.front).toBeUndefined();
    const shared = mappings.filter(([, { Properties }]) =>
      JSON.stringify(Properties.EventSourceArn).includes('DeviceEventsStream'),
    );
    expect(shared.length).toBeLessThanOrEqual(2);
    const dedicated = Object.values(config.consumers).filter(({ reads }) => reads === 'dedicated');
    expect(all('AWS::Kinesis::StreamConsumer')).toHaveLength(dedicated.length);
  });
});

it('reads streams that grow by themselves', () => {
  const streams = stageNames.flatMap((stage) => resourcesOf(synthesized(stage), 'AWS::Kinesis::Stream'));
  expect(streams).not.toHaveLength(0);
  for (const [, { Properties }] of streams) expect(Properties.StreamModeDetails).toEqual({ StreamMode: 'ON_DEMAND' });
});

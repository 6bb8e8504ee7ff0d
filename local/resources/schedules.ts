import { z } from 'zod';
import { compilePattern } from '../streams/filter/pattern.ts';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName } from './names.ts';

const retries = noMeaning("Lambda's own retries follow an event that was taken, and the laptop takes each");

const target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  /** Of a stream alone: functions say themselves who may call them. */
  RoleArn: z.string().optional(),
  KinesisParameters: z
    .strictObject({ PartitionKeyPath: z.string().regex(/^\$(\.[A-Za-z0-9_-]+)+$/, 'is no path of names') })
    .optional(),
  RetryPolicy: retries,
  DeadLetterConfig: retries,
});
type Target = z.output<typeof target>;

const pattern = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  try {
    compilePattern(JSON.stringify(value));
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

/** A rule on the default bus: a schedule that calls functions, or a pattern whose events go to streams. */
export const eventsRule = adapter({
  type: 'AWS::Events::Rule',
  properties: z
    .strictObject({
      Name: z.string().optional(),
      ScheduleExpression: z.string().optional(),
      EventPattern: pattern.optional(),
      State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
      Description: noMeaning('read by people on AWS'),
      Targets: z.array(target).default([]),
      ...tagged,
    })
    .refine(
      ({ ScheduleExpression, EventPattern }) => (ScheduleExpression === undefined) !== (EventPattern === undefined),
      'a rule has a schedule or a pattern',
    )
    .refine(
      ({ EventPattern, Targets }) => Targets.every((each) => isStream(each) === (EventPattern !== undefined)),
      'schedules call functions, and patterns lead to streams',
    ),
  create: ({ properties, ...wanted }, world) => {
    const { ScheduleExpression: expression, EventPattern: wantedEvents, Targets, State } = properties;
    const name = properties.Name ?? physicalName(wanted, 64);
    const arn = `arn:aws:events:${world.region}:${world.accountId}:rule/${name}`;
    const enabled = State === 'ENABLED';
    if (wantedEvents !== undefined)
      world.eventRules.push({
        name,
        enabled,
        pattern: wantedEvents,
        targets: Targets.map(({ Arn, RoleArn = '', KinesisParameters }) => ({
          streamArn: Arn,
          roleArn: RoleArn,
          partitionKeyPath: KinesisParameters?.PartitionKeyPath,
        })),
      });
    else
      for (const { Arn, Input } of Targets)
        world.schedules.push({
          name,
          expression: expression ?? '',
          timeZone: 'UTC',
          enabled,
          functionArn: Arn,
          input: Input === undefined ? undefined : (JSON.parse(Input) as unknown),
          ruleArn: arn,
        });
    return { physicalId: name, attributes: { Arn: arn } };
  },
});

/** Told by the role that it takes to put records; the laptop sees ARNs only when resources are made. */
const isStream = ({ RoleArn }: Target): boolean => RoleArn !== undefined;

export const schedulerSchedule = adapter({
  type: 'AWS::Scheduler::Schedule',
  properties: z.strictObject({
    Name: z.string().optional(),
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.string().default('UTC'),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Target: z.strictObject({
      Arn: z.string(),
      Input: z.string().optional(),
      RoleArn: noMeaning('the laptop itself calls the function'),
      RetryPolicy: retries,
      DeadLetterConfig: retries,
    }),
    FlexibleTimeWindow: noMeaning('fired at the first moment of its window'),
    GroupName: noMeaning('groups are for bills and searches'),
    KmsKeyArn: noMeaning('the scheduler opens its input itself'),
    Description: noMeaning('read by people on AWS'),
  }),
  create: ({ properties, ...wanted }, world) => {
    const name = properties.Name ?? physicalName(wanted, 64);
    const arn = `arn:aws:scheduler:${world.region}:${world.accountId}:schedule/default/${name}`;
    const { Arn, Input } = properties.Target;
    world.schedules.push({
      name,
      expression: properties.ScheduleExpression,
      timeZone: properties.ScheduleExpressionTimezone,
      enabled: properties.State === 'ENABLED',
      functionArn: Arn,
      // The scheduler sends an empty object when no input is given.
      input: Input === undefined ? {} : (JSON.parse(Input) as unknown),
      ruleArn: arn,
    });
    return { physicalId: name, attributes: { Arn: arn } };
  },
});

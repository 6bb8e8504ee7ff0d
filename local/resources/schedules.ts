import { z } from 'zod';
import { adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName } from './names.ts';

const retries = noMeaning("Lambda's own retries follow an event that was taken, and the laptop takes each");

/** A rule of EventBridge with a schedule; rules on events have no bus here. */
export const eventsRule = adapter({
  type: 'AWS::Events::Rule',
  properties: z.strictObject({
    Name: z.string().optional(),
    ScheduleExpression: z.string(),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Description: noMeaning('read by people on AWS'),
    Targets: z
      .array(
        z.strictObject({
          Id: z.string(),
          Arn: z.string(),
          Input: z.string().optional(),
          RetryPolicy: retries,
          DeadLetterConfig: retries,
        }),
      )
      .default([]),
    ...tagged,
  }),
  create: ({ properties, ...wanted }, world) => {
    const name = properties.Name ?? physicalName(wanted, 64);
    const arn = `arn:aws:events:${world.region}:${world.accountId}:rule/${name}`;
    for (const { Arn, Input } of properties.Targets)
      world.schedules.push({
        name,
        expression: properties.ScheduleExpression,
        timeZone: 'UTC',
        enabled: properties.State === 'ENABLED',
        functionArn: Arn,
        input: Input === undefined ? undefined : (JSON.parse(Input) as unknown),
        ruleArn: arn,
      });
    return { physicalId: name, attributes: { Arn: arn } };
  },
});

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

import { randomUUID } from 'node:crypto';
import type { Schedule } from '../resources/world.ts';
import { calendarMinute, parseExpression } from './expression.ts';

export type SchedulesOptions = {
  readonly schedules: readonly Schedule[];
  readonly region: string;
  readonly accountId: string;
  /** Queues the event, as EventBridge does. */
  readonly invokeAsync: (functionArn: string, event: unknown) => Promise<unknown>;
  readonly clock?: () => Date;
};

export type RunningSchedules = {
  /** Fires those whose name contains the text, now. Resolves with how many there were. */
  readonly fire: (part: string) => Promise<number>;
  readonly stop: () => void;
};

const minuteMs = 60_000;

/**
 * Fires schedules at their times: a rate first after one interval, as on AWS.
 * @throws {UnsupportedSchedule} naming an expression that the laptop does not know
 */
export function runSchedules(options: SchedulesOptions): RunningSchedules {
  const clock = options.clock ?? (() => new Date());
  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, run: () => void) => timers.push(setInterval(run, ms).unref());

  const fire = async (schedule: Schedule): Promise<void> => {
    await options.invokeAsync(schedule.functionArn, schedule.input ?? scheduledEvent(schedule, options, clock()));
  };
  for (const schedule of options.schedules) {
    const expression = parseExpression(schedule.expression);
    if (!schedule.enabled) continue;
    if (expression.kind === 'rate') every(expression.everyMs, () => void fire(schedule));
    else
      every(minuteMs, () => {
        if (expression.matches(calendarMinute(clock(), schedule.timeZone))) void fire(schedule);
      });
  }
  return {
    fire: async (part) => {
      const wanted = options.schedules.filter(({ name, functionArn }) => `${name} ${functionArn}`.includes(part));
      await Promise.all(wanted.map(fire));
      return wanted.length;
    },
    stop: () => timers.forEach(clearInterval),
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html */
const scheduledEvent = ({ ruleArn }: Schedule, { region, accountId }: SchedulesOptions, at: Date): unknown => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: accountId,
  time: at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
  region,
  resources: [ruleArn],
  detail: {},
});

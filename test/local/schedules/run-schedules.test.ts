import type { Schedule } from '../../../local/resources/world.ts';
import { runSchedules } from '../../../local/schedules/run-schedules.ts';

const schedule: Schedule = {
  name: 'App-RelayEvery10Minutes',
  expression: 'rate(10 minutes)',
  timeZone: 'UTC',
  enabled: true,
  functionArn: 'arn:relay',
  input: undefined,
  ruleArn: 'arn:rule',
};

it("fires on demand with EventBridge's own event, or the input that the template gives", async () => {
  const sent: unknown[] = [];
  const running = runSchedules({
    schedules: [schedule, { ...schedule, name: 'App-Other', input: { a: 1 } }],
    region: 'ap-south-1',
    accountId: '000000000000',
    invokeAsync: async (arn, event) => sent.push([arn, event]),
    clock: () => new Date('2026-11-21T03:00:00.123Z'),
  });

  expect(await running.fire('Relay')).toBe(1);
  expect(await running.fire('Other')).toBe(1);
  expect(await running.fire('Nothing')).toBe(0);
  running.stop();

  expect(sent).toMatchObject([
    [
      'arn:relay',
      { source: 'aws.events', 'detail-type': 'Scheduled Event', time: '2026-11-21T03:00:00Z', resources: ['arn:rule'] },
    ],
    ['arn:relay', { a: 1 }],
  ]);
});

import { calendarMinute, parseExpression } from '../../../local/schedules/expression.ts';

const fires = (expression: string, at: string, timeZone = 'UTC'): boolean => {
  const parsed = parseExpression(expression);
  return parsed.kind === 'cron' && parsed.matches(calendarMinute(new Date(at), timeZone));
};

it('reads rates', () => {
  expect(parseExpression('rate(10 minutes)')).toEqual({ kind: 'rate', everyMs: 600_000 });
  expect(parseExpression('rate(1 day)')).toEqual({ kind: 'rate', everyMs: 86_400_000 });
});

it.each([
  ['cron(0 3 * * ? *)', '2026-11-21T03:00:30Z', true],
  ['cron(0 3 * * ? *)', '2026-11-21T03:01:00Z', false],
  ['cron(0/15 * * * ? *)', '2026-11-21T07:45:00Z', true],
  ['cron(0/15 * * * ? *)', '2026-11-21T07:46:00Z', false],
  ['cron(0 8-10 ? * MON-FRI *)', '2026-11-20T09:00:00Z', true],
  ['cron(0 8-10 ? * MON-FRI *)', '2026-11-21T09:00:00Z', false],
  ['cron(30 0 1,15 JAN,NOV ? 2026)', '2026-11-15T00:30:00Z', true],
  ['cron(30 0 1,15 JAN,NOV ? 2026)', '2027-01-15T00:30:00Z', false],
])('%s at %s: %s', (expression, at, expected) => {
  expect(fires(expression, at)).toBe(expected);
});

it('fires in the time zone of the schedule', () => {
  expect(fires('cron(30 8 * * ? *)', '2026-11-21T03:00:00Z', 'Asia/Kolkata')).toBe(true);
});

it.each(['rate(5 weeks)', 'cron(0 3 L * ? *)', 'cron(0 3 * *)', 'at(2026-11-21T00:00:00)'])('stops at %s', (text) => {
  expect(() => parseExpression(text)).toThrow('is not known here');
});

/** When a schedule fires. */
export type Expression =
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly matches: (at: CalendarMinute) => boolean };

/** A minute on the calendar of the schedule's time zone. */
export type CalendarMinute = {
  readonly minute: number;
  readonly hour: number;
  readonly dayOfMonth: number;
  /** 1 is January. */
  readonly month: number;
  /** 1 is Sunday. */
  readonly dayOfWeek: number;
  readonly year: number;
};

/** The laptop does not know the expression; the message names it. */
export class UnsupportedSchedule extends Error {
  override readonly name = 'UnsupportedSchedule';
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The fields of `cron(...)` in the order in which it has them. */
const fields: readonly {
  readonly of: keyof CalendarMinute;
  readonly from: number;
  readonly names?: readonly string[];
}[] = [
  { of: 'minute', from: 0 },
  { of: 'hour', from: 0 },
  { of: 'dayOfMonth', from: 1 },
  { of: 'month', from: 1, names: months },
  { of: 'dayOfWeek', from: 1, names: days },
  { of: 'year', from: 1970 },
];

/** @throws {UnsupportedSchedule} for anything but `rate(...)` and `cron(...)` without L, W and # */
export function parseExpression(text: string): Expression {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text);
  if (rate !== null)
    return { kind: 'rate', everyMs: Number(rate[1]) * unitMs[(rate[2] ?? 'minute') as keyof typeof unitMs] };
  const written = /^cron\((.+)\)$/.exec(text)?.[1]?.split(/\s+/);
  if (written?.length !== fields.length) throw new UnsupportedSchedule(`schedule ${text} is not known here`);
  const matchers = fields.map(({ of, from, names }, index) => {
    const accepts = fieldMatcher(written[index] ?? '', from, names ?? [], text);
    return (at: CalendarMinute) => accepts(at[of]);
  });
  return { kind: 'cron', matches: (at) => matchers.every((accepts) => accepts(at)) };
}

function fieldMatcher(field: string, from: number, names: readonly string[], text: string): (value: number) => boolean {
  const toNumber = (part: string): number => {
    const named = names.indexOf(part.toUpperCase());
    const number = named >= 0 ? named + from : Number(part);
    if (!Number.isInteger(number)) throw new UnsupportedSchedule(`schedule ${text} is not known here: ${part}`);
    return number;
  };
  const alternatives = field.split(',').map((part): ((value: number) => boolean) => {
    const [range = '', stepText] = part.split('/');
    const step = stepText === undefined ? 1 : toNumber(stepText);
    if (range === '*' || range === '?') return (value) => (value - from) % step === 0;
    const [lowText = '', highText] = range.split('-');
    const low = toNumber(lowText);
    const openEnded = stepText !== undefined && highText === undefined;
    const high = openEnded ? Number.POSITIVE_INFINITY : highText === undefined ? low : toNumber(highText);
    return (value) => value >= low && value <= high && (value - low) % step === 0;
  });
  return (value) => alternatives.some((accepts) => accepts(value));
}

/** @param timeZone For example `Asia/Kolkata`. */
export function calendarMinute(at: Date, timeZone: string): CalendarMinute {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    weekday: 'short',
  }).formatToParts(at);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return {
    minute: Number(part('minute')),
    hour: Number(part('hour')),
    dayOfMonth: Number(part('day')),
    month: Number(part('month')),
    dayOfWeek: days.indexOf(part('weekday').toUpperCase()) + 1,
    year: Number(part('year')),
  };
}

import fc from 'fast-check';
import { minuteOfDay, nextAt } from '../../../../../lambdas/notifications/domain/policy/local-time.ts';

const at = (text: string) => new Date(text);

it.each([
  ['Asia/Kolkata', '2026-11-21T04:30:00.000Z', 600],
  ['Asia/Kathmandu', '2026-11-21T18:15:00.000Z', 0],
  ['America/New_York', '2026-07-01T04:00:00.000Z', 0],
  ['America/New_York', '2026-12-01T04:00:00.000Z', 23 * 60],
  ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', 0],
])('tells what clocks in %s show at %s', (zone, instant, minute) => {
  expect(minuteOfDay(zone, at(instant))).toBe(minute);
});

it.each([
  ['today', 'Asia/Kolkata', 600, '2026-11-21T01:00:00.000Z', '2026-11-21T04:30:00.000Z'],
  ['tomorrow, once it is over', 'Asia/Kolkata', 600, '2026-11-21T04:30:00.000Z', '2026-11-22T04:30:00.000Z'],
  ['over a year’s end', 'Asia/Kolkata', 600, '2026-12-31T16:00:00.000Z', '2027-01-01T04:30:00.000Z'],
  [
    'by the new offset after clocks leapt',
    'America/New_York',
    600,
    '2026-03-08T04:00:00.000Z',
    '2026-03-08T14:00:00.000Z',
  ],
  [
    'by the old offset after clocks fell back',
    'America/New_York',
    600,
    '2026-11-01T03:00:00.000Z',
    '2026-11-01T15:00:00.000Z',
  ],
  [
    'later on a day that has no such minute',
    'America/New_York',
    150,
    '2026-03-08T05:00:00.000Z',
    '2026-03-08T07:30:00.000Z',
  ],
  [
    'first of two on a day that has it twice',
    'America/New_York',
    90,
    '2026-11-01T04:00:00.000Z',
    '2026-11-01T05:30:00.000Z',
  ],
])('finds the next time: %s', (_, zone, minute, now, next) => {
  expect(nextAt(zone, minute, at(now)).toISOString()).toBe(next);
});

it('takes a zone that nobody knows for India’s', () => {
  expect(minuteOfDay('Mars/Olympus', at('2026-11-21T04:30:00.000Z'))).toBe(600);
});

it('finds for every zone and minute an instant of the next two days that clocks show it at, or clocks leap there', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Asia/Kolkata', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Africa/Cairo'),
      fc.integer({ min: 0, max: 1439 }),
      fc.date({ min: at('2026-01-01T00:00:00.000Z'), max: at('2027-12-31T00:00:00.000Z'), noInvalidDate: true }),
      (zone, minute, now) => {
        const next = nextAt(zone, minute, now);
        const hours = (next.getTime() - now.getTime()) / 3_600_000;
        expect(hours).toBeGreaterThan(0);
        expect(hours).toBeLessThanOrEqual(49);
        const shown = minuteOfDay(zone, next);
        expect([minute, minute + 30, minute + 60]).toContain(shown < minute ? shown + 1440 : shown);
      },
    ),
  );
});

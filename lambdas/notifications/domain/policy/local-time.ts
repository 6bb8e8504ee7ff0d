const dayMs = 86_400_000;
const minuteMs = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Of a customer whose zone is none that we know. */
const zoneOtherwise = 'Asia/Kolkata';

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = makeFormat(zone) ?? formatOf(zoneOtherwise);
  formats.set(zone, made);
  return made;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}

/** What clocks in a zone show, written as if they showed UTC. */
function localMs(zone: string, atMs: number): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(zone).formatToParts(atMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Minutes since midnight that clocks in a zone show. */
export const minuteOfDay = (zone: string, at: Date): number =>
  Math.floor((localMs(zone, at.getTime()) % dayMs) / minuteMs);

/**
 * The next instant after `at` when clocks in a zone show so many minutes since midnight. On a day whose clocks leave
 * that minute out it is as much later as they leap.
 */
export function nextAt(zone: string, minute: number, at: Date): Date {
  const today = Math.floor(localMs(zone, at.getTime()) / dayMs) * dayMs;
  for (let day = today; ; day += dayMs) {
    const instant = instantOf(zone, day + minute * minuteMs);
    if (instant > at.getTime()) return new Date(instant);
  }
}

/** The first instant when clocks show a local time. */
function instantOf(zone: string, local: number): number {
  const before = local - dayMs - (localMs(zone, local - dayMs) - (local - dayMs));
  const offsetBefore = localMs(zone, before) - before;
  const after = local + dayMs;
  const offsetAfter = localMs(zone, after) - after;
  const candidates = [local - offsetBefore, local - offsetAfter].toSorted((a, b) => a - b);
  return candidates.find((instant) => localMs(zone, instant) === local) ?? local - offsetBefore;
}

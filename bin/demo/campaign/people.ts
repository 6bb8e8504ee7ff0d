import type { Customer } from '../../../test/support/population/index.ts';
import { makeRandom } from '../../../test/support/population/random.ts';

/** How a customer is reached, and what they make of an offer. */
export type Person = {
  readonly customer: Customer;
  readonly language: 'en' | 'hi';
  readonly zone: string;
  readonly phone: string;
  readonly email: string | undefined;
  /** Of the app on their phone. */
  readonly device: string | undefined;
  readonly wantsOffers: boolean;
  readonly temper: {
    readonly opens: boolean;
    readonly clicks: boolean;
    /** Takes the loan, once the link is followed. */
    readonly takes: boolean;
    /** Takes it without: that some do is what a holdout is for. */
    readonly takesAnyway: boolean;
    /** Answers an SMS with STOP. */
    readonly stops: boolean;
  };
};

/** Nobody's, on the laptop: its last five digits are free. */
const phoneRange = '+9199990';

/** Between ten and nine promotion may be sent; offsets are such that some zone has day at any hour. */
const zones = ['Asia/Kolkata', 'Africa/Abidjan', 'America/Los_Angeles', 'Pacific/Auckland'] as const;

const hourIn = (timeZone: string, now: Date): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now));

/** India when it is day there; else where it is, so that a demo at night sends something. */
export const zoneByDay = (now: Date): string =>
  zones.find((zone) => hourIn(zone, now) >= 10 && hourIn(zone, now) < 20) ?? zones[0];

/** For those who travel, and get their message in the morning. */
export const zoneByNight = (now: Date): string =>
  zones.find((zone) => hourIn(zone, now) >= 21 || hourIn(zone, now) < 9) ?? zones[0];

/** The same people for the same seed: by push, else SMS, else e-mail, and a few whose address is no good. */
export const peopleOf = (seed: string, customers: readonly Customer[], now: Date): Person[] => {
  const first = makeRandom(`${seed}/phones`).int(10_000, 89_999);
  return customers.map((customer, index) => {
    const { id } = customer;
    const random = makeRandom(`${seed}/offer/${id}`);
    const reach = random.next();
    const hasApp = reach < 0.5;
    const opens = random.chance(0.75);
    const clicks = opens && random.chance(0.6);
    return {
      customer,
      language: random.chance(0.25) ? 'hi' : 'en',
      zone: random.chance(0.06) ? zoneByNight(now) : zoneByDay(now),
      phone: `${phoneRange}${10_000 + ((first + index) % 90_000)}`,
      email: reach < 0.8 ? undefined : `${random.chance(0.25) ? 'bounce-' : ''}${id}@example.in`,
      device: hasApp ? `${random.chance(0.1) ? 'dead' : 'demo'}-${id}` : undefined,
      wantsOffers: random.chance(0.9),
      temper: {
        opens,
        clicks,
        takes: random.chance(0.6),
        takesAnyway: random.chance(0.06),
        stops: !clicks && random.chance(0.4),
      },
    };
  });
};

import type { Meter } from '../../shared/metrics.ts';
import type { Publish } from '../../shared/publish.ts';
import type { BouncedMessages } from '../adapters/bounced-messages.ts';
import type { Convert } from '../adapters/conversions.ts';
import { type EarlyEvents, earlyEventsPerCall } from '../adapters/early-events.ts';
import { untoldPerCall } from '../adapters/preference-outbox.ts';
import type { ReplaceBounced } from '../adapters/replace-bounced.ts';
import { eventOfConversion } from '../domain/rules/conversion.ts';
import { type ChangedPreference, eventOfPreference } from '../domain/tracking/changed-preference.ts';

export type UntoldDeps = {
  readonly untoldPreferences: () => Promise<readonly ChangedPreference[]>;
  /** Notes what was told, so that it is not answered again. */
  readonly tellPreferences: Publish;
  readonly earlyEvents: EarlyEvents;
  readonly convert: Convert;
  readonly publish: Publish;
  readonly replaceBounced: ReplaceBounced;
  readonly bounced: Pick<BouncedMessages, 'expire'>;
  readonly meter: Meter;
};

/** Of one run: what is left is for the next. */
const callsMax = 100;

/** Tells what somebody died before telling, and counts events that came before it was known whether a message went out. */
export const makeTellUntold =
  ({ untoldPreferences, tellPreferences, earlyEvents, convert, publish, meter, ...of }: UntoldDeps) =>
  async (): Promise<void> => {
    for (let call = 0; call < callsMax; call++) {
      const untold = await untoldPreferences();
      if (untold.length > 0) await tellPreferences(untold.map(eventOfPreference));
      meter.count('PreferencesToldLate', untold.length);
      if (untold.length < untoldPerCall) break;
    }
    for (let call = 0; call < callsMax; call++) {
      const early = await earlyEvents.ready();
      if (early.length === 0) break;
      const conversions = await convert(early);
      if (conversions.length > 0) await publish(conversions.map(eventOfConversion));
      // Last: whoever dies before it counts them again, which changes nothing.
      await earlyEvents.counted(early);
      meter.count('NotificationsConverted', conversions.length);
      if (early.length < earlyEventsPerCall) break;
    }
    // A receipt may be faster than the note of what it is about.
    meter.count('NotificationsReplaced', await of.replaceBounced());
    await of.bounced.expire();
    meter.flush();
  };

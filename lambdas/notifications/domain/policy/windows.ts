import type { NotificationPolicy, PurposeOrClass } from '../../../contracts/api/notification-policy.ts';
import { type Channel, isPromotional, type Purpose } from '../../../contracts/notifications.ts';
import { minuteOfDay, nextAt } from './local-time.ts';

/** When a channel is open to a customer: now, or from an instant on. */
export type Opening = { readonly kind: 'open' } | { readonly kind: 'closed'; readonly opensAt: Date };

/** Asks when messages may go out; what it worked out for a zone at `now` is kept, since thousands ask. */
export type OpeningOf = (channel: Channel, zone: string) => Opening;

const open: Opening = { kind: 'open' };

const isAbout = (of: PurposeOrClass, purpose: Purpose): boolean =>
  of === purpose || of === (isPromotional(purpose) ? 'promotional' : 'transactional');

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The windows of a policy for messages of one purpose at one moment. */
export function openings({ windows }: Pick<NotificationPolicy, 'windows'>, purpose: Purpose, now: Date): OpeningOf {
  const concerned = windows
    .filter(({ purposes }) => purposes.some((of) => isAbout(of, purpose)))
    .map(({ channels, from, to }) => ({ channels, from: minutesOf(from), to: minutesOf(to) }));
  const known = new Map<string, Opening>();

  function find(channel: Channel, zone: string): Opening {
    const ofChannel = concerned.filter(({ channels }) => channels.includes(channel));
    if (ofChannel.length === 0) return open;
    const minute = minuteOfDay(zone, now);
    const isOpen = ofChannel.some(({ from, to }) =>
      from < to ? minute >= from && minute < to : minute >= from || minute < to,
    );
    if (isOpen) return open;
    const opensAt = Math.min(...ofChannel.map(({ from }) => nextAt(zone, from, now).getTime()));
    return { kind: 'closed', opensAt: new Date(opensAt) };
  }

  return (channel, zone) => {
    const key = `${channel} ${zone}`;
    const opening = known.get(key) ?? find(channel, zone);
    known.set(key, opening);
    return opening;
  };
}

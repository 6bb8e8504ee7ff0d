import { isPromotional, type NotificationsRequested } from '../../contracts/notifications.ts';
import type { Publish } from '../../shared/publish.ts';

export { notificationIdOf, type RequestMark, requestOf } from '../domain/request.ts';

export type RequestLane = 'campaigns' | 'transactional';

/** What is plenty never stands before what is urgent: all of a campaign, whatever its purpose, and all promotion. */
export const laneOf = ({ origin, purpose }: Pick<NotificationsRequested['data'], 'origin' | 'purpose'>): RequestLane =>
  origin.kind === 'campaign' || isPromotional(purpose) ? 'campaigns' : 'transactional';

/** Puts each record on its lane. */
export const requestOn =
  (lanes: Readonly<Record<RequestLane, Publish>>) =>
  async (records: readonly NotificationsRequested[]): Promise<void> => {
    for (const lane of ['transactional', 'campaigns'] as const) {
      const ofLane = records.filter(({ data }) => laneOf(data) === lane);
      if (ofLane.length > 0) await lanes[lane](ofLane);
    }
  };

import type { Database } from '../../shared/data-api.ts';
import type { Conversion } from '../domain/rules/conversion.ts';
import type { FollowedEvent } from '../domain/rules/followed-event.ts';
import { utc } from './utc.ts';

/** Counts events as what campaigns were for, each message once whatever is repeated; answers what these decide. */
export type Convert = (
  events: readonly Pick<FollowedEvent, 'id' | 'type' | 'subject' | 'time'>[],
) => Promise<readonly Conversion[]>;

/** A batch is one call. */
export const convertIn =
  ({ query }: Database): Convert =>
  (events) =>
    query<Conversion>(
      `SELECT notification_id::text AS "notificationId", customer_id AS "customerId", campaign_id AS "campaignId",
         rule_id AS "ruleId", variant, channel, ${utc('at')} AS at, by
       FROM notifications.convert(:events) ORDER BY at, notification_id`,
      { events: events.map(({ id, type, subject, time }) => ({ id, type, customer_id: subject, at: time })) },
    );

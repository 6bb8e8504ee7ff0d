import type { Database } from '../../shared/data-api.ts';
import type { Fact } from '../domain/tracking/facts.ts';
import type { Receipt } from '../domain/tracking/receipt.ts';
import { utc } from './utc.ts';

/** Writes receipts down, each once whatever is repeated, and answers the facts that they decide. */
export type Track = (receipts: readonly Receipt[]) => Promise<readonly Fact[]>;

/** A batch is one call. */
export const trackIn =
  (database: Database): Track =>
  (receipts) =>
    database.query<Fact>(
      `SELECT fact, notification_id AS "notificationId", customer_id AS "customerId", campaign_id AS "campaignId",
         rule_id AS "ruleId", variant, channel, ${utc('at')} AS at, link, machine AS "isMachine"
       FROM notifications.track(:receipts) ORDER BY at, notification_id, fact, link`,
      { receipts: receipts.map(toRow) },
    );

const toRow = ({ message, kind, at, reason, isPermanent, link, isMachine, to }: Receipt) => ({
  ...('notificationId' in message ? { notification_id: message.notificationId } : { provider_id: message.providerId }),
  kind,
  at,
  reason,
  permanent: isPermanent,
  link,
  machine: isMachine,
  channel: to?.channel,
  address: to?.address,
});

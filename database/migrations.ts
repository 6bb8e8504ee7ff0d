import rolesAndSchema from './migrations/0001-roles-and-schema.sql';
import deviceFacts from './migrations/0002-device-facts.sql';
import apps from './migrations/0003-apps.sql';
import insightRules from './migrations/0004-insight-rules.sql';
import sumsByMovement from './migrations/0005-sums-by-movement.sql';
import ledger from './migrations/0006-ledger.sql';
import rulesOverManyFacts from './migrations/0007-rules-over-many-facts.sql';
import vendors from './migrations/0008-vendors.sql';
import screening from './migrations/0009-screening.sql';
import orders from './migrations/0010-orders.sql';
import qr from './migrations/0011-qr.sql';
import notifications from './migrations/0012-notifications.sql';
import notificationReceipts from './migrations/0013-notification-receipts.sql';
import summariesForReaders from './migrations/0014-summaries-for-readers.sql';
import outboxTaken from './migrations/0015-outbox-taken.sql';
import ledgerSpeed from './migrations/0016-ledger-speed.sql';
import notificationPeople from './migrations/0017-notification-people.sql';
import singlePostings from './migrations/0018-single-postings.sql';
import notificationDispatch from './migrations/0019-notification-dispatch.sql';
import notificationRules from './migrations/0020-notification-rules.sql';
import waitingReviews from './migrations/0021-waiting-reviews.sql';
import notificationsByKey from './migrations/0022-notifications-by-key.sql';
import untoldPreferences from './migrations/0023-untold-preferences.sql';
import earlyEvents from './migrations/0024-early-events.sql';
import lateBounces from './migrations/0025-late-bounces.sql';
import ledgerFastPaths from './migrations/0026-ledger-fast-paths.sql';
import receiptsByKey from './migrations/0027-receipts-by-key.sql';
import oneReservation from './migrations/0028-one-reservation.sql';
import claimsByKey from './migrations/0029-claims-by-key.sql';
import ordersByAge from './migrations/0030-orders-by-age.sql';
import untoldOrders from './migrations/0031-untold-orders.sql';
import parkedEnds from './migrations/0032-parked-ends.sql';
import unknownFates from './migrations/0033-unknown-fates.sql';
import earlyReceipts from './migrations/0034-early-receipts.sql';
import postingAtOnce from './migrations/0035-posting-at-once.sql';
import stopsTakenBack from './migrations/0036-stops-taken-back.sql';
import postingWithoutABlock from './migrations/0037-posting-without-a-block.sql';
import bouncesBySize from './migrations/0038-bounces-by-size.sql';

/** A numbered file; once it has landed it is never edited: a change is the next number. */
export type Migration = { readonly version: number; readonly name: string; readonly sql: string };

export const migrations: readonly Migration[] = [
  { version: 1, name: 'roles-and-schema', sql: rolesAndSchema },
  { version: 2, name: 'device-facts', sql: deviceFacts },
  { version: 3, name: 'apps', sql: apps },
  { version: 4, name: 'insight-rules', sql: insightRules },
  { version: 5, name: 'sums-by-movement', sql: sumsByMovement },
  { version: 6, name: 'ledger', sql: ledger },
  { version: 7, name: 'rules-over-many-facts', sql: rulesOverManyFacts },
  { version: 8, name: 'vendors', sql: vendors },
  { version: 9, name: 'screening', sql: screening },
  { version: 10, name: 'orders', sql: orders },
  { version: 11, name: 'qr', sql: qr },
  { version: 12, name: 'notifications', sql: notifications },
  { version: 13, name: 'notification-receipts', sql: notificationReceipts },
  { version: 14, name: 'summaries-for-readers', sql: summariesForReaders },
  { version: 15, name: 'outbox-taken', sql: outboxTaken },
  { version: 16, name: 'ledger-speed', sql: ledgerSpeed },
  { version: 17, name: 'notification-people', sql: notificationPeople },
  { version: 18, name: 'single-postings', sql: singlePostings },
  { version: 19, name: 'notification-dispatch', sql: notificationDispatch },
  { version: 20, name: 'notification-rules', sql: notificationRules },
  { version: 21, name: 'waiting-reviews', sql: waitingReviews },
  { version: 22, name: 'notifications-by-key', sql: notificationsByKey },
  { version: 23, name: 'untold-preferences', sql: untoldPreferences },
  { version: 24, name: 'early-events', sql: earlyEvents },
  { version: 25, name: 'late-bounces', sql: lateBounces },
  { version: 26, name: 'ledger-fast-paths', sql: ledgerFastPaths },
  { version: 27, name: 'receipts-by-key', sql: receiptsByKey },
  { version: 28, name: 'one-reservation', sql: oneReservation },
  { version: 29, name: 'claims-by-key', sql: claimsByKey },
  { version: 30, name: 'orders-by-age', sql: ordersByAge },
  { version: 31, name: 'untold-orders', sql: untoldOrders },
  { version: 32, name: 'parked-ends', sql: parkedEnds },
  { version: 33, name: 'unknown-fates', sql: unknownFates },
  { version: 34, name: 'early-receipts', sql: earlyReceipts },
  { version: 35, name: 'posting-at-once', sql: postingAtOnce },
  { version: 36, name: 'stops-taken-back', sql: stopsTakenBack },
  { version: 37, name: 'posting-without-a-block', sql: postingWithoutABlock },
  { version: 38, name: 'bounces-by-size', sql: bouncesBySize },
];

import { appsSnapshot, deviceFacts, smsReceived } from './devices.ts';
import {
  campaignEnded,
  notificationBounced,
  notificationClicked,
  notificationConverted,
  notificationOpened,
  preferenceChanged,
} from './notifications.ts';
import { orderDelivered, orderPlaced, orderStuck, orderUndone } from './orders.ts';
import {
  fundsHeld,
  holdCaptured,
  holdExpired,
  holdVoided,
  qrPaid,
  transferPosted,
  transferRefused,
  transferReversed,
} from './payments.ts';
import { payoutFileSettled } from './payouts.ts';
import { paymentFlagged, thresholdChanged } from './screening.ts';

/** Every type of event on `device-events`: raw facts from phones. */
export const deviceEvents = {
  'sangam.devices.apps-snapshot.v1': appsSnapshot,
  'sangam.devices.sms-received.v1': smsReceived,
} as const;

/** Every type of event on `domain-events`: facts that a domain states. */
export const domainEvents = {
  ...deviceFacts,
  'sangam.payments.transfer-posted.v1': transferPosted,
  'sangam.payments.funds-held.v1': fundsHeld,
  'sangam.payments.hold-captured.v1': holdCaptured,
  'sangam.payments.hold-voided.v1': holdVoided,
  'sangam.payments.hold-expired.v1': holdExpired,
  'sangam.payments.transfer-reversed.v1': transferReversed,
  'sangam.payments.transfer-refused.v1': transferRefused,
  'sangam.payments.qr-paid.v1': qrPaid,
  'sangam.screening.payment-flagged.v1': paymentFlagged,
  'sangam.screening.threshold-changed.v1': thresholdChanged,
  'sangam.payments.payout-file-settled.v1': payoutFileSettled,
  'sangam.payments.order-placed.v1': orderPlaced,
  'sangam.payments.order-delivered.v1': orderDelivered,
  'sangam.payments.order-undone.v1': orderUndone,
  'sangam.payments.order-stuck.v1': orderStuck,
  'sangam.notifications.opened.v1': notificationOpened,
  'sangam.notifications.clicked.v1': notificationClicked,
  'sangam.notifications.bounced.v1': notificationBounced,
  'sangam.notifications.converted.v1': notificationConverted,
  'sangam.notifications.preference-changed.v1': preferenceChanged,
  'sangam.notifications.campaign-ended.v1': campaignEnded,
} as const;

export type DomainEventType = keyof typeof domainEvents;

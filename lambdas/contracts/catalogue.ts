import { appsSnapshot, emiBounced, loanAppInstalled, salaryCredited, smsReceived } from './devices.ts';

/** Every type of event on `device-events`: raw facts from phones. */
export const deviceEvents = {
  'sangam.devices.apps-snapshot.v1': appsSnapshot,
  'sangam.devices.sms-received.v1': smsReceived,
} as const;

/** Every type of event on `domain-events`: facts that a domain states. */
export const domainEvents = {
  'sangam.devices.salary-credited.v1': salaryCredited,
  'sangam.devices.loan-app-installed.v1': loanAppInstalled,
  'sangam.devices.emi-bounced.v1': emiBounced,
} as const;

export type DomainEventType = keyof typeof domainEvents;

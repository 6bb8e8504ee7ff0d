import { z } from 'zod';
import { eventOf, instant } from './event.ts';

const source = '/sangam/devices';

/** An Android package name, for example `com.whatsapp`. */
export const packageName = z
  .string()
  .max(255)
  .regex(/^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$/, 'must be an Android package name');

/** An app that the customer installed; preinstalled ones are dropped at the edge. */
export const installedApp = z.object({
  package: packageName,
  name: z.string().max(200).optional(),
  version: z.string().max(100).optional(),
  installedAt: instant.optional(),
  /** Android's `ApplicationInfo.category` number, or Play's category name. */
  category: z.union([z.int(), z.string().max(60)]).optional(),
});
export type InstalledApp = z.infer<typeof installedApp>;

/** A snapshot of all apps on the customer's phone at `takenAt`; a newer one replaces it as a whole. */
export const appsSnapshot = eventOf(
  'sangam.devices.apps-snapshot.v1',
  source,
  z.object({ takenAt: instant, apps: z.array(installedApp).max(2000) }),
);
export type AppsSnapshot = z.infer<typeof appsSnapshot>;

/** One SMS that passed the screen at the edge: never an OTP, never a personal message. */
export const sms = z.object({
  /** `<receivedAt>#<16 hex digits of sha-256 over sender and message>`: the same message has the same key everywhere. */
  key: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f]{16}$/),
  sender: z.string().max(40),
  message: z.string().max(4096),
  receivedAt: instant,
});
export type Sms = z.infer<typeof sms>;

/** Up to 500 messages of one customer, in the order in which the phone received them. */
export const smsReceived = eventOf(
  'sangam.devices.sms-received.v1',
  source,
  z.object({ messages: z.array(sms).min(1).max(500) }),
);
export type SmsReceived = z.infer<typeof smsReceived>;

/** What a rule in data saw when its condition became true; `cause` names the fact, so the event is stated once. */
const firing = {
  ruleId: z.string(),
  ruleVersion: z.int(),
  cause: z.string(),
};

const minorUnits = z.string().regex(/^-?\d{1,20}$/);

/** What a rule that looks at many facts saw with the fact that was enough. */
const reachedFiring = {
  ...firing,
  withinDays: z.int(),
  atLeast: z.string().regex(/^\d+$/),
  /** The number of facts, or minor units; at least `atLeast`. */
  reached: z.string().regex(/^\d+$/),
  at: instant,
};

/** Payments were sent back on several days. */
export const bouncesRepeated = eventOf('sangam.devices.bounces-repeated.v1', source, z.object(reachedFiring));

/** Several lenders' apps came within days. */
export const loanAppsAmassed = eventOf('sangam.devices.loan-apps-amassed.v1', source, z.object(reachedFiring));

/** Much went from accounts to wallets. */
export const walletOutflowHigh = eventOf(
  'sangam.devices.wallet-outflow-high.v1',
  source,
  z.object({ ...reachedFiring, currency: z.string().length(3) }),
);

export const salaryCredited = eventOf(
  'sangam.devices.salary-credited.v1',
  source,
  z.object({
    ...firing,
    amountMinor: minorUnits,
    currency: z.string().length(3),
    account: z.string().nullable(),
    employer: z.string().nullable(),
    at: instant,
  }),
);

export const loanAppInstalled = eventOf(
  'sangam.devices.loan-app-installed.v1',
  source,
  z.object({ ...firing, package: z.string(), category: z.string(), at: instant }),
);

export const emiBounced = eventOf(
  'sangam.devices.emi-bounced.v1',
  source,
  z.object({
    ...firing,
    amountMinor: minorUnits.nullable(),
    currency: z.string().length(3).nullable(),
    account: z.string().nullable(),
    lender: z.string().nullable(),
    at: instant,
  }),
);

/** Every type of event that a rule of this domain may raise. */
export const deviceFacts = {
  'sangam.devices.salary-credited.v1': salaryCredited,
  'sangam.devices.loan-app-installed.v1': loanAppInstalled,
  'sangam.devices.emi-bounced.v1': emiBounced,
  'sangam.devices.bounces-repeated.v1': bouncesRepeated,
  'sangam.devices.loan-apps-amassed.v1': loanAppsAmassed,
  'sangam.devices.wallet-outflow-high.v1': walletOutflowHigh,
} as const;

export type DeviceFactType = keyof typeof deviceFacts;

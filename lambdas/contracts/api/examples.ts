import type { Pool } from './apps.ts';
import type { Consent } from './consents.ts';
import type { Collected } from './device.ts';
import type { Insights } from './insights.ts';

/** What the reference shows; a test holds each to its schema. */

export const collectedApps: Collected = {
  accepted: 2,
  duplicate: 0,
  dropped: { otp: 0, personal: 0, implausibleTime: 0, preinstalled: 1 },
};

export const collectedSms: Collected = {
  accepted: 1,
  duplicate: 0,
  dropped: { otp: 1, personal: 0, implausibleTime: 0, preinstalled: 0 },
};

export const activeConsent: Consent = {
  purpose: 'device.sms',
  status: 'active',
  history: [{ status: 'given', at: '2026-11-21T06:00:00.000Z', version: '2026-11', channel: 'app', expiresAt: null }],
};

const inr = (minor: string) => ({ minor, currency: 'INR' });
const halfYear = { from: '2026-05-26', to: '2026-11-21' };

export const someInsights: Insights = {
  customerId: 'asha',
  asOf: '2026-11-21T06:00:00.000Z',
  apps: {
    takenAt: '2026-11-21T05:58:00.000Z',
    total: 2,
    byCategory: [
      { category: 'communication', apps: 1 },
      { category: 'upi', apps: 1 },
    ],
    recentChanges: [
      { at: '2026-11-21T05:58:00.000Z', package: 'com.phonepe.app', change: 'installed', category: 'upi' },
    ],
    window: { from: '2026-08-24', to: '2026-11-21' },
  },
  salary: {
    amount: inr('8500000'),
    dayOfMonth: 1,
    employer: 'INFOSYS LTD',
    months: 2,
    lastAt: '2026-11-01T04:30:00.000Z',
    detectedBy: 'message',
    window: halfYear,
    messages: 2,
  },
  months: [
    {
      month: '2026-11',
      inflow: inr('8500000'),
      outflow: inr('125000'),
      net: inr('8375000'),
      cardSpend: inr('0'),
      inflowCount: 1,
      outflowCount: 1,
      cardSpendCount: 0,
      window: { from: '2026-11-01', to: '2026-11-30' },
      messages: 2,
    },
  ],
  balances: [
    {
      account: '7013',
      average: inr('4987120'),
      minimum: inr('120055'),
      latest: inr('4831055'),
      days: 12,
      window: { from: '2026-08-24', to: '2026-11-21' },
      messages: 14,
    },
  ],
  emis: [
    {
      lender: 'Bajaj Finance',
      amount: inr('349900'),
      dayOfMonth: 5,
      lastAt: '2026-11-05T03:10:00.000Z',
      payments: 2,
      window: halfYear,
      messages: 2,
    },
  ],
  bounces: { last30Days: 0, last90Days: 1, last180Days: 1, window: halfYear, messages: 1 },
  cards: [
    {
      account: '4410',
      issuer: 'HDFC Bank',
      totalDue: inr('1250000'),
      minimumDue: inr('62500'),
      dueDate: '2026-12-03',
      limitAvailable: inr('3750000'),
      utilisation: 0.25,
      window: halfYear,
      messages: 2,
    },
  ],
  lenders: [
    {
      lender: 'Bajaj Finance',
      disbursals: 1,
      emis: 2,
      reminders: 1,
      bounces: 1,
      lastAt: '2026-11-05T03:10:00.000Z',
      window: halfYear,
      messages: 5,
    },
  ],
};

export const smallPool: Pool = {
  categories: [
    { category: 'upi', customers: 3 },
    { category: 'communication', customers: 2 },
  ],
  apps: [
    { package: 'com.phonepe.app', customers: 3 },
    { package: 'com.whatsapp', customers: 2 },
  ],
  total: 2,
};

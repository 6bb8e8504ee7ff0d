import type { Contact, ContactsReport } from './contacts.ts';
import type { Customers } from './customers.ts';
import type { Inbox } from './inbox.ts';
import type { NotificationRule } from './notification-rules.ts';
import type { Preferences } from './preferences.ts';

/** What the reference shows; a test holds each to its schema. */

export const aContactRequest = {
  name: 'Asha',
  language: 'hi-IN',
  zone: 'Asia/Kolkata',
  phone: '+919800000001',
  email: 'asha@example.in',
};

export const aContact: Contact = {
  customerId: 'asha',
  ...aContactRequest,
  devices: 1,
  updatedAt: '2026-11-21T06:00:00.000Z',
};

export const someCustomers: Customers = {
  customers: [{ customerId: 'asha', createdAt: '2026-11-21T06:00:00.000Z' }],
  next: null,
};

export const aContactsReport: ContactsReport = {
  saved: 1,
  refused: [{ index: 1, problems: [{ pointer: '/phone', detail: 'must be a phone number such as +919800000001' }] }],
};

export const somePreferences: Preferences = {
  customerId: 'asha',
  preferences: [
    { purpose: 'offers', channel: 'sms', wanted: false, source: 'sms-stop', changedAt: '2026-11-21T06:10:00.000Z' },
    { purpose: 'promotional', channel: '*', wanted: true, source: 'app', changedAt: '2026-11-20T09:00:00.000Z' },
  ],
};

export const anInbox: Inbox = {
  messages: [
    {
      notificationId: '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37',
      title: 'Money received',
      body: 'Ravi sent you INR 1,250.00.',
      link: null,
      createdAt: '2026-11-21T06:00:00.000Z',
      readAt: null,
    },
  ],
  unread: 1,
  next: null,
};

const ruleRequest = {
  eventType: 'sangam.payments.transfer-posted.v1',
  condition: {
    all: [
      { field: 'role', is: 'payee' },
      { field: 'amount', atLeast: '100' },
    ],
  },
  template: 'money-received',
  channels: ['push', 'sms', 'inbox'],
  values: { amount: { field: 'amount', currency: 'currency' }, from: { field: 'counterparty' } },
  expiresInMinutes: 1440,
  once: 'event',
  enabled: true,
} satisfies Partial<NotificationRule>;

export const aRuleRequest: typeof ruleRequest = ruleRequest;

export const aRule: NotificationRule = {
  ...ruleRequest,
  ruleId: 'money-received',
  version: 1,
  purpose: 'payments',
  changedAt: '2026-11-21T06:00:00.000Z',
  changedBy: 'operations',
};

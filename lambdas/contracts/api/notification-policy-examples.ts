import type { NotificationPolicy } from './notification-policy.ts';
import type { PolicyState, ProductState } from './notification-policy-state.ts';

/** What the reference shows; a test holds each to its schema. */

export const aPolicy: NotificationPolicy = {
  windows: [{ purposes: ['promotional'], channels: ['push', 'sms', 'email'], from: '10:00', to: '21:00' }],
  caps: { promotional: { perDay: 2, perWeek: 5 } },
  currency: 'INR',
  pricesMicros: { push: 85, sms: 150_000, email: 8500, inbox: 0 },
};

export const aPolicyState: PolicyState = {
  ...aPolicy,
  version: 2,
  changedAt: '2026-11-21T06:00:00.000Z',
  changedBy: 'operations',
};

export const aProductRequest = {
  name: 'Salary Advance',
  currency: 'INR',
  conditions: [{ field: 'insights.salaryDaysAgo' as const, op: 'le' as const, value: 45 }],
  amount: { least: [{ minor: '10000000' }, { percent: 50, of: 'insights.salary' as const }] },
  stepMinor: '50000',
  leastMinor: '500000',
  enabled: true,
};

export const aProductState: ProductState = { productId: 'salary-advance', ...aProductRequest };

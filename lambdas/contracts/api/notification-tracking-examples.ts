import type { CampaignReport } from './campaign-report.ts';
import type { NotificationHistory, SentNotification } from './notification-tracking.ts';

/** What the reference shows; a test holds each to its schema. */

export const aSentNotification = (overrides: Partial<SentNotification> = {}): SentNotification => ({
  notificationId: '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37',
  campaignId: '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  ruleId: null,
  template: { id: 'salary-offer', version: 3 },
  variant: 'a',
  purpose: 'offers',
  channel: 'sms',
  state: 'accepted',
  reason: null,
  replacedBy: null,
  requestedAt: '2026-11-21T06:00:00.000Z',
  acceptedAt: '2026-11-21T06:00:01.120Z',
  deliveredAt: '2026-11-21T06:00:04.000Z',
  bouncedAt: null,
  complainedAt: null,
  openedAt: null,
  clickedAt: '2026-11-21T06:07:30.512Z',
  convertedAt: null,
  repliedAt: null,
  ...overrides,
});

export const aHistory: NotificationHistory = {
  customerId: 'asha',
  notifications: [aSentNotification()],
  next: null,
};

const total: CampaignReport['total'] = {
  requested: 1000,
  heldOut: 100,
  suppressed: 160,
  waiting: 0,
  sent: 730,
  failed: 8,
  unknown: 2,
  delivered: 701,
  bounced: 20,
  complained: 0,
  opened: 0,
  clicked: 120,
  replied: 4,
  converted: 52,
  machineOpened: 0,
  machineClicked: 12,
};
const rates = { delivered: 0.960274, opened: 0, clicked: 0.171184, converted: 0.071233 };

export const aCampaignReport: CampaignReport = {
  campaignId: '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  name: 'Diwali offer',
  state: 'done',
  spentMicros: '91250000',
  total,
  rates,
  suppressedBy: [
    { reason: 'no-consent', count: 140 },
    { reason: 'frequency-cap', count: 20 },
  ],
  waitingFor: [],
  failedBy: [{ reason: 'refused', count: 8 }],
  bouncedBy: [{ reason: 'unreachable', count: 20 }],
  links: [{ link: 'offer', clicked: 120 }],
  variants: [
    {
      variant: 'a',
      total: { ...total, requested: 900, heldOut: 0, converted: 50 },
      rates,
      conversion: { rate: 0.055556, low: 0.042376, high: 0.072523 },
      lift: { rate: 0.035556, low: -0.017012, high: 0.055711 },
    },
  ],
  channels: [{ channel: 'sms', total, rates }],
};

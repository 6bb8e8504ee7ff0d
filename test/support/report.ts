import type { ReportedCampaign, Tally } from '../../lambdas/notifications/domain/report/report.ts';

export const aReportedCampaign = (overrides: Partial<ReportedCampaign> = {}): ReportedCampaign => ({
  campaignId: '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  name: 'Diwali offer',
  state: 'running',
  spentMicros: '87500000',
  ...overrides,
});

const line = (variant: string, channel: string, stage: string, count: number, reason = ''): Tally => ({
  variant,
  channel,
  stage,
  reason,
  count,
});

/** A thousand customers, a hundred of them held out. */
export const someTallies: readonly Tally[] = [
  line('a', '', 'requested', 900),
  line('holdout', '', 'requested', 100),
  line('holdout', '', 'held-out', 100),
  line('a', '', 'suppressed', 20, 'frequency-cap'),
  line('a', '', 'suppressed', 140, 'no-consent'),
  line('a', 'sms', 'waiting', 10, 'quiet-hours'),
  line('a', 'sms', 'accepted', 500),
  line('a', 'email', 'accepted', 200),
  line('a', 'sms', 'failed', 25, 'refused'),
  line('a', 'sms', 'unknown', 7, 'time-out'),
  line('a', '', 'unknown', -2, 'time-out'),
  line('a', 'sms', 'delivered', 480),
  line('a', 'email', 'delivered', 170),
  line('a', 'sms', 'undelivered', 10, 'invalid'),
  line('a', 'email', 'bounced', 20, 'mailbox-full'),
  line('a', 'email', 'complained', 1),
  line('a', 'email', 'opened', 200),
  line('a', 'sms', 'clicked', 120),
  line('a', 'sms', 'link-clicked', 15, 'terms'),
  line('a', 'sms', 'link-clicked', 110, 'offer'),
  line('a', 'sms', 'replied', 4),
  line('a', 'sms', 'converted', 50),
  line('holdout', '', 'converted', 2),
  line('a', 'email', 'machine-opened', 40),
  line('a', 'sms', 'machine-clicked', 12, 'offer'),
];

import type { DryRunReport, ReviewList, ReviewReceipt, RuleSetState } from './screening.ts';
import type { BlockState } from './screening-blocks.ts';

/** What the reference shows; a test holds each to its schema. */

export const velocityRule: RuleSetState['rules'][number] = {
  id: 'velocity-10m',
  version: 2,
  mode: 'live',
  action: 'step-up',
  condition: { feature: 'paid.10m.count', above: { threshold: 'most' } },
  thresholds: { most: { base: 5 } },
};

export const someRules: RuleSetState = {
  currency: 'INR',
  version: 2,
  mode: 'live',
  rules: [velocityRule],
  createdAt: '2026-11-21T06:00:00.000Z',
  createdBy: 'operations',
};

export const aPastPayment = {
  id: 'api.5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  at: '2026-11-21T06:00:00Z',
  payer: 'asha',
  payee: 'ravi',
  payeeKind: 'customer',
  amount: { minor: '125000', currency: 'INR' },
};

export const aDryRun: DryRunReport = {
  payments: 1,
  changes: {},
  rules: [{ id: 'velocity-10m', version: 2, mode: 'live', hits: 0, changed: 0, samples: [] }],
};

export const aReview: ReviewReceipt = {
  id: 'review.0b0e3c55-7a10-8f0e-b0f3-5be9a1c4d2aa',
  reviewed: 'api.5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  status: 'released',
};

export const someReviews: ReviewList = {
  reviews: [
    {
      transferId: 'api.5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
      payer: 'asha',
      payee: 'ravi',
      amount: { minor: '4600000', currency: 'INR' },
      heldAt: '2026-11-21T06:00:00.000Z',
      until: '2026-11-24T06:00:00.000Z',
      rules: [
        {
          id: 'structuring',
          version: 1,
          mode: 'live',
          action: 'review',
          values: { 'payment.amount': '4600000', 'paid.24h.similar': 3 },
          thresholds: { limit: '5000000' },
        },
      ],
    },
  ],
  next: null,
};

export const aBlock: BlockState = {
  customerId: 'asha',
  reason: 'account-takeover',
  until: '2026-11-24T06:00:00.000Z',
  since: '2026-11-21T06:00:00.000Z',
  by: 'operations',
};

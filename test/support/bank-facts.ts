import type { BankFact } from '../../lambdas/devices/domain/insights/fact.ts';

/** A payment of one rupee that nobody else tells of. */
export const aFact = (overrides: Partial<BankFact>): BankFact => ({
  customer_id: 'asha',
  sms_key: '2026-11-02T06:00:00.000Z#0000000000000000',
  received_at: '2026-11-02T06:00:00.000Z',
  institution: 'Example Bank',
  institution_type: 'bank',
  direction: 'debit',
  kind: 'upi',
  class: null,
  amount_minor: '100',
  currency: 'INR',
  account: '1234',
  is_credit_card: false,
  is_bounce: false,
  balance_minor: null,
  limit_minor: null,
  min_due_minor: null,
  due_date: null,
  counterparty: null,
  reference: null,
  movement: overrides.sms_key ?? '2026-11-02T06:00:00.000Z#0000000000000000',
  rule: 'test',
  confidence: 1,
  ...overrides,
});

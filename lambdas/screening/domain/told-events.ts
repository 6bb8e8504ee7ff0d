import type { PaymentFlagged, ThresholdChanged } from '../../contracts/screening.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';
import type { Payment } from './payment.ts';
import type { PathVerdict } from './verdict/limits.ts';
import type { ThresholdChange } from './verdict/threshold-changes.ts';

const envelope = { specversion: '1.0', source: '/sangam/screening', datacontenttype: 'application/json' } as const;

type Flag = Omit<PathVerdict, 'rules'> & { readonly rules: readonly PathVerdict['rules'][number][] };

/** Told again of the same payment it has the same id, so that consumers drop repeats. */
export function flaggedEvent(payment: Payment, verdict: Flag, stage: PaymentFlagged['data']['stage']): PaymentFlagged {
  const { id, at, payerId, payeeId, amountMinor, currency } = payment;
  const { decision, source, ruleSetVersion, blockedFor, rules } = verdict;
  return {
    ...envelope,
    // Before it is posted a payment may be asked for again and be judged otherwise.
    id: deterministicId('screening', 'flagged', id, stage, stage === 'asked' ? decision : ''),
    type: 'sangam.screening.payment-flagged.v1',
    subject: payerId,
    time: at,
    data: {
      ...{ transferId: id, stage, decision, source, ruleSetVersion, blockedFor },
      rules: rules.map((rule) => ({ ...rule, values: { ...rule.values }, thresholds: { ...rule.thresholds } })),
      payee: payeeId,
      amount: String(amountMinor),
      currency,
    },
  };
}

export function thresholdEvent(payment: Payment, change: ThresholdChange): ThresholdChanged {
  const { id, at, payerId, place, currency } = payment;
  const subject = change.by === 'load' ? (place?.region ?? payerId) : payerId;
  const { ruleId, ruleVersion, threshold } = change;
  return {
    ...envelope,
    id: deterministicId('screening', 'threshold', id, ruleId, String(ruleVersion), threshold),
    type: 'sangam.screening.threshold-changed.v1',
    subject,
    time: at,
    data: { ...change, currency },
  };
}

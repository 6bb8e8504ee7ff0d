import type { QrPaidEvent } from '../../../contracts/payments.ts';
import { type Fact, factEventId } from '../fact.ts';
import { publicId } from '../transfer-id.ts';
import { qrPaymentKind } from './qr-payment.ts';

/** That a code was paid, to its payer and to its merchant; nothing of any other fact. */
export function qrPaidEventsOf(fact: Fact): QrPaidEvent[] {
  const { kind, outcome, debitOwner, creditOwner } = fact;
  if (kind !== qrPaymentKind || outcome !== 'posted' || debitOwner === null || creditOwner === null) return [];
  return [eventFor(fact, 'payer', debitOwner, creditOwner), eventFor(fact, 'payee', creditOwner, debitOwner)];
}

function eventFor(fact: Fact, role: 'payer' | 'payee', subject: string, counterparty: string): QrPaidEvent {
  const order = fact.metadata?.order;
  return {
    specversion: '1.0',
    id: factEventId(fact, `qr-paid ${role} ${subject}`),
    source: '/sangam/payments',
    type: 'sangam.payments.qr-paid.v1',
    subject,
    time: fact.at,
    datacontenttype: 'application/json',
    data: {
      transferId: publicId(fact.id),
      role,
      counterparty,
      amount: fact.amount.toString(),
      currency: fact.currency,
      requestId: fact.reference,
      order: typeof order === 'string' ? order : null,
    },
  };
}

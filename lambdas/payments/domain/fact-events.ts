import type { EventEnvelope } from '../../contracts/event.ts';
import { type LedgerFactEvent, paymentContext, screeningMark } from '../../contracts/payments.ts';
import { type Fact, factEventId } from './fact.ts';
import { qrPaidEventsOf } from './qr/paid-events.ts';
import { publicId } from './transfer-id.ts';
import { isRemembered } from './verdict.ts';

const types = {
  posted: 'sangam.payments.transfer-posted.v1',
  held: 'sangam.payments.funds-held.v1',
  captured: 'sangam.payments.hold-captured.v1',
  voided: 'sangam.payments.hold-voided.v1',
  expired: 'sangam.payments.hold-expired.v1',
  reversed: 'sangam.payments.transfer-reversed.v1',
} as const;

/**
 * What a fact of the ledger is to each side of it. A refusal is the payer's alone, and so is what happens to a hold
 * before money moves: nobody is told of money that may never come.
 */
export function eventsOf(fact: Fact): EventEnvelope[] {
  const { debitOwner, creditOwner, outcome } = fact;
  const moves = outcome === 'posted' || outcome === 'captured' || outcome === 'reversed';
  if (debitOwner === null && creditOwner === null) return [eventFor(fact, 'system', 'system')];
  return [
    ...(debitOwner === null ? [] : [eventFor(fact, 'payer', debitOwner)]),
    ...(creditOwner === null || !(moves || debitOwner === null) ? [] : [eventFor(fact, 'payee', creditOwner)]),
    ...qrPaidEventsOf(fact),
  ];
}

function eventFor(fact: Fact, role: 'payer' | 'payee' | 'system', subject: string): EventEnvelope {
  const { outcome } = fact;
  const own = role === 'payee' ? 'credit' : 'debit';
  const other = role === 'payee' ? 'debit' : 'credit';
  const version = fact[`${own}Version`];
  const data: LedgerFactEvent['data'] = {
    transferId: publicId(fact.id),
    role,
    account: fact[own],
    counterparty: fact[`${other}Owner`] ?? fact[other],
    counterpartyKind: fact[`${other}Kind`],
    amount: fact.amount.toString(),
    currency: fact.currency,
    kind: fact.kind,
    reference: fact.reference,
    balance: fact[`${own}Balance`]?.toString() ?? null,
    version: version?.toString() ?? null,
    hold: fact.hold === null ? null : publicId(fact.hold),
    reverses: fact.reverses === null ? null : publicId(fact.reverses),
    context: paymentContext.safeParse(fact.metadata?.context).data ?? null,
    screening: screeningMark.safeParse(fact.metadata?.screening).data,
  };
  return {
    specversion: '1.0',
    // Both sides of a payment to oneself in another currency have the same owner.
    id: factEventId(fact, `${role} ${subject}`),
    source: '/sangam/payments',
    type: isRemembered(outcome) ? 'sangam.payments.transfer-refused.v1' : types[outcome],
    subject,
    time: fact.at,
    datacontenttype: 'application/json',
    data: isRemembered(outcome) ? { ...data, reason: outcome } : data,
  };
}

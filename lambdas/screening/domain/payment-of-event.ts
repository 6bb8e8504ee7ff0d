import type { LedgerFactEvent, PaymentContext } from '../../contracts/payments.ts';
import type { HoldChange } from './hold.ts';
import type { Payment, Place } from './payment.ts';

/** What leaves through a vendor is paid to the settlement account, which is the system's. */
const throughVendors: ReadonlySet<string | null> = new Set(['order', 'cash-out']);

type ToldFact = Pick<LedgerFactEvent, 'subject' | 'time' | 'data'>;

/**
 * The payment of a fact of the ledger, told by its payer's side alone so that it counts once. Fees go to the system and
 * are none; payouts of a file are an operator's. Of what leaves through a vendor all vendors together are the payee, a
 * merchant: whoever takes money out in small pieces must meet the limits all the same.
 */
export function paymentOf({ subject, time, data }: ToldFact): Payment | undefined {
  const { role, kind, counterparty, counterpartyKind, transferId, amount, currency, hold, context } = data;
  const amountMinor = BigInt(amount);
  const isToSystem = counterpartyKind === 'system' || counterparty.startsWith('system:');
  const isToVendor = isToSystem && throughVendors.has(kind);
  if (role !== 'payer' || kind === 'payout' || isToSystem !== isToVendor || amountMinor === 0n) return undefined;
  return {
    id: transferId,
    at: time,
    payerId: subject,
    payeeId: counterparty,
    payeeKind: counterpartyKind === 'merchant' || isToVendor ? 'merchant' : 'customer',
    amountMinor,
    currency,
    holdId: hold ?? undefined,
    deviceId: context?.deviceId,
    place: placeOf(context ?? undefined),
  };
}

/** A hold for a payment as its payer is told of it. Of fees, and of holds that are none, nothing is counted. */
export function heldOf(fact: ToldFact): HoldChange | undefined {
  const payment = paymentOf(fact);
  if (payment === undefined) return undefined;
  const { id, at, payerId, amountMinor, currency } = payment;
  return { change: 'held', holdId: id, at, payerId, amountMinor, currency };
}

/** A hold that was voided or is over. Such a fact has no kind: of all that goes to the system it may be a vendor's. */
export function givenBackOf({ subject, time, data }: ToldFact): HoldChange | undefined {
  const { role, counterparty, hold, amount, currency } = data;
  const isOfFee = counterparty.startsWith('system:fees:');
  if (role !== 'payer' || hold === null || isOfFee) return undefined;
  return { change: 'given-back', holdId: hold, at: time, payerId: subject, amountMinor: BigInt(amount), currency };
}

/** What screening counts of a fact of the ledger, if anything. */
export function stepOf(fact: ToldFact & { readonly type: string }): Payment | HoldChange | undefined {
  switch (fact.type) {
    case 'sangam.payments.transfer-posted.v1':
    case 'sangam.payments.hold-captured.v1':
      return paymentOf(fact);
    case 'sangam.payments.funds-held.v1':
      return heldOf(fact);
    case 'sangam.payments.hold-voided.v1':
    case 'sangam.payments.hold-expired.v1':
      return givenBackOf(fact);
    default:
      return undefined;
  }
}

/** Where no region is told, a square of a degree stands for it. */
export function placeOf(context: PaymentContext | undefined): Place | undefined {
  if (context?.place === undefined) return undefined;
  const { lat, lon, region = `cell_${Math.floor(lat)}_${Math.floor(lon)}` } = context.place;
  return { lat, lon, region };
}

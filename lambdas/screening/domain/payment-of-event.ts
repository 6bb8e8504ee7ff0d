import type { LedgerFactEvent, PaymentContext } from '../../contracts/payments.ts';
import type { Payment, Place } from './payment.ts';

/** What leaves through a vendor is paid to the settlement account, which is the system's. */
const throughVendors: ReadonlySet<string | null> = new Set(['order', 'cash-out']);

/**
 * The payment of a fact of the ledger, told by its payer's side alone so that it counts once. Fees go to the system and
 * are none; payouts of a file are an operator's. Of what leaves through a vendor all vendors together are the payee, a
 * merchant: whoever takes money out in small pieces must meet the limits all the same.
 */
export function paymentOf({
  subject,
  time,
  data,
}: Pick<LedgerFactEvent, 'subject' | 'time' | 'data'>): Payment | undefined {
  const { role, kind, counterparty, counterpartyKind, transferId, amount, currency, context } = data;
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
    deviceId: context?.deviceId,
    place: placeOf(context ?? undefined),
  };
}

/** Where no region is told, a square of a degree stands for it. */
export function placeOf(context: PaymentContext | undefined): Place | undefined {
  if (context?.place === undefined) return undefined;
  const { lat, lon, region = `cell_${Math.floor(lat)}_${Math.floor(lon)}` } = context.place;
  return { lat, lon, region };
}

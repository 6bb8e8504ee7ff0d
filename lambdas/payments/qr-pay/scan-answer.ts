import type { QrScan } from '../../contracts/api/qr.ts';
import type { KnownQrRequest } from '../adapters/qr-requests.ts';
import type { MerchantCode } from '../domain/qr/merchant-code.ts';
import type { UpiLink } from '../domain/qr/upi-link.ts';

const nothing: QrScan = {
  origin: 'foreign',
  payable: false,
  use: null,
  merchant: null,
  amount: null,
  note: null,
  order: null,
  requestId: null,
  state: null,
  expiresAt: null,
};

/** Nothing that it says can be believed, so nothing is repeated. */
export const tamperedScan: QrScan = { ...nothing, origin: 'tampered' };

/** What a code says. `known` is the request of a dynamic one of ours. */
export const scanOfCode = (
  code: MerchantCode,
  origin: 'genuine' | 'foreign',
  payable: boolean,
  known: KnownQrRequest | undefined,
): QrScan => ({
  origin,
  payable,
  use: code.use,
  merchant: { id: code.own?.merchantId ?? null, name: code.name, city: code.city },
  amount: { minor: code.amount?.toString() ?? null, currency: code.currency },
  note: code.additional.purpose ?? null,
  order: code.additional.billNumber ?? null,
  requestId: code.own?.requestId ?? null,
  state: known?.state ?? null,
  expiresAt: known?.expiresAt ?? null,
});

/** A link for other UPI apps is never ours: it has no signature. */
export const scanOfLink = ({ name, amount, note }: UpiLink): QrScan => ({
  ...nothing,
  merchant: { id: null, name, city: null },
  amount: { minor: amount?.toString() ?? null, currency: 'INR' },
  note,
});

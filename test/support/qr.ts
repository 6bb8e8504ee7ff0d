import type { KnownQrRequest } from '../../lambdas/payments/adapters/qr-requests.ts';
import { crc16 } from '../../lambdas/payments/domain/qr/crc16.ts';
import { decodeMerchantCode, type Read } from '../../lambdas/payments/domain/qr/decode.ts';
import { encodeMerchantCode } from '../../lambdas/payments/domain/qr/encode.ts';
import type { MerchantCode } from '../../lambdas/payments/domain/qr/merchant-code.ts';
import type { SigningKey, SigningKeys } from '../../lambdas/shared/signing-keys.ts';

export const aKey = (overrides: Partial<SigningKey> = {}): SigningKey => ({
  id: 'k1',
  secret: new Uint8Array(32).fill(7),
  ...overrides,
});

/** The key that signs is the only one. */
export const someKeys = (current: SigningKey = aKey()): SigningKeys => ({
  current,
  ring: new Map([[current.id, current.secret]]),
});

export const aKnownQrRequest = (overrides: Partial<KnownQrRequest> = {}): KnownQrRequest => ({
  id: '0199d2c4-6d3e-7a51-8f6b-3c1d5e7f9a0b',
  merchantId: 'merchant-7',
  minor: 125_050n,
  currency: 'INR',
  payload: payloadOf(aCode()),
  state: 'created',
  note: null,
  order: null,
  paidBy: null,
  paidAt: null,
  createdAt: '2026-11-21T06:00:00.000Z',
  expiresAt: '2026-11-21T06:15:00.000Z',
  ...overrides,
});

export const aCode = (overrides: Partial<MerchantCode> = {}): MerchantCode => ({
  use: 'dynamic',
  own: { merchantId: 'merchant-7', requestId: '0199d2c4-6d3e-7a51-8f6b-3c1d5e7f9a0b' },
  upi: null,
  accounts: [],
  category: '5411',
  currency: 'INR',
  amount: 125_050n,
  tip: null,
  country: 'IN',
  name: 'Fresh Mart',
  city: 'Pune',
  postalCode: '411001',
  additional: {},
  localName: null,
  ...overrides,
});

export const aStaticCode = (overrides: Partial<MerchantCode> = {}): MerchantCode =>
  aCode({ use: 'static', own: { merchantId: 'merchant-7', requestId: null }, amount: null, ...overrides });

export function payloadOf(code: MerchantCode, key: SigningKey | null = aKey()): string {
  const written = encodeMerchantCode(code, key);
  if (written.kind === 'refused') throw new Error(`${written.problem} at ${written.at}`);
  return written.payload;
}

export function readOf(payload: string): Read {
  const read = decodeMerchantCode(payload);
  if (read.kind === 'refused') throw new Error(`${read.problem} at ${read.at}`);
  return read;
}

/** A text with the checksum it needs, as anyone can compute it. */
export const withChecksum = (body: string): string => `${body}6304${crc16(`${body}6304`)}`;

/** A payload without its checksum. */
export const bodyOf = (payload: string): string => payload.slice(0, -8);

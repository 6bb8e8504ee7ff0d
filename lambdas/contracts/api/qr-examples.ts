import type { TransferReceipt } from './payments.ts';
import type { QrCode, QrRequest, QrScan } from './qr.ts';

/** What the reference shows; a test holds each to its schema. */

const requestId = '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37';
const amount = { minor: '125050', currency: 'INR' };
const expiresAt = '2026-11-21T06:15:00.000Z';
const dynamicPayload =
  '00020101021226310010A0000005240113freshmart@upi27500010A00000052401320b7c3f8e2d418a559c0e6a1f4e2d9b3730680014example.sangam0106shop-102360b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b3752045411530335654071250.505802IN5910Fresh Mart6004Pune62230106A-47110809Groceries80500014example.sangam0102k10222Pzq-yfrJbkMjXwumPdcs1Q63049896';

/** Of a sticker, signed with a key that is none of ours. */
export const staticPayload =
  '00020101021130280014example.sangam0106shop-15204541153033565802IN5910Fresh Mart6004Pune80500014example.sangam0102k10222CEOBMK0WN_QmvJafO3pbBg63047AF1';

export const aQrCode: QrCode = {
  requestId,
  payload: dynamicPayload,
  upiLink:
    'upi://pay?pa=freshmart@upi&pn=Fresh%20Mart&am=1250.50&cu=INR&tn=Groceries&tr=0b7c3f8e2d418a559c0e6a1f4e2d9b37&mc=5411',
  text: '█▀▀▀▀▀█ ▄▀ █▀▀▀▀▀█',
  png: 'iVBORw0KGgo=',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  expiresAt,
  state: 'created',
};

export const aQrRequest: QrRequest = {
  requestId,
  merchantId: 'shop-1',
  state: 'paid',
  amount,
  note: 'Groceries',
  order: 'A-4711',
  payload: dynamicPayload,
  createdAt: '2026-11-21T06:00:00.000Z',
  expiresAt,
  paidAt: '2026-11-21T06:01:10.000Z',
  transferId: 'qr.5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
};

export const aQrScan: QrScan = {
  origin: 'genuine',
  payable: true,
  use: 'static',
  merchant: { id: 'shop-1', name: 'Fresh Mart', city: 'Pune' },
  amount: { minor: null, currency: 'INR' },
  note: null,
  order: null,
  requestId: null,
  state: null,
  expiresAt: null,
};

export const aQrReceipt: TransferReceipt = {
  id: 'qr.5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  status: 'posted',
  payer: 'asha',
  payee: 'shop-1',
  amount,
  balance: { minor: '249950', currency: 'INR' },
};

import { createHmac } from 'node:crypto';
import {
  faultIn,
  type SignedCall,
  signatureOf,
  windowSec,
} from '../../../../lambdas/payments/domain/vendor-signature.ts';
import { someVendorKeys } from '../../../support/vendor-keys.ts';

const at = new Date('2026-11-21T06:00:00.700Z');
const call: SignedCall = { method: 'PUT', path: '/sangam/orders/order-1', body: '{"amount":"5"}' };
const { current, ring } = someVendorKeys;
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);

it('is what the documents tell vendors to compute', () => {
  const mac = createHmac('sha256', '2'.repeat(64))
    .update('PUT\n/sangam/orders/order-1\n1795240800\n{"amount":"5"}')
    .digest('hex');
  expect(signatureOf(call, current, at)).toBe(`t=1795240800,k=k2,v1=${mac}`);
});

it('is good by each of two valid keys, and by bytes as by text', () => {
  for (const [id, secret] of ring) {
    const header = signatureOf(call, { id, secret }, at);
    expect(faultIn(header, { ...call, body: Buffer.from(String(call.body)) }, ring, at)).toBeUndefined();
  }
});

it.each<[string, Partial<SignedCall>]>([
  ['method', { method: 'GET' }],
  ['path', { path: '/sangam/orders/order-2' }],
  ['body', { body: '{"amount":"6"}' }],
  ['line between path and body', { path: '/sangam/orders/order-1\n', body: '"amount":"5"}' }],
])('is not good for another %s', (_, changes) => {
  expect(faultIn(signatureOf(call, current, at), { ...call, ...changes }, ring, at)).toBe('wrong');
});

it('is good for five minutes, on clocks that are fast or slow', () => {
  const header = signatureOf(call, current, at);
  expect(faultIn(header, call, ring, later(windowSec - 1))).toBeUndefined();
  expect(faultIn(header, call, ring, later(1 - windowSec))).toBeUndefined();
  expect(faultIn(header, call, ring, later(windowSec + 1))).toBe('too-old');
  expect(faultIn(header, call, ring, later(-windowSec - 1))).toBe('too-old');
});

it('cannot be given another time', () => {
  const header = signatureOf(call, current, at).replace('t=1795240800', 't=1795241800');
  expect(faultIn(header, call, ring, later(1000))).toBe('wrong');
});

it.each([
  ['missing', undefined],
  ['malformed', ''],
  ['malformed', 't=1795240800,k=k2,v1=00'],
  ['malformed', `t=1795240800,v1=${'0'.repeat(64)}`],
  ['unknown-key', `t=1795240800,k=k3,v1=${'0'.repeat(64)}`],
  ['wrong', `t=1795240800,k=k1,v1=${'0'.repeat(64)}`],
])('is %s: %s', (fault, header) => {
  expect(faultIn(header, call, ring, at)).toBe(fault);
});

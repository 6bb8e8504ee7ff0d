import fc from 'fast-check';
import { idempotencyKey } from '../../../../lambdas/contracts/api/idempotency-key.ts';
import { paymentConfirmation } from '../../../../lambdas/contracts/api/payment-confirmation.ts';
import { confirms, textToSign } from '../../../../lambdas/payments/domain/confirmation.ts';
import { aPhone } from '../../../support/phones.ts';

const phone = aPhone();
const inr = (minor: bigint) => ({ minor, currency: 'INR' });
const text = textToSign('rent-2026-11', 'ravi', inr(6_000_000n));

it('says what is paid in three lines', () => {
  expect(text).toBe('rent-2026-11\nravi\n6000000 INR');
  expect(textToSign('lunch-0001', ['qr', 'shop-1'], inr(25_000n))).toBe('lunch-0001\nqr shop-1\n25000 INR');
});

/** ES256 of another implementation: the app's, WebCrypto. */
it('takes what another implementation of ES256 signs', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const made = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, Buffer.from(text));
  const confirmation = { deviceId: 'phone-1', signature: Buffer.from(made).toString('base64url') };
  expect(confirms(text, confirmation, { kty: 'EC', crv: 'P-256', x, y })).toBe(true);
});

const anyKey = fc.stringMatching(/^[\x21-\x7e]{8,40}$/);
const anyPayee = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/);
const anyPayment = fc.tuple(anyKey, anyPayee, fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.constantFrom('INR', 'EUR'));

it('confirms what was signed, and no other payment', () => {
  fc.assert(
    fc.property(anyPayment, anyPayment, ([key, payee, minor, currency], [key2, payee2, minor2, currency2]) => {
      const signed = textToSign(key, payee, { minor, currency });
      const confirmation = phone.confirm(signed);
      expect(confirms(signed, confirmation, phone.key)).toBe(true);
      const others = [
        textToSign(key2, payee, { minor, currency }),
        textToSign(key, payee2, { minor, currency }),
        textToSign(key, payee, { minor: minor2, currency }),
        textToSign(key, payee, { minor, currency: currency2 }),
        textToSign(key, ['qr', payee], { minor, currency }),
        textToSign(key, ['order', payee], { minor, currency }),
      ];
      for (const other of others) expect(confirms(other, confirmation, phone.key)).toBe(other === signed);
    }),
    { numRuns: 60 },
  );
});

it('refuses when any one bit of the text or of the signature is another', () => {
  const confirmation = phone.confirm(text);
  const flip = (bytes: Buffer, bit: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return copy;
  };
  const bytes = Buffer.from(confirmation.signature, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const signature = flip(bytes, bit).toString('base64url');
    expect([bit, confirms(text, { ...confirmation, signature }, phone.key)]).toEqual([bit, false]);
  }
  const plain = Buffer.from(text);
  // The eighth bit would make it no ASCII, and so more than one byte.
  for (let bit = 0; bit < plain.length * 8; bit++)
    expect([bit, confirms(flip(plain, bit).toString('latin1'), confirmation, phone.key)]).toEqual([bit, false]);
});

it('refuses the signature of another phone', () => {
  expect(confirms(text, aPhone().confirm(text), phone.key)).toBe(false);
});

it('answers no to any 64 bytes, and throws at none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
      const signature = Buffer.from(bytes).toString('base64url');
      expect(confirms(text, { deviceId: 'phone-1', signature }, phone.key)).toBe(false);
    }),
  );
});

describe('the header', () => {
  const { 'payment-confirmation': good } = phone.header(text);

  it('names the phone and brings its signature, and may be left out', () => {
    expect(paymentConfirmation.parse(good)?.deviceId).toBe('phone-1');
    expect(paymentConfirmation.parse(good.replace(', ', ','))).toEqual(paymentConfirmation.parse(good));
    expect(paymentConfirmation.parse(undefined)).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no device', good.replace(/device=.*?,/, '')],
    ['a device with a blank', good.replace('phone-1', 'phone 1')],
    ['a signature that is too short', good.slice(0, -1)],
    ['a signature that is too long', `${good}A`],
    ['a signature in plain base64', `device=phone-1, signature=${'A'.repeat(84)}+/`],
    ['bits that belong to no byte', `device=phone-1, signature=${'A'.repeat(85)}B`],
    ['two confirmations', `${good}, ${good}`],
    ['a line more', `${good}\n`],
  ])('is refused with %s', (_, header) => {
    expect(paymentConfirmation.safeParse(header).success).toBe(false);
  });
});

it('signs a text that no key can add a line to', () => {
  expect(idempotencyKey.safeParse('key-1234\nravi').success).toBe(false);
});

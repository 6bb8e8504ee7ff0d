import { decodeMerchantCode } from '../../../../../lambdas/payments/domain/qr/decode.ts';
import { encodeMerchantCode } from '../../../../../lambdas/payments/domain/qr/encode.ts';
import { originOf } from '../../../../../lambdas/payments/domain/qr/signature.ts';
import { aCode, readOf, withChecksum } from '../../../../support/qr.ts';

// EMV QR Code Specification for Payment Systems, Merchant-Presented Mode, version 1.0, Annex B.
const annexB =
  '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT' +
  '6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME' +
  '91320016A0112233449988770708123456786304A13A';

// EMV QR Code Specification for Payment Systems, Merchant-Presented Mode: Guidance and Examples. The base example with
// its checksum; the others are given there as tables of objects.
const hammers = '000201021640001234567890125204525153038405802US5911ABC Hammers6008New York63047222';
const hammersAnd = (more: string) =>
  withChecksum(`00020102164000123456789012520452515303840540210${more}5802US5911ABC Hammers6008New York`);

// Codes in the documentation of Razorpay (fetch QR codes, `bharat_qr`) and of PayU (static Bharat QR).
const razorpay =
  '000201010212021643926300000000850415540461000000008061661005900000000890827YESB0CMSNOC222333004882700126430010' +
  'A0000005240117razorpaybqr@icici02041.1027350010A0000005240117RZPGT8ildsFTgS5Sp52047531530335654041.105802IN' +
  '5906zxcbmn6005Delhi610611008562300514GT8ildsFTgS5Sp070838R004506304B6A9';
const payu =
  '000201010211021644038470007469080415522024070007469061661000307000746960825HDFC00006225020001855322626470010' +
  'A0000005240129yellowqr.payutest.94@hdfcbank27370010A0000005240119STQ9y45z1cv3z5450925204569153033565802IN' +
  '5910vendorName6010vendorCity610650017262350519STQ9y45z1cv3z545092070870007469630417EF';

describe('codes that others published', () => {
  it('reads the example of the EMVCo specification', () => {
    expect(readOf(annexB).code).toEqual({
      use: 'dynamic',
      own: null,
      upi: null,
      accounts: [
        { tag: '29', value: '0012D156000000000510A93FO3230Q' },
        { tag: '31', value: '0012D15600000001030812345678' },
      ],
      category: '4111',
      currency: 'CNY',
      amount: 2372n,
      tip: { kind: 'asked' },
      country: 'CN',
      name: 'BEST TRANSPORT',
      city: 'BEIJING',
      postalCode: null,
      additional: {
        storeLabel: '1234',
        customerLabel: '***',
        terminalLabel: 'A6008667',
        consumerDataRequest: 'ME',
      },
      localName: { language: 'ZH', name: '最佳运输', city: '北京' },
    });
  });

  it('takes the example of the specification for a code of others', () => {
    expect(originOf(readOf(annexB).objects, false, new Map())).toEqual({ kind: 'foreign' });
  });

  it('writes the base example of the EMVCo guidance to the character, but for the static mark that may be left out', () => {
    const { code } = readOf(hammers);
    expect(code).toMatchObject({ use: 'static', amount: null, currency: 'USD', name: 'ABC Hammers', city: 'New York' });
    const body = hammers.slice(0, -8).replace('000201', '000201010211');
    expect(encodeMerchantCode(code, null)).toEqual({ kind: 'written', payload: withChecksum(body) });
  });

  it.each([
    ['no fee', '', null],
    ['a tip of own choice', '550201', { kind: 'asked' }],
    ['a fixed fee', '550202560510.25', { kind: 'fixed', fee: 1025n }],
    ['a percentage', '55020357043.00', { kind: 'percentage', basisPoints: 300 }],
  ])('reads the example of the guidance with an amount of 10 and %s', (_, objects, tip) => {
    expect(readOf(hammersAnd(objects)).code).toMatchObject({ amount: 1000n, currency: 'USD', tip });
  });

  it('reads a dynamic Bharat QR with its UPI address and reference', () => {
    expect(readOf(razorpay).code).toMatchObject({
      use: 'dynamic',
      upi: { vpa: 'razorpaybqr@icici', reference: 'RZPGT8ildsFTgS5Sp' },
      accounts: [{ tag: '02' }, { tag: '04' }, { tag: '06' }, { tag: '08', value: 'YESB0CMSNOC2223330048827001' }],
      currency: 'INR',
      amount: 110n,
      postalCode: '110085',
      additional: { referenceLabel: 'GT8ildsFTgS5Sp', terminalLabel: '38R00450' },
    });
  });

  it('reads a static Bharat QR whose payer decides the amount', () => {
    expect(readOf(payu).code).toMatchObject({
      use: 'static',
      upi: { vpa: 'yellowqr.payutest.94@hdfcbank', reference: 'STQ9y45z1cv3z545092' },
      amount: null,
    });
  });

  it('takes a checksum in small letters, as some print it', () => {
    const small = payu.slice(0, -4) + payu.slice(-4).toLowerCase();
    expect(readOf(small).code).toEqual(readOf(payu).code);
  });

  it('takes a country in small letters, as some write it', () => {
    expect(readOf(withChecksum(hammers.slice(0, -8).replace('5802US', '5802us'))).code.country).toBe('US');
  });

  it('finds every single wrong character in the example of the specification', () => {
    const characters = Array.from(annexB);
    for (const [at, character] of characters.entries()) {
      const wrong = characters.with(at, character === '0' ? '1' : '0').join('');
      expect(decodeMerchantCode(wrong).kind).toBe('refused');
    }
  });

  it('writes UPI as Bharat QR keeps it', () => {
    const code = aCode({ own: null, upi: { vpa: 'freshmart@upi', reference: 'ORDER-4711' } });
    const written = encodeMerchantCode(code, null);
    expect(written).toMatchObject({
      payload: expect.stringContaining('26310010A0000005240113freshmart@upi27280010A0000005240110ORDER-47115204'),
    });
  });
});

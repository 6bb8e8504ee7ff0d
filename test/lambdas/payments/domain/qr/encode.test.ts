import { encodeMerchantCode } from '../../../../../lambdas/payments/domain/qr/encode.ts';
import type { MerchantCode } from '../../../../../lambdas/payments/domain/qr/merchant-code.ts';
import { aCode, aKey, aStaticCode, payloadOf, readOf } from '../../../../support/qr.ts';

const upi = { vpa: 'freshmart@upi', reference: null };

describe('a code that is written', () => {
  it('has its objects in order, the checksum last', () => {
    const payload = payloadOf(aCode({ additional: { billNumber: 'B-17', terminalLabel: 'T1' } }));
    expect(payload).toMatch(/^00020101021230720014example\.sangam0110merchant-70236[0-9a-f-]{36}5204541153033565407/);
    expect(payload).toMatch(/54071250\.505802IN5910Fresh Mart6004Pune610641100162140104B-170702T18050/);
    expect(payload).toMatch(/80500014example\.sangam0102k10222[A-Za-z0-9_-]{22}6304[0-9A-F]{4}$/);
  });

  it.each([
    ['a merchant that is no id', { own: { merchantId: 'a b', requestId: 'r1' } }, 'bad-value', '30.01'],
    ['a merchant of 37 characters', { own: { merchantId: 'm'.repeat(37), requestId: 'r1' } }, 'bad-value', '30.01'],
    ['a dynamic code for no request', { own: { merchantId: 'm', requestId: null } }, 'missing', '30.02'],
    ['a static code for a request', { use: 'static' }, 'unexpected', '30.02'],
    ['a request that is no id', { own: { merchantId: 'm', requestId: 'ä' } }, 'bad-value', '30.02'],
    ['an address without a handle', { upi: { vpa: 'freshmart', reference: null } }, 'bad-value', '26.01'],
    ['a reference that is too short', { upi: { vpa: 'a@upi', reference: 'abc' } }, 'bad-value', '27.01'],
    ['a reference that is too long', { upi: { vpa: 'a@upi', reference: 'r'.repeat(36) } }, 'bad-value', '27.01'],
    ['two accounts at one tag', { upi, accounts: [{ tag: '26', value: '0001a' }] }, 'repeated', '26'],
    ['an account outside their range', { accounts: [{ tag: '52', value: '1234' }] }, 'bad-tag', ''],
    ['an account at no tag', { accounts: [{ tag: '2x', value: '1234' }] }, 'bad-tag', ''],
    ['an empty account', { accounts: [{ tag: '02', value: '' }] }, 'bad-value', '02'],
    ['no account', { own: null }, 'missing', '02-51'],
    ['a category of three digits', { category: '541' }, 'bad-value', '52'],
    ['no paisa', { amount: 0n }, 'bad-value', '54'],
    ['ten thousand million rupees', { amount: 1_000_000_000_000n }, 'bad-value', '54'],
    ['a fee of nothing', { tip: { kind: 'fixed', fee: 0n } }, 'bad-value', '56'],
    ['a fee of everything', { tip: { kind: 'percentage', basisPoints: 10_000 } }, 'bad-value', '57'],
    ['a fee in parts of a hundredth', { tip: { kind: 'percentage', basisPoints: 1.5 } }, 'bad-value', '57'],
    ['a country in small letters', { country: 'in' }, 'bad-value', '58'],
    ['a name of 26 characters', { name: 'n'.repeat(26) }, 'too-long', '59'],
    ['a name of 24 characters beside UPI', { name: 'n'.repeat(24), upi }, 'too-long', '59'],
    ['a name in another script, which has its own place', { name: 'फ्रेश मार्ट' }, 'bad-value', '59'],
    ['no city', { city: '' }, 'bad-value', '60'],
    ['a city of 16 characters', { city: 'c'.repeat(16) }, 'too-long', '60'],
    ['a postal code of 11 characters', { postalCode: '1'.repeat(11) }, 'too-long', '61'],
    ['a label of 26 characters', { additional: { billNumber: 'b'.repeat(26) } }, 'too-long', '62.01'],
    ['a request for the same datum twice', { additional: { consumerDataRequest: 'AA' } }, 'bad-value', '62.09'],
    ['a channel of letters', { additional: { channel: 'web' } }, 'bad-value', '62.11'],
    [
      'more labels than the template holds',
      {
        additional: {
          billNumber: 'b'.repeat(25),
          storeLabel: 's'.repeat(25),
          loyaltyNumber: 'l'.repeat(25),
          purpose: 'p'.repeat(25),
        },
      },
      'too-long',
      '62',
    ],
    ['a language of three letters', { localName: { language: 'hin', name: 'x', city: null } }, 'bad-value', '64.00'],
    [
      'a local name that turns direction',
      { localName: { language: 'hi', name: '\u202Ex', city: null } },
      'bad-value',
      '64.01',
    ],
    [
      'a local city of 16 characters',
      { localName: { language: 'hi', name: 'x', city: 'क'.repeat(16) } },
      'too-long',
      '64.02',
    ],
  ] satisfies [string, Partial<MerchantCode>, string, string][])('refuses %s', (_, overrides, problem, at) => {
    expect(encodeMerchantCode(aCode(overrides), aKey())).toEqual({ kind: 'refused', problem, at });
  });

  it('refuses what has more than 512 bytes, though fewer characters', () => {
    const long = aCode({
      accounts: ['02', '04', '06'].map((tag) => ({ tag, value: '4'.repeat(60) })),
      localName: { language: 'hi', name: 'क'.repeat(25), city: 'ख'.repeat(15) },
    });
    expect(encodeMerchantCode(long, aKey())).toEqual({ kind: 'refused', problem: 'too-long', at: '' });
  });

  it('counts characters, also those that take two units of UTF-16', () => {
    const payload = payloadOf(aCode({ localName: { language: 'hi', name: '🛒'.repeat(25), city: null } }));
    expect(payload).toContain(`64350002hi0125${'🛒'.repeat(25)}`);
    expect(readOf(payload).code.localName?.name).toBe('🛒'.repeat(25));
  });

  it('refuses our account without a key to sign with', () => {
    expect(encodeMerchantCode(aStaticCode(), null)).toEqual({ kind: 'refused', problem: 'missing', at: '80' });
  });
});

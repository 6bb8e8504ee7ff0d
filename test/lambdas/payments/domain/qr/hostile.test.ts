import fc from 'fast-check';
import { decodeMerchantCode } from '../../../../../lambdas/payments/domain/qr/decode.ts';
import { anyCharacter } from '../../../../support/any-character.ts';
import { aCode, aStaticCode, bodyOf, payloadOf, withChecksum } from '../../../../support/qr.ts';

const plain = bodyOf(payloadOf(aStaticCode({ own: null, accounts: [{ tag: '02', value: '4000123456789012' }] }), null));
const dynamic = bodyOf(payloadOf(aCode()));

/** The payload with one piece replaced, and a checksum that fits. */
const replaced = (body: string, piece: string, by: string): string => {
  expect(body).toContain(piece);
  return withChecksum(body.replace(piece, by));
};

describe('a hostile payload', () => {
  it.each([
    ['is no payment code', 'https://example.com/pay?to=me', 'not-emv', ''],
    ['is empty', '', 'not-emv', ''],
    ['is longer than any symbol', '0'.repeat(3000), 'too-long', ''],
    ['has a line break', replaced(plain, '5910Fresh Mart', '5911Fresh\nMart '), 'not-text', ''],
    ['turns the direction of a name', replaced(plain, '5910Fresh Mart', '5911Fresh Mart\u202E'), 'not-text', ''],
    ['isolates the direction of a name', replaced(plain, '5910Fresh Mart', '5911Fresh Mart\u2067'), 'not-text', ''],
    ['has half a character', replaced(plain, '5910Fresh Mart', '5911Fresh Mart\uD83D'), 'not-text', ''],
    ['is of another version', replaced(plain, '000201', '000202'), 'unknown-version', '00'],
    ['begins with another object', withChecksum('0102110002015802IN'), 'not-emv', ''],
    ['has no checksum', plain, 'checksum-missing', '63'],
    ['has another checksum', `${plain}63040000`, 'checksum-differs', '63'],
    ['has something behind its checksum', `${withChecksum(plain)}5802IN`, 'checksum-missing', '63'],
    ['hides its checksum in a value', withChecksum(`${plain}6508`), 'checksum-missing', '63'],
    ['has a tag of letters', replaced(plain, '5802IN', 'X802IN'), 'bad-tag', ''],
    ['has a tag of foreign digits', replaced(plain, '5802IN', '５802IN'), 'bad-tag', ''],
    ['has a length of letters', replaced(plain, '5802IN', '580xIN'), 'bad-length', '58'],
    ['has a signed length', replaced(plain, '5802IN', '58+2IN'), 'bad-length', '58'],
    ['has an empty object', replaced(plain, '5802IN', '58005802IN'), 'bad-length', '58'],
    ['has a length beyond its end', replaced(plain, '6106411001', '6199411001'), 'cut-off', '61'],
    ['states two amounts', replaced(plain, '5802IN', '540510.00540520.005802IN'), 'repeated', '54'],
    ['states two merchants', replaced(plain, '5802IN', '5802IN02044000'), 'repeated', '02'],
    ['has another use', replaced(plain, '010211', '010213'), 'bad-value', '01'],
    ['has no account', replaced(plain, '02164000123456789012', ''), 'missing', '02-51'],
    ['has no category', replaced(plain, '52045411', ''), 'missing', '52'],
    ['has a category of letters', replaced(plain, '52045411', '5204541A'), 'bad-value', '52'],
    ['has no currency', replaced(plain, '5303356', ''), 'missing', '53'],
    ['has an unknown currency', replaced(plain, '5303356', '5303999'), 'unknown-currency', '53'],
    ['has a currency of letters', replaced(plain, '5303356', '5303INR'), 'bad-value', '53'],
    ['asks for nothing', replaced(plain, '5802IN', '54040.005802IN'), 'bad-value', '54'],
    ['asks for less than nothing', replaced(plain, '5802IN', '5404-1.05802IN'), 'bad-value', '54'],
    ['asks for an exponent', replaced(plain, '5802IN', '54039e95802IN'), 'bad-value', '54'],
    ['asks for parts of a paisa', replaced(plain, '5802IN', '54051.0015802IN'), 'bad-value', '54'],
    ['has a fee without its mark', replaced(plain, '5802IN', '560510.005802IN'), 'unexpected', '56'],
    ['has a mark without its fee', replaced(plain, '5802IN', '5502025802IN'), 'missing', '56'],
    ['has a mark without its percentage', replaced(plain, '5802IN', '5502035802IN'), 'missing', '57'],
    ['has both kinds of fee', replaced(plain, '5802IN', '5502025604100057043.005802IN'), 'unexpected', '57'],
    ['has a fee of the whole', replaced(plain, '5802IN', '55020357031005802IN'), 'bad-value', '57'],
    ['has no fee in percent', replaced(plain, '5802IN', '55020357040.005802IN'), 'bad-value', '57'],
    ['has an unknown mark of fees', replaced(plain, '5802IN', '5502045802IN'), 'bad-value', '55'],
    ['has a country of one letter', replaced(plain, '5802IN', '5801I'), 'bad-value', '58'],
    ['has no name', replaced(plain, '5910Fresh Mart', ''), 'missing', '59'],
    ['has a name of spaces', replaced(plain, '5910Fresh Mart', '5903   '), 'bad-value', '59'],
    ['has no city', replaced(plain, '6004Pune', ''), 'missing', '60'],
    ['has labels that are none', replaced(plain, '5802IN', '62045abc5802IN'), 'bad-tag', '62'],
    ['repeats a label', replaced(plain, '5802IN', '621001011010125802IN'), 'repeated', '62.01'],
    ['has a language without a name', replaced(plain, '5802IN', '64060002hi5802IN'), 'missing', '64.01'],
    ['has an account that is no template', replaced(plain, '5204', '3605hello5204'), 'bad-tag', '36'],
    ['has an account of no scheme', replaced(plain, '5204', '36060102125204'), 'missing', '36.00'],
    ['has a UPI account without address', replaced(plain, '5204', '26140010A0000005245204'), 'missing', '26.01'],
    ['has a UPI address that is none', replaced(plain, '5204', '26220010A0000005240104a@@b5204'), 'bad-value', '26.01'],
    [
      'names two merchants of ours',
      replaced(dynamic, '5204', `3124${'0014example.sangam0102m85204'}`),
      'repeated',
      '31',
    ],
    ['has our account without a merchant', replaced(plain, '5204', '30180014example.sangam5204'), 'missing', '30.01'],
    ['is static and for one request', replaced(dynamic, '010212', '010211'), 'unexpected', '30.02'],
    [
      'is dynamic and for no request',
      replaced(bodyOf(payloadOf(aStaticCode())), '010211', '010212'),
      'missing',
      '30.02',
    ],
  ])('that %s is refused with its place', (_, text, problem, at) => {
    expect(decodeMerchantCode(text)).toEqual({ kind: 'refused', problem, at });
  });

  it('is refused or read, and never throws, whatever it holds', () => {
    const tag = fc.constantFrom(
      '00',
      '01',
      '26',
      '27',
      '30',
      '51',
      '53',
      '54',
      '55',
      '56',
      '57',
      '62',
      '64',
      '80',
      '99',
    );
    const length = fc.oneof(fc.stringMatching(/^\d\d$/), fc.string({ maxLength: 2 }));
    const piece = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 40 }),
      tag,
      length,
      fc.constant('0014example.sangam'),
    );
    const body = fc.array(piece, { maxLength: 30 }).map((pieces) => `000201${pieces.join('')}`);
    const inserted = fc
      .tuple(fc.nat({ max: dynamic.length }), piece, fc.nat({ max: 9 }))
      .map(([at, text, over]) => dynamic.slice(0, at) + text + dynamic.slice(at + over));
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(body, inserted), (text) => {
        kinds.add(decodeMerchantCode(text).kind);
        kinds.add(decodeMerchantCode(withChecksum(text)).kind);
      }),
      { numRuns: 2000 },
    );
    expect(kinds).toContain('refused');
  });

  it('does not get its own text back', () => {
    const read = decodeMerchantCode(replaced(plain, '5802IN', '<script>5802IN'));
    expect(JSON.stringify(read)).not.toContain('script');
  });
});

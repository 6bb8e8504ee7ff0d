import fc from 'fast-check';
import { toDecimal } from '../../../../../lambdas/payments/domain/qr/amount.ts';
import { knownCurrencies } from '../../../../../lambdas/payments/domain/qr/currency.ts';
import { encodeMerchantCode, payloadBytesMax } from '../../../../../lambdas/payments/domain/qr/encode.ts';
import type { MerchantCode } from '../../../../../lambdas/payments/domain/qr/merchant-code.ts';
import { originOf } from '../../../../../lambdas/payments/domain/qr/signature.ts';
import { isPlainText } from '../../../../../lambdas/payments/domain/qr/text.ts';
import { aKey, readOf } from '../../../../support/qr.ts';

const ownId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,35}$/);
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const shown = (max: number) => fc.stringMatching(new RegExp(`^[!-~][ -~]{0,${max - 1}}$`));
const local = (max: number) =>
  fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 8 })
    .filter((text) => isPlainText(text) && Array.from(text).length <= max);
const minor = fc.bigInt({ min: 1n, max: 999_999_999n });
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

const used = fc.oneof(
  fc.record({
    use: fc.constant('static' as const),
    own: fc.record({ merchantId: ownId, requestId: fc.constant(null) }),
  }),
  fc.record({ use: fc.constant('dynamic' as const), own: fc.record({ merchantId: ownId, requestId: ownId }) }),
);

const codes: fc.Arbitrary<MerchantCode> = fc
  .tuple(
    used,
    fc.record({
      upi: orNull(
        fc.record({
          vpa: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}@[a-z]{2,8}$/),
          reference: orNull(fc.stringMatching(/^[A-Za-z0-9]{4,35}$/)),
        }),
      ),
      accounts: fc.constantFrom([], [{ tag: '02', value: '4000123456789012' }]),
      category: digits(4),
      currency: fc.constantFrom(...knownCurrencies),
      amount: orNull(minor),
      tip: orNull(
        fc.oneof(
          fc.record({ kind: fc.constant('asked' as const) }),
          fc.record({ kind: fc.constant('fixed' as const), fee: minor }),
          fc.record({ kind: fc.constant('percentage' as const), basisPoints: fc.integer({ min: 1, max: 9999 }) }),
        ),
      ),
      country: fc.stringMatching(/^[A-Z]{2}$/),
      name: shown(23),
      city: shown(15),
      postalCode: orNull(shown(10)),
      additional: fc.record(
        { billNumber: shown(25), mobileNumber: fc.constant('***'), consumerDataRequest: fc.constantFrom('A', 'ME') },
        { requiredKeys: [] },
      ),
      localName: orNull(fc.record({ language: fc.constant('hi'), name: local(25), city: orNull(local(15)) })),
    }),
  )
  .map(([account, rest]) => ({ ...account, ...rest }));

describe('a payload that is written and read', () => {
  it('says the same, is known as ours, and keeps EMVCo’s limit or is refused for it', () => {
    let written = 0;
    const key = aKey();
    fc.assert(
      fc.property(codes, (code) => {
        const result = encodeMerchantCode(code, key);
        if (result.kind === 'refused') {
          expect(result).toEqual({ kind: 'refused', problem: 'too-long', at: '' });
          return;
        }
        written += 1;
        expect(Buffer.byteLength(result.payload)).toBeLessThanOrEqual(payloadBytesMax);
        const read = readOf(result.payload);
        expect(read.code).toEqual(code);
        expect(originOf(read.objects, true, new Map([[key.id, key.secret]]))).toEqual({ kind: 'genuine', keyId: 'k1' });
        const tags = read.objects.map(({ tag }) => tag);
        expect(tags.filter((tag) => tag !== '63')).toEqual(tags.filter((tag) => tag !== '63').toSorted());
        expect(tags.at(-1)).toBe('63');
      }),
      { numRuns: 500 },
    );
    expect(written).toBeGreaterThan(250);
  });

  it('writes amounts with all decimals of their currency', () => {
    const units = fc.bigInt({ min: 1n, max: 9_999_999_999n });
    fc.assert(
      fc.property(fc.constantFrom(...knownCurrencies), units, (currency, amount) => {
        const [whole = '', fraction = ''] = (toDecimal(amount, currency) ?? '').split('.');
        expect(BigInt(whole + fraction)).toBe(amount);
      }),
    );
  });
});

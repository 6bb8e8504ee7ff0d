import fc from 'fast-check';
import { fromDecimal, toDecimal } from '../../../../../lambdas/payments/domain/qr/amount.ts';
import { currencyOf, knownCurrencies, numericOf } from '../../../../../lambdas/payments/domain/qr/currency.ts';

describe('an amount on a code', () => {
  it.each([
    [1n, 'INR', '0.01'],
    [125_050n, 'INR', '1250.50'],
    [500n, 'JPY', '500'],
    [1n, 'KWD', '0.001'],
    [100_050n, 'IDR', '1000.50'],
    [12_345n, 'KWD', '12.345'],
    [999_999_999_999n, 'INR', '9999999999.99'],
    [9_999_999_999_999n, 'JPY', '9999999999999'],
  ] as const)('%s minor units of %s are written %s and read back', (minor, currency, text) => {
    expect(toDecimal(minor, currency)).toBe(text);
    expect(fromDecimal(text, currency)).toBe(minor);
  });

  it.each([0n, -1n, 1_000_000_000_000n])('of %s paise is not written', (minor) => {
    expect(toDecimal(minor, 'INR')).toBeUndefined();
  });

  it.each([
    ['10', 1000n],
    ['10.', 1000n],
    ['10.5', 1050n],
    ['0010.50', 1050n],
  ])('reads %s rupees as the standard allows to write them', (text, minor) => {
    expect(fromDecimal(text, 'INR')).toBe(minor);
  });

  it.each([
    '',
    '0',
    '0.00',
    '.5',
    '.',
    '-1',
    '+1',
    '1e3',
    '1,000.00',
    '1.000',
    '1.2.3',
    ' 1',
    '１',
    '0x10',
    '99999999999999',
  ])('refuses %j', (text) => {
    expect(fromDecimal(text, 'INR')).toBeUndefined();
  });

  it('refuses decimals in a currency without', () => {
    expect(fromDecimal('500.00', 'JPY')).toBeUndefined();
  });

  it('never throws and never reads what is not positive', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[0-9.]{0,14}$/));
    fc.assert(
      fc.property(texts, fc.constantFrom(...knownCurrencies), (text, currency) => {
        expect(fromDecimal(text, currency) ?? 1n).toBeGreaterThan(0n);
      }),
    );
  });
});

describe('the currencies', () => {
  it('have one numeric code each, three digits that lead back', () => {
    expect(knownCurrencies.length).toBeGreaterThan(30);
    for (const code of knownCurrencies) {
      expect(numericOf(code)).toMatch(/^\d{3}$/);
      expect(currencyOf(numericOf(code))).toBe(code);
    }
  });
});

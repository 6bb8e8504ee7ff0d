import fc from 'fast-check';
import { majorText, minorDigitsOf } from '../../../lambdas/contracts/minor-units.ts';

it.each([
  ['INR', 2],
  ['JPY', 0],
  ['KRW', 0],
  ['KWD', 3],
  ['BHD', 3],
  ['CLF', 4],
  ['IDR', 2],
  ['PKR', 2],
  ['LAK', 2],
  ['HUF', 2],
  ['IQD', 3],
])('%s has %i decimals', (currency, digits) => {
  expect(minorDigitsOf(currency)).toBe(digits);
});

it('parts from the runtime’s table only where that goes by use and has no decimals', () => {
  const format = (currency: string) => new Intl.NumberFormat('en', { style: 'currency', currency });
  const codes = Intl.supportedValuesOf('currency');
  expect(codes.length).toBeGreaterThan(100);
  for (const code of codes) {
    const theirs = format(code).resolvedOptions().maximumFractionDigits ?? 2;
    if (theirs !== 0) expect([code, minorDigitsOf(code)]).toEqual([code, theirs]);
  }
});

it.each([
  [1_250_050n, 'INR', '12500.50'],
  [-5n, 'INR', '-0.05'],
  [0n, 'JPY', '0'],
  [-500n, 'JPY', '-500'],
  [1n, 'KWD', '0.001'],
  [900_719_925_474_099_301n, 'INR', '9007199254740993.01'],
])('writes %s of %s as %s', (minor, currency, text) => {
  expect(majorText(minor, currency)).toBe(text);
});

it('loses nothing', () => {
  const sums = fc.tuple(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.constantFrom('JPY', 'INR', 'KWD', 'CLF'));
  fc.assert(fc.property(sums, ([minor, currency]) => BigInt(majorText(minor, currency).replace('.', '')) === minor));
});

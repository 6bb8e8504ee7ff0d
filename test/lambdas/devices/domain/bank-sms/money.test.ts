import fc from 'fast-check';
import { decimalString, hundredthsAt } from '../../../../../lambdas/devices/domain/bank-sms/money.ts';

const read = (text: string, dotGroups = false): number => hundredthsAt(text, 0, text.length, dotGroups);

describe('numbers in messages', () => {
  it.each([
    ['500', 50_000],
    ['1,23,456.78', 12_345_678],
    ['12,34,567', 123_456_700],
    ['300.0', 30_000],
    ['5.000', 500],
    ['.50', 50],
    ['00.00', 0],
    ['1.234,56', 123_456],
    ['12,50', 1250],
    ['1,083,503.58', 108_350_358],
    ['1.250.000', 125_000_000],
    ['0.999', 100],
  ])('reads %s', (text, hundredths) => expect(read(text)).toBe(hundredths));

  it('groups thousands by dots where commas mark decimals', () => {
    expect(read('150.000', true)).toBe(15_000_000);
    expect(read('45.900,00', true)).toBe(4_590_000);
  });

  it('takes no account number for a sum', () => expect(read('123456789012345678')).toBe(-1));

  it('writes what it read, for any sum of rupees and paise', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999_99n }), (minor) => {
        const text = decimalString(minor);
        expect(text).toMatch(/^\d+\.\d\d$/);
        expect(BigInt(read(text))).toBe(minor);
      }),
    );
  });

  it('writes negative balances', () => expect(decimalString(-5n)).toBe('-0.05'));
});

import {
  type DateStyle,
  formatDate,
  formatMoney,
  formatNumber,
} from '../../../../../lambdas/notifications/domain/template/formats.ts';
import { isGsm } from '../../../../../lambdas/notifications/domain/template/sms-parts.ts';

const reader = { language: 'en', zone: 'Asia/Kolkata' };

it.each([
  [1_250_050n, 'INR', 'en', '₹12,500.50', 'Rs.12,500.50'],
  [25_000_000n, 'INR', 'en', '₹2,50,000', 'Rs.2,50,000'],
  [5n, 'INR', 'en', '₹0.05', 'Rs.0.05'],
  [0n, 'INR', 'en', '₹0', 'Rs.0'],
  [-1_250_050n, 'INR', 'en', '-₹12,500.50', 'Rs.-12,500.50'],
  [900_719_925_474_099_301n, 'INR', 'en', '₹9,00,71,99,25,47,40,993.01', 'Rs.9,00,71,99,25,47,40,993.01'],
  [1_250_050n, 'INR', 'hi', '₹12,500.50', 'Rs.12,500.50'],
  [1_250_050n, 'INR', 'mr', '₹12,500.50', 'Rs.12,500.50'],
  [1_250_050n, 'USD', 'en', '$12,500.50', 'USD 12,500.50'],
  [1_250n, 'JPY', 'en', 'JP¥1,250', 'JPY 1,250'],
  [1_250n, 'KWD', 'en', 'KWD 1.250', 'KWD 1.250'],
  [100_050n, 'IDR', 'en', 'IDR 1,000.50', 'IDR 1,000.50'],
  [100_000n, 'PKR', 'en', 'PKR 1,000', 'PKR 1,000'],
])('writes %s of %s in %s as %s, and as %s', (minor, currency, language, symbol, plain) => {
  const sum = { minor, currency };
  expect(formatMoney(sum, 'symbol', { ...reader, language })).toBe(symbol);
  expect(formatMoney(sum, 'plain', { ...reader, language })).toBe(plain);
  expect(isGsm(plain)).toBe(true);
});

const justBeforeMidnight = new Date('2026-11-21T18:29:00Z');

it.each<[DateStyle, string, string, string]>([
  ['date', 'en', 'Asia/Kolkata', '21 Nov 2026'],
  ['day', 'en', 'Asia/Kolkata', '21 Nov'],
  ['time', 'en', 'Asia/Kolkata', '11:59 pm'],
  ['datetime', 'en', 'Asia/Kolkata', '21 Nov 2026, 11:59 pm'],
  ['weekday', 'en', 'Asia/Kolkata', 'Saturday'],
  ['weekday', 'hi', 'Asia/Kolkata', 'शनिवार'],
  ['date', 'en', 'Asia/Tokyo', '22 Nov 2026'],
  ['time', 'en', 'No/Where', '11:59 pm'],
])('writes a moment as %s in %s, in %s', (style, language, zone, text) => {
  expect(formatDate(justBeforeMidnight, style, { language, zone })).toBe(text);
});

it('groups numbers as readers in India do', () => {
  expect(formatNumber(1_234_567.5, reader)).toBe('12,34,567.5');
});

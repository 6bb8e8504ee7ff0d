import { screen } from '../../../../../lambdas/devices/domain/collect/screen.ts';
import { showsCode } from '../../../../../lambdas/devices/domain/collect/shows-code.ts';
import { labelledMessages } from '../../../../support/bank-sms-cases.ts';

const bank = 'VM-HDFCBK-S';

it.each([
  '482913 is your OTP for a purchase of Rs.1,299.00',
  'Use 482913 to login. Valid for 10 minutes. Do not share with anyone',
  'Your O.T.P. is 482913',
  'Your UPI PIN setup code is 482913',
  'Your activation key is 8372',
  '<#> Open the app to go on. FA+9qCX9VSu',
  'Go on here\n\n@shop.example #482913',
  'Your WhatsApp code: 482-913',
  'Your Swiggy code is 4829. Happy eating',
  'Dear user, 482913 is the code to reset your password',
  'To confirm your mobile number, enter 4829',
  'Your temporary password is Ab12cd9',
  'Kotak: 482913 is SECRET for txn of Rs 500. DO NOT disclose',
  'Your CVV for virtual card is 482',
  '482913 - your code for PhonePe',
  'Code 482913 for your transaction of INR 900 at AMAZON',
  'Your one time verification number is 482913',
  'आपका कोड ४८२९१३ है',
  '４８２９１３ is your login ＰＩＮ',
])('keeps no secret code: %s', (message) => {
  expect(screen(bank, message)).toBe('otp');
});

it.each([
  'Rs.500 debited from a/c XX12. Not you? Never share OTP or password with anyone.',
  'Rs.9,000 credited to A/c XX12 by NEFT. IFSC code is 00041234',
  'USD35.00 received from a friend. Approval code 4471',
  'Paid Rs.99. Use 1234.50 as your limit',
])('keeps what only sounds like one: %s', (message) => {
  expect(screen(bank, message)).toBe('keep');
});

it('takes no labelled transaction for a code by its shape', () => {
  const transactions = labelledMessages().filter(({ isTransaction }) => isTransaction);
  expect(transactions.length).toBeGreaterThan(1000);
  expect(transactions.filter(({ message }) => showsCode(message)).map(({ id }) => id)).toEqual([]);
});

it('takes time in proportion to a message', () => {
  const texts = [
    '1 '.repeat(5000),
    '1-'.repeat(5000),
    'code is '.repeat(1250),
    'password is '.repeat(800),
    '@a.'.repeat(3000),
  ];
  const cpuBefore = process.cpuUsage();
  for (const text of texts) screen(bank, text);
  const { user } = process.cpuUsage(cpuBefore);
  expect(user / 1000).toBeLessThan(texts.length * 100);
});

import { screenSms, senderHeader } from '../../../../../lambdas/devices/domain/bank-sms/index.ts';

const spent = 'Rs 500 debited from A/c XX1234 at TEA HOUSE';

describe('sender headers', () => {
  it.each([
    ['VM-HDFCBK', 'HDFCBK', null, 'HDFC Bank', 'bank'],
    ['JD-CENTBK-S', 'CENTBK', 'service', 'Central Bank of India', 'bank'],
    ['AX-HDFCBK-T', 'HDFCBK', 'transactional', 'HDFC Bank', 'bank'],
    ['HDFCBK', 'HDFCBK', null, 'HDFC Bank', 'bank'],
    ['VM-KRDTBE-P', 'KRDTBE', 'promotional', 'KreditBee', 'lender'],
    ['Kotak Mahindra Bank', 'KOTAKMAHINDRABANK', null, 'Kotak Mahindra Bank', 'bank'],
    ['VM-QWERTY-G', 'QWERTY', 'government', null, null],
  ])('understands %s', (sender, header, category, institution, institutionType) =>
    expect(senderHeader(sender)).toMatchObject({
      form: 'registered',
      header,
      category,
      institution,
      institutionType,
    }),
  );

  it('knows a short code from a phone', () => {
    expect(senderHeader('57575').form).toBe('short-code');
    expect(senderHeader('+91 98123 45678').form).toBe('phone');
  });
});

describe('the screen before storing', () => {
  it.each(['VM-HDFCBK', 'JD-QQQQQQ-S', 'VK-650001', 'CENTBK', 'slice', '57575'])('keeps what %s writes', (sender) =>
    expect(screenSms(sender, spent)).toBe('keep'),
  );

  it.each(['+919812345678', '9812345678', null, '', 'Mom', 'Rahul Sharma', '@friend'])(
    'takes %p for a person',
    (sender) => expect(screenSms(sender, spent)).toBe('personal'),
  );

  it.each([
    '482910 is your OTP for txn of INR 2,499.00 at FLIP on card ending 9910. Do not share OTP with anyone',
    'OTP for purchase of Rs. 8140.50 at SHOP thru Debit Card 6074*****17 is 512192.',
    'Your one time password is 482910',
    'Use 5521 as your verification code',
    'G-482910 is your verification code.',
    'Your login code is 881-201. It expires in 10 minutes.',
    'Your verification code is 40 21 88',
    'Dear customer, 449012 is the OTP to add a payee. Do not share',
    'Security code 883921 for card 1234',
    'आपका ओटीपी 123456 है',
    '123456 aapka OTP hai. Kisi ko na batayein',
    'Tu código de verificación es 448812',
    'Your authentication code is A7B9C2',
    'OTP has been sent to your registered mobile',
    'Your passcode: 1234',
    'Delivery code for your order is 4412, share it with the agent',
  ])('drops a code: %s', (message) => expect(screenSms('VM-HDFCBK', message)).toBe('otp'));

  it.each([
    `${spent}. Never share OTP/PIN/CVV with anyone. -SBI`,
    'Rs.4000 credited to A/c *8867. Avl Bal Rs:9210.90.Never Share OTP/PIN/CVV-Bank',
    'INR 1,250 spent on card XX12 at SHOP without OTP. Not you? Call 18001234',
    `${spent}. OTP kisi se share na karein`,
    `${spent}. Please do not disclose your password, PIN, CVV and OTP to anyone.`,
    'Get 10% off with code SAVE10 on orders above Rs 500',
    'Your A/c XX1234 is credited Rs 500. IFSC code is SBIN0001234',
    'Your new debit card PIN has been set successfully.',
  ])('keeps a warning: %s', (message) => expect(screenSms('VM-HDFCBK', message)).toBe('keep'));
});

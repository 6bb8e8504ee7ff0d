import { isBounce, parseBankSms, toWire } from '../../../../../lambdas/devices/domain/bank-sms/index.ts';

const read = (message: string, sender: string | null = 'VM-QQQBNK-S') => parseBankSms({ sender, message });

describe('classes of what moved no money', () => {
  it.each([
    ['otp', '482910 is your OTP for txn of Rs 500 at LAMP HOUSE. Do not share'],
    ['promo', 'Get flat 10% cashback on card spends above Rs.5000. Offer valid till 28 Feb. T&C apply.'],
    ['promo', 'You are eligible for a pre-approved loan of Rs.5,00,000 on your A/c XX4821. Apply now'],
    ['promo', 'Convert your transaction of INR 24,000 at CROMA on Credit Card XX7106 into EMI. Click axbk.io/abc'],
    ['promo', 'Hurry! Split Rs.1234 spent on Credit Card x1234 into easy EMIs'],
    ['due', 'Your EMI of Rs 7,600 is due on 05-Oct-26. Please maintain balance in A/c X0456'],
    ['due', 'Your loan of Rs 2,310 is OVERDUE by 4 days. Late fee being added daily. Repay immediately.'],
    ['failed', 'Txn of Rs.2,000 at AMBER on Card XX2276 declined due to insufficient limit.'],
    ['failed', 'Your UPI txn of Rs.500 to RAJU failed. If debited, amount will be refunded in 3 days.'],
    ['failed', 'Transaction FAILED: Rs.1,500 to MERCHANT via UPI. Amount NOT debited.'],
    ['mandate', 'UPI-Mandate for Rs.399.00 is successfully created towards FLIXNET from A/c XX7151'],
    ['mandate', 'Rs 299.00 will be debited on 15-Oct-26 for TUNEBOX subscription'],
    ['mandate', 'Your auto-debit of INR 499 for TUBE on Card X4408 is scheduled for 05-10-26'],
    ['request', 'Ramesh has requested Rs.500 from you. On approving, Rs.500 will be debited from A/c XX3321'],
    ['request', 'You have received a collect request of Rs. 500 from someone@slc. Approve or decline.'],
    ['statement', 'Your Credit Card XX5518 statement for Sep-26 is generated. Total due INR 15,210.00'],
    ['balance', 'Available balance in a/c XX1234 is Rs.25,432.50 as on 28Dec26 10:30 AM.'],
    ['service', 'Your Savings Account is debit frozen due to incomplete KYC. Please complete the KYC by 30/09/26'],
    ['service', 'Cheque no 000451 of Rs.12,000 deposited in A/c XX4821 is sent for clearing.'],
    ['ack', 'Your NEFT txn of INR 50,000.00 is credited to beneficiary ANIL KUMAR on 15-01-26'],
    ['due', 'Your A/c XX4821 has insufficient balance for EMI of Rs.5,600 due on 05-10-26.'],
    ['promo', 'Rs.1,200 spent on your Card ending 7781 can be converted to EMI.'],
    ['promo', 'Rs 10,000 can now be withdrawn without card. Try cardless cash.'],
    ['service', 'Your application for loan of Rs.1,50,000 has been received. We will revert in 2 days.'],
    ['service', 'New payee added. Funds transfer limit Rs.50,000 for 24 hrs.'],
    ['statement', 'Account statement for A/c XX5521: Credits Rs.45,000 Debits Rs.32,000.'],
    ['service', 'IMPS txn of Rs.10,000 to A/c XX8812 is pending. Please check after some time.'],
    ['other', 'Your order of Rs.450 from RICE HOUSE is out for delivery.'],
  ])('tells %s: %s', (kind, message) => expect(read(message)).toMatchObject({ isTransaction: false, class: kind }));

  it('leaves what a person writes to the person', () =>
    expect(read('Bhai 500 bhej diye, check karlo', '+919812345678')).toMatchObject({ class: 'personal' }));
});

describe('the boundary', () => {
  it.each([
    'Never pay Rs.1 to receive money. The bank never asks for it.',
    'Your loan of Rs.12,000 has been closed. NOC sent to mail.',
    'Appointment booked with Dr. Rao. Fee Rs.600 payable at counter.',
    'You have been credited with 500 reward points on your card ending 4433.',
    'Salary credited? Put Rs.5,000 to work with our FD at 7.5%.',
    '90% of daily data used as on 05-Oct 21:10. Balance data 204 MB.',
    'Transfer limit on your debit card XX2098 is changed to Rs.25,000 per day.',
  ])('is not crossed by words that only sound like it: %s', (message) =>
    expect(read(message)).toMatchObject({ isTransaction: false }),
  );

  it('counts money that came back', () =>
    expect(
      read('Rs.5,000.00 debited on 20/10/26 for failed ATM txn has been reversed and credited to A/c XX9032'),
    ).toMatchObject({ isTransaction: true, direction: 'credit', kind: 'refund' }));

  it('does not count a sum that a later payment only mentions', () =>
    expect(
      read('Rs.5,400.00 will be debited from A/c XX8890 on 05-11-26 towards EMI. Last EMI was paid on 05-10-26.'),
    ).toMatchObject({ isTransaction: false }));

  it('counts a payment that also names the next due date', () =>
    expect(read('Rs.5,400.00 recovered from A/c XX8890 towards EMI. Next EMI due on 05-11-26.')).toMatchObject({
      isTransaction: true,
      amountMinor: 540_000n,
    }));
});

describe('what a due keeps', () => {
  it('is the total, the minimum, the date and the account', () =>
    expect(
      read('Your Credit Card XX7001 bill of Rs 12,340.55 is due on 18-Oct-26. Min amount due Rs 620.'),
    ).toMatchObject({
      class: 'due',
      amountMinor: 1_234_055n,
      minDueMinor: 62_000n,
      dueDate: '2026-10-18',
      account: '7001',
    }));
});

describe('bounces', () => {
  it.each([
    'Cheque no 000123 for Rs.15,000.00 drawn on your A/c XX4821 returned unpaid. Reason: Funds Insufficient',
    'Your NACH debit of Rs.5,230 for HOUSING FINANCE in A/c XX3321 was dishonoured on 05-10-26',
    'Your EMI of INR 9,870.00 could not be recovered from A/c no. XX2266 due to insufficient funds.',
  ])('are failures: %s', (message) => {
    const sms = read(message);
    expect(sms).toMatchObject({ isTransaction: false, class: 'failed' });
    expect(isBounce(sms)).toBe(true);
    expect(toWire(sms).kind).toBe('bounce');
  });

  it('cost a fee, which is a transaction', () => {
    const sms = read('Rs.590.00 debited from A/c XX4821 on 06-10-26 towards NACH return charges.');
    expect(sms).toMatchObject({ isTransaction: true, kind: 'fee', amountMinor: 59_000n });
    expect(isBounce(sms)).toBe(true);
  });

  it('are nothing else', () => expect(isBounce(read('Rs 5 debited from A/c XX1 at TEA HOUSE'))).toBe(false));
});

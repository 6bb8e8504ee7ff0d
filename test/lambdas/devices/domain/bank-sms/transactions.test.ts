import { parseBankSms } from '../../../../../lambdas/devices/domain/bank-sms/index.ts';

const read = (message: string, sender: string | null = 'VM-QQQBNK-S') => parseBankSms({ sender, message });

describe('kinds', () => {
  it.each([
    ['upi', 'Sent Rs.40.00 from A/c *4821 to TEA HOUSE on 01/10/26. UPI Ref 627401938215'],
    ['card', 'Rs.899 spent on your Credit Card XX2276 at LAMP HOUSE on 02-10-26. Avl Limit: Rs.50,000'],
    ['atm', 'Rs 2000 withdrawn from A/c XX4567 at ATM KOCHI on 02OCT26. Bal Rs 7,311.20'],
    ['neft', 'INR 4,500.00 debited from A/c XX3321 towards NEFT to RAVI STORES UTR QQQN26255112233'],
    ['rtgs', 'RTGS Rs.5,00,000.00 credited to your a/c XX5678 from IRON WORKS on 27Dec26'],
    ['imps', 'Rs 3500.50 credited to your A/c XX4567 via IMPS Ref no 654321098765 Bal:Rs 25000.75'],
    ['transfer', 'Rs.1500.00 transferred from A/c ...1234 to:Nora Smith. Total Bal:Rs.15000.00CR'],
    ['emi', 'Rs.11,342.00 debited from A/c XX9032 on 05/10/26 towards EMI of your Home Loan'],
    ['salary', 'Your A/c XX321 is credited with INR 67,000.00 on 30-09-26 by NEFT-SALARY SEP'],
    ['fee', 'Rs.17.70 debited from A/c XX6654 towards SMS charges. Bal Rs 27,345.48'],
    ['loan', 'Loan of Rs.85,000.00 has been disbursed to your bank a/c ending 4821'],
    ['interest', 'Interest of INR 455.00 credited to your A/c no. XX5511 on 30-09-26'],
    ['refund', 'Your card XX2276 has been credited with Rs 1,299.00 refund from LOOM on 03-10-26'],
    ['cashback', 'Rs.25 cashback credited to your wallet for order 8812'],
    ['cash', 'Cash Rs. 500 deposited in your account XX5468 from Cash Acceptor Machine'],
    ['cheque', 'A/c XX8890 debited Rs.15,000.00 for Cheque No.000045 on 02-10-26'],
    ['bill', 'Bill payment of Rs 1,234 for electricity from A/c XX11 successful'],
    ['recharge', 'Recharge of Rs.239.00 done from your balance. Ref QQ8812009'],
    ['wallet', 'Rs.500.00 added to your QuickWallet. New balance: Rs.1,234.00'],
    ['investment', 'Your SIP purchase of Rs.499.98 in Meridian Index Fund has been processed'],
    ['mandate', 'Rs.5,000 debited from A/c XX1 by NACH to HOUSING FINANCE on 05-10-26'],
    ['other', 'Your A/C XXXXXXX4210 is debited by INR 1,180.00 on 02/10/26. New Bal :INR 30,110.22'],
  ])('reads %s', (kind, message) => expect(read(message)).toMatchObject({ isTransaction: true, kind }));
});

describe('fields', () => {
  it('are read from one sentence', () =>
    expect(
      read(
        'Rs.1,250.50 debited from A/c XX9032 on 03-10-26 14:22:09 to VPA tea.house@okaxis. UPI Ref 627401938215. Avl Bal Rs.6,521.75',
      ),
    ).toMatchObject({
      direction: 'debit',
      amountMinor: 125_050n,
      currency: 'INR',
      account: '9032',
      balanceMinor: 652_175n,
      limitMinor: null,
      merchant: 'tea.house',
      vpa: 'tea.house@okaxis',
      reference: '627401938215',
      statedAt: '2026-10-03T14:22:09',
    }));

  it.each([
    ['at LAMP HOUSE on 12-10-26', 'LAMP HOUSE'],
    ['at NYKAA.COM. Avl Limit Rs 5', 'NYKAA.COM'],
    ["at D'Mart Store. Not you? Call 1800", "D'Mart Store"],
    ['at AMBER & SONS PVT LTD on 12-10-26', 'AMBER & SONS'],
    ['at RAZ*StickOn... Not you?', 'StickOn'],
    ['to merchant RAVI TRADERS via UPI', 'RAVI TRADERS'],
    ['towards UPI/P2M/603016554813/GROWING TREE P/UTIB', 'GROWING TREE P'],
    ['Info: ACH*SUNRISE BEVERAGES*778. Bal Rs 5', 'SUNRISE BEVERAGES'],
    ['at UPI-638903921672-CORN. Avl limit INR 5', 'CORN'],
    ['@UPI_C N S FUEL 24-08-26 06:17:25 pm', 'C N S FUEL'],
    ['on 10-Nov-26; DELTA ORIGIN credited. UPI:568069174081', 'DELTA ORIGIN'],
    ['for AutoPay towards FLIXNET, SI ID R4tQ8', 'FLIXNET'],
  ])('name the other side in "%s"', (words, merchant) =>
    expect(read(`Rs.500.00 debited from Card XX1234 ${words}`)).toMatchObject({ merchant }),
  );

  it.each([
    ['from ANITA RAO. UPI:5577822323232', 'ANITA RAO'],
    ['by A/c XX3321 of JANE SMITH. Bal INR 5', 'JANE SMITH'],
    ['for NEFT Cr-QQQN0007631-LEAF WORKS-MY NAME-QQQN52025021511431836.Avl bal INR 5', 'LEAF WORKS'],
    ['received from account XXXX4321/MOSS (IMPS Ref no. 123456789)', 'MOSS'],
  ])('name the sender in "%s"', (words, merchant) =>
    expect(read(`Rs.500.00 credited to your A/c XX1234 ${words}`)).toMatchObject({ direction: 'credit', merchant }),
  );

  it.each([
    ['Your a/c XX12 is debited and a/c XX291 credited for Rs 5', '12'],
    ['Rs 5 sent from A/c 1234 to A/c xxxx9709 Ref 330120320348', '1234'],
    ['Your a/c no. XX3190 is credited for Rs 5 and debited from a/c no. XX1188', '3190'],
    ['Rs 5 spent using Debit Card ending with 5678 at X MART', '5678'],
    ['Rs 5 paid. Recharge of 98XXXXXX40 from wallet', null],
    ['FASTag for MH12XX4411 debited Rs 5 at TOLL', null],
    ['Thank you for using Card XXXXX71xx at LAMP HOUSE for INR 5', null],
  ])('tell the customer’s account in "%s"', (message, account) =>
    expect(read(message)).toMatchObject({ isTransaction: true, account }),
  );

  it.each([
    ['AED 45.75', 'AED', 4575n],
    ['USD 11.80', 'USD', 1180n],
    ['₹ 1,200', 'INR', 120_000n],
    ['Rs.500/-', 'INR', 50_000n],
    ['INR Rs.15000.00', 'INR', 1_500_000n],
    ['€12.40', 'EUR', 1240n],
    ['S$ 25', 'SGD', 2500n],
    ['Ksh1,200.00', 'KES', 120_000n],
    ['1,500.00 Baht', 'THB', 150_000n],
    ['Rs.1.5 lakh', 'INR', 15_000_000n],
    ['XAF 5,000', 'XAF', 500_000n],
  ])('read the sum %s', (sum, currency, amountMinor) =>
    expect(read(`${sum} debited from A/c XX1234`)).toMatchObject({ currency, amountMinor }),
  );

  it('take a shared currency word from the writer’s country', () =>
    expect(read('Rs. 1,000 withdrawn from your A/c *4412', 'UBL')).toMatchObject({ currency: 'PKR' }));
});

describe('who wrote it', () => {
  const bill = 'Payment of Rs.1,180.00 received for bill 1520091 on 20-10-26.';

  it('makes a shop’s receipt an acknowledgement', () => {
    expect(read(bill, 'VM-BSESRP-S')).toMatchObject({ isTransaction: false, class: 'ack' });
    expect(read(bill, 'VM-QQQQQQ-S')).toMatchObject({ isTransaction: false, class: 'ack' });
  });

  it('makes a lender’s receipt a debit and a card’s a credit', () => {
    expect(read('EMI of Rs.3,412.00 for your loan has been received. Thank you', 'VM-BAJAJF-S')).toMatchObject({
      isTransaction: true,
      direction: 'debit',
    });
    expect(read('Payment of Rs 500 received on your Credit Card XX7001 on 03-10-26')).toMatchObject({
      isTransaction: true,
      direction: 'credit',
      account: '7001',
    });
  });

  it('lets no promotional header state a movement', () =>
    expect(read('Rs.5,000 credited to A/c XX4821 in 10 sec. Apply', 'VM-HDFCBK-P')).toMatchObject({ class: 'promo' }));
});

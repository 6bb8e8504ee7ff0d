/** Messages as templates: what stands in braces is said, and what is not there the message does not say. */
export type Bank = {
  readonly name: string;
  readonly sender: string;
  readonly upiDebit: string;
  readonly upiCredit: string;
  readonly atm: string;
  readonly salary: string;
  readonly emi: string;
  readonly mandate: string;
  readonly fee: string;
  readonly bounce: string;
};

export type CardIssuer = {
  readonly name: string;
  readonly sender: string;
  readonly spend: string;
  readonly payment: string;
  readonly statement: string;
  readonly due: string;
  readonly otp: string;
};

export type Lender = {
  readonly name: string;
  readonly sender: string;
  readonly package: string;
  readonly due: string;
  readonly overdue: string;
  readonly promo: string;
};

export const banks: readonly Bank[] = [
  {
    name: 'HDFC Bank',
    sender: 'VM-HDFCBK-S',
    upiDebit:
      'Sent Rs.{amount}\nFrom HDFC Bank A/C *{account}\nTo {merchant}\nOn {slashed}\nRef {reference}\nNot You?\nCall 18002586161/SMS BLOCK UPI to 7308080808',
    upiCredit: 'Rs. {amount} credited to HDFC Bank A/c XX{account} on {dmy} from VPA {merchant} (UPI {reference})',
    atm: 'Rs.{amount} withdrawn from HDFC Bank A/c XX{account} at {place} ATM on {iso}. Avl bal INR {balance}. Not you? Call 18002586161',
    salary:
      'Update! INR {amount} deposited in HDFC Bank A/c XX{account} on {dMonY} for SALARY {merchant}. Avl bal INR {balance}. Cheque deposits in A/C are subject to clearing',
    emi: 'UPDATE: INR {amount} debited from HDFC Bank XX{account} on {dMonY}. Info: EMI {merchant}. Avl bal:INR {balance}',
    mandate:
      'UPDATE: INR {amount} debited from HDFC Bank XX{account} on {dMonY}. Info: ACH D- {merchant}. Avl bal:INR {balance}',
    fee: 'UPDATE: INR {amount} debited from HDFC Bank XX{account} on {dMonY}. Info: EMI RTN CHG INCL GST. Avl bal:INR {balance}',
    bounce:
      'Dear Customer, EMI of Rs.{amount} towards {merchant} presented on {dMonY} in HDFC Bank A/c XX{account} has been returned due to insufficient balance.',
  },
  {
    name: 'ICICI Bank',
    sender: 'JX-ICICIB-S',
    upiDebit:
      'ICICI Bank Acct XX{account} debited for Rs {amount} on {dMonY}; {merchant} credited. UPI:{reference}. Call 18002662 for dispute. SMS BLOCK {account} to 9215676766.',
    upiCredit:
      'Dear Customer, Acct XX{account} is credited with Rs {amount} on {dMonY} from {merchant}. UPI:{reference}-ICICI Bank.',
    atm: 'ICICI Bank Acct XX{account} debited with Rs {amount} on {dMonY} & cash withdrawn at ATM {place}. Avl Bal Rs {balance}. Call 18002662 for dispute',
    salary:
      'ICICI Bank Account XX{account} credited:Rs. {amount} on {dMonY}. Info SALARY*{merchant}. Available Balance is Rs. {balance}.',
    emi: 'Dear Customer, your ICICI Bank Acct XX{account} has been debited with INR {amount} on {dMonY} towards EMI of {merchant}. Available Balance is Rs. {balance}.',
    mandate:
      'ICICI Bank Acct XX{account} debited with Rs {amount} on {dMonY}; ACH*{merchant}. Avl Bal Rs {balance}. To dispute call 18002662',
    fee: 'ICICI Bank Acct XX{account} debited with Rs {amount} on {dMonY} towards ECS return charges incl GST. Avl Bal Rs {balance}.',
    bounce:
      'Dear Customer, ECS debit of Rs {amount} towards EMI of {merchant} in ICICI Bank Acct XX{account} on {dMonY} has been returned due to insufficient funds.',
  },
  {
    name: 'State Bank of India',
    sender: 'AX-SBIUPI-S',
    upiDebit:
      'Dear UPI user A/C X{account} debited by {plain} on date {ddMonyy} trf to {merchant} Refno {reference}. If not u? call 1800111109. -SBI',
    upiCredit:
      'Dear SBI User, your A/c X{account}-credited by Rs.{plain} on {ddMonyy} thru UPI from {merchant} Ref No {reference} -SBI',
    atm: 'Dear Customer, Rs.{amount} withdrawn at SBI ATM {place} from A/c XX{account} on {ddMonyy}. Avl Bal Rs.{balance}. If not you, call 18001234 -SBI',
    salary:
      'Dear Customer, your A/c XX{account} has a credit by Salary of Rs {amount} from {merchant} on {slashed}. Avl Bal Rs {balance}.-SBI',
    emi: 'Dear Customer, Rs.{amount} debited from A/c XX{account} on {slashed} towards EMI of {merchant}. Avl Bal Rs {balance}. -SBI',
    mandate:
      'Dear Customer, your A/C ending with {account} has been debited for INR {amount} on {dmy} towards ACHDr {merchant}. Avl Bal INR {balance} -SBI',
    fee: 'Dear Customer, your A/C XX{account} debited INR {amount} on {slashed} towards NACH return charges. Avl Bal INR {balance}-SBI',
    bounce:
      'Dear Customer, NACH debit of Rs {amount} towards EMI of {merchant} in A/c XX{account} on {slashed} is returned unpaid: insufficient funds. -SBI',
  },
  {
    name: 'Axis Bank',
    sender: 'AX-AXISBK-S',
    upiDebit:
      'INR {amount} debited\nA/c no. XX{account}\n{dmy}, 09:12:33\nUPI/P2M/{reference}/{merchant}\nNot you? SMS BLOCKUPI Cust ID to 919951860002\nAxis Bank',
    upiCredit:
      'INR {amount} credited\nA/c no. XX{account}\n{dmy}, 19:40:11 IST\nUPI/P2A/{reference}/{merchant}\nAxis Bank',
    atm: 'INR {amount} withdrawn from A/c no. XX{account} at ATM {place} on {dmy}. Avl bal INR {balance}. Not you? Call 18605005555 - Axis Bank',
    salary:
      'Dear Customer, INR {amount} has been credited to A/c no. XX{account} on {dmy}. Info - SALARY/{merchant}. Avl bal INR {balance} - Axis Bank',
    emi: 'INR {amount} debited from A/c no. XX{account} on {dmy} towards EMI of {merchant}. Avl bal INR {balance} - Axis Bank',
    mandate: 'Debit INR {amount}\nAxis Bank A/c XX{account}\n{dmy}\nACH-DR-{merchant}\nAvl bal INR {balance}',
    fee: 'Your A/c no. XX{account} is debited with INR {amount} on {dmy} towards NACH return charges. Avl bal INR {balance}. Axis Bank',
    bounce:
      'EMI of INR {amount} for {merchant} presented on {dmy} in A/c no. XX{account} has been returned due to insufficient funds. - Axis Bank',
  },
  {
    name: 'Kotak Mahindra Bank',
    sender: 'VM-KOTAKB-S',
    upiDebit:
      'Sent Rs.{amount} from Kotak Bank AC X{account} to {merchant} on {dmy}.UPI Ref {reference}. Not you, https://kotak.com/KBANKT/Fraud',
    upiCredit: 'Received Rs.{amount} in your Kotak Bank AC X{account} from {merchant} on {dmy}.UPI Ref:{reference}.',
    atm: 'Rs {amount} withdrawn from AC X{account} at KOTAK ATM {place} on {dmy}. Bal Rs {balance}. Not you? Call 18602662666. -Kotak Bank',
    salary:
      'Rs.{amount} is credited in your Kotak Bank a/c X{account} by SALARY-{merchant} on {dmy}. Bal: Rs.{balance}',
    emi: 'Rs.{amount} debited from Kotak Bank a/c X{account} on {dmy} towards EMI of {merchant}. Bal: Rs.{balance}',
    mandate:
      'Rs.{amount} debited from Kotak Bank a/c X{account} on {dmy} towards NACH-ECS of {merchant}. Bal: Rs.{balance}',
    fee: 'Rs.{amount} debited from Kotak Bank a/c X{account} on {dmy} towards ECS return charges. Bal: Rs.{balance}',
    bounce:
      'EMI of Rs.{amount} for {merchant} on Kotak Bank a/c X{account} dated {dmy} has bounced due to insufficient balance.',
  },
  {
    name: 'Punjab National Bank',
    sender: 'AD-PNBSMS-S',
    upiDebit:
      'A/c XX{account} debited INR {amount} Dt {dmy} thru UPI:{reference}.Bal INR {balance} Not u?Fwd this SMS to 9264092640 to block UPI.-PNB',
    upiCredit:
      'Ac XX{account} Credited with Rs.{amount}, {dmy} thru UPI/{reference}. Aval Bal {balance} CR Helpline 18001800-PNB',
    atm: 'Ac XX{account} Debited with Rs.{amount},{dmy} ATM WDL at {place}. Aval Bal Rs.{balance} CR. Helpline 18001802222 -PNB',
    salary:
      'Dear Customer, A/c XX{account} credited by Rs {amount} on {dmy} (SALARY {merchant}). Avl Bal Rs {balance}.-PNB',
    emi: 'Your PNB A/c XX{account} is debited by Rs.{amount} on {dmy} towards EMI of {merchant}. Avl Bal Rs.{balance}',
    mandate: 'A/c XX{account} debited Rs.{amount} on {dmy} NACH DR {merchant}. Avl Bal Rs.{balance} -PNB',
    fee: 'A/c XX{account} debited for Rs {amount} dt {dmy} NACH RETURN CHRG. Bal Rs {balance}.-PNB',
    bounce:
      'NACH debit of Rs.{amount} for EMI of {merchant} in A/c XX{account} on {dmy} is dishonoured for insufficient funds. -PNB',
  },
  {
    name: 'Bank of Baroda',
    sender: 'VM-BOBSMS-S',
    upiDebit:
      'Rs.{amount} Dr. from A/C XXXXXX{account} and Cr. to {merchant} thru UPI. Ref:{reference}. AvlBal:Rs{balance}({iso}). Not you? Call 18005700-BOB',
    upiCredit:
      'Rs.{amount} Credited to A/c ...{account} thru UPI/{reference} by {merchant}. Avlbl Amt:Rs.{balance}({dmy}) - Bank of Baroda',
    atm: 'Rs.{amount} withdrawn from A/c ...{account} thru ATM at {place} ({dmy}). Avlbl Amt:Rs.{balance} - Bank of Baroda',
    salary:
      'Dear BOB customer, A/c ...{account} is credited with Rs.{amount} on {dmy} by SALARY {merchant}. Avl Bal Rs.{balance}',
    emi: 'Rs.{amount} debited to A/c ...{account} on {dmy} towards EMI of {merchant}. Avlbl Amt:Rs.{balance} - Bank of Baroda',
    mandate:
      'Rs.{amount} debited to A/c ...{account} on {dmy} by NACH-ECS/{merchant}. Avlbl Amt:Rs.{balance} - Bank of Baroda',
    fee: 'Rs.{amount} debited to A/c ...{account} on {dmy} towards ECS return charges. Avlbl Amt:Rs.{balance} - Bank of Baroda',
    bounce:
      'Your EMI of Rs.{amount} for {merchant} in A/c ...{account} dated {dmy} returned due to insufficient funds. -Bank of Baroda',
  },
  {
    name: 'Canara Bank',
    sender: 'AD-CANBNK-S',
    upiDebit:
      'Rs.{amount} paid thru A/C XX{account} on {dmy} to {merchant}, UPI Ref {reference}. If not done, SMS BLOCKUPI to 9901771222.-Canara Bank',
    upiCredit:
      'Dear Customer, your A/c XX{account} is credited with INR {amount} on {slashed} through UPI from {merchant}. Avl Bal: INR {balance} -Canara Bank',
    atm: 'Your a/c no. XX{account} has been debited with Rs.{amount} on {slashed} at ATM {place}. Available bal is Rs.{balance}. Call 18001030 if not done by you -Canara Bank',
    salary:
      'An amount of INR {amount} has been CREDITED to your account XX{account} on {slashed} towards SALARY {merchant}. Total Avail.bal INR {balance}.- Canara Bank',
    emi: 'INR {amount} debited from your A/c XX{account} on {slashed} towards EMI of {merchant}. Total Avail.bal INR {balance} - Canara Bank',
    mandate:
      'An amount of INR {amount} has been DEBITED to your account XX{account} on {slashed} towards NACH {merchant}. Total Avail.bal INR {balance}. -Canara Bank',
    fee: 'An amount of INR {amount} has been DEBITED to your account XX{account} on {slashed} towards NACH return charges. Total Avail.bal INR {balance}. -Canara Bank',
    bounce:
      'Dear Customer, ECS mandate of INR {amount} for EMI of {merchant} in A/c XX{account} is dishonoured for insufficient funds on {slashed}. -Canara Bank',
  },
];

export const cardIssuers: readonly CardIssuer[] = [
  {
    name: 'SBI Card',
    sender: 'VM-SBICRD-S',
    spend:
      'Rs.{amount} spent on your SBI Credit Card ending {account} at {merchant} on {slashed}. Avl limit Rs.{limit}. Trxn. not done by you? Report at https://sbicard.com/Dispute',
    payment:
      'We have received payment of Rs.{amount} & the same has been credited to your SBI Credit Card ending {account} on {slashed}. Avl limit Rs.{limit}.',
    statement:
      'E-statement of SBI Credit Card ending XX{account} dated {slashed} has been mailed. Total Amt Due Rs {amount}; Min Amt Due Rs {minimum}; Payable by {dueDate}.',
    due: 'Gentle reminder: Rs.{amount} on your SBI Card ending {account} is due on {dueDate}. Please ignore if already paid.',
    otp: 'OTP for transaction of Rs.{amount} at {merchant} on SBI Credit Card XX{account} is {code}. Never share your OTP.',
  },
  {
    name: 'ICICI Bank Card',
    sender: 'JM-ICICIT-S',
    spend:
      'INR {amount} spent using ICICI Bank Card XX{account} on {dMonY} on {merchant}. Avl Limit: INR {limit}. If not you, call 1800 2662/SMS BLOCK {account} to 9215676766.',
    payment:
      'Dear Customer, Payment of INR {amount} has been received on your ICICI Bank Credit Card XX{account} on {dMonY}. Available limit: INR {limit}.',
    statement:
      'ICICI Bank Credit Card XX{account} Statement is sent to your email. Total of Rs {amount} or minimum of Rs {minimum} is due by {dueDate}.',
    due: 'Payment of INR {amount} for your ICICI Bank Credit Card XX{account} is due on {dueDate}. Ignore if paid.',
    otp: '{code} is OTP for your ICICI Bank Card XX{account} transaction of INR {amount} at {merchant}. Valid for 10 minutes. Do not share it with anyone.',
  },
];

export const lenders: readonly Lender[] = [
  {
    name: 'BAJAJ FINANCE',
    sender: 'VM-BAJAJF-S',
    package: 'org.altruist.BajajExperia',
    due: 'Dear Customer, EMI of Rs.{amount} for your Bajaj Finance loan is due on {dueDate}. Please keep your account funded.',
    overdue: 'Your Bajaj Finance EMI of Rs.{amount} is overdue. Pay now with charges to protect your credit score.',
    promo: 'Pre-approved loan of Rs.{offer} waiting for you! Apply on the Bajaj Finserv app. T&C apply.',
  },
  {
    name: 'KREDITBEE',
    sender: 'VM-KRDTBE-S',
    package: 'com.kreditbee.android',
    due: 'Reminder: your KreditBee EMI of Rs.{amount} is due on {dueDate}. Pay on time & avoid penalty.',
    overdue: 'Your KreditBee EMI of Rs.{amount} is overdue. Late fee is being added daily. Pay immediately.',
    promo: 'Get instant loan up to Rs.{offer} in 10 mins. Apply now on KreditBee. T&C apply.',
  },
  {
    name: 'NAVI FINSERV',
    sender: 'VM-NAVIFN-S',
    package: 'com.naviapp',
    due: 'Navi: EMI of Rs.{amount} is due on {dueDate}. Keep balance in your account for autopay.',
    overdue: 'Navi: EMI of Rs.{amount} is overdue. Pay today to avoid late payment charges.',
    promo: 'Cash loan upto Rs.{offer}, 100% digital. Apply now on the Navi app. T&C apply.',
  },
];

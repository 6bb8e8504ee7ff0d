import type { InstitutionType } from './types.ts';

/** Abroad, by the currency of the country: there `Rs` and `$` mean the local one. */
export const ABROAD: Readonly<Record<string, Partial<Record<InstitutionType, string>>>> = {
  AED: {
    bank: `Emirates NBD:ENBD
First Abu Dhabi Bank:FAB BANKFAB
ADCB:ADCBALERT
Mashreq Bank:MASHREQ
Dubai Islamic Bank:DIB
Liv
RAKBANK
CBD`,
  },
  KWD: {
    bank: `NBK
KFH`,
  },
  QAR: {
    bank: `QNB`,
  },
  EGP: {
    bank: `CIB
NBE`,
  },
  SAR: {
    bank: `Al Rajhi Bank:ALRAJHI
Saudi National Bank:SNB SNB-ALAHLI
Alinma
STC Bank
Riyad Bank
BSF`,
  },
  PKR: {
    bank: `HBL:4250
UBL:8257
Meezan Bank:MEEZAN 8079
Bank Alfalah:ALFALAH 8287
MCB:6222
Faysal Bank:FAYSAL 9220
Askari Bank
Allied Bank:ABL
Bank Al Habib:BAHL
NBP
JS Bank
BankIslami`,
    wallet: `JazzCash:8558
easypaisa:3737
NayaPay
SadaPay`,
  },
  NPR: {
    bank: `Nabil Bank:NABIL NABIL_ALERT
NIC Asia Bank:NIC_ASIA
NMB Bank:NMB NMB_ALERT
Global IME Bank:GIBL GLOBALIME
Everest Bank:EBL EVEREST
Laxmi Sunrise Bank:LAXMI LAXMISUNRISE
Siddhartha Bank:SBL SIDDHARTHA`,
    wallet: `eSewa
Khalti`,
  },
  BDT: {
    bank: `BRAC Bank:BRAC
Dutch-Bangla Bank:DBBL
City Bank`,
    wallet: `bKash:16247
Nagad`,
  },
  LKR: {
    bank: `Bank of Ceylon:BOC
Commercial Bank of Ceylon:COMBANK
Hatton National Bank:HNB
Sampath Bank:SAMPATH
Seylan Bank:SEYLAN
NDB
NSB
DFCC Bank:DFCC
Peoples Bank:PEOPLESBANK`,
  },
  MXN: {
    bank: `BBVA:BBVAMX`,
  },
  CLP: {
    bank: `Banco de Chile:BANCOCHILE`,
  },
  COP: {
    bank: `Bancolombia:85540 87400
Davivienda`,
    wallet: `Nequi`,
  },
  IRR: {
    bank: `Bank Melli:MELLI
Bank Mellat:MELLAT
Parsian Bank:PARSIAN`,
  },
  THB: {
    bank: `KBank
SCB
Bangkok Bank
Krungthai Bank:KRUNGTHAI`,
  },
  SGD: {
    bank: `DBS (Singapore):DBS
OCBC
UOB`,
  },
  MYR: {
    bank: `Maybank
CIMB`,
  },
  ETB: {
    bank: `Commercial Bank of Ethiopia:CBE
Dashen Bank:DASHEN`,
    wallet: `Telebirr:127`,
  },
  KES: {
    bank: `Equity Bank
KCB`,
    wallet: `M-PESA`,
  },
  NGN: {
    bank: `GTBank
Zenith Bank
Access Bank
UBA
First Bank
FCMB
Sterling Bank
Fidelity Bank`,
    wallet: `OPay
PalmPay
Kuda
Moniepoint`,
  },
  GHS: {
    wallet: `MobileMoney`,
  },
  ZAR: {
    bank: `FNB
ABSA
Capitec
Nedbank
Standard Bank`,
  },
  VND: {
    bank: `Vietcombank
Techcombank
VietinBank
BIDV
Agribank
TPBank
VPBank`,
  },
  IDR: {
    bank: `BCA
BRI
BNI
Mandiri`,
  },
  PHP: {
    bank: `BDO
BPI
Metrobank`,
    wallet: `GCash
Maya`,
  },
  RUB: {
    bank: `Sber:900
T-Bank
VTB
Alfa-Bank`,
  },
  BRL: {
    bank: `Nubank
Itau
Bradesco`,
  },
  CAD: {
    bank: `RBC
Scotiabank
BMO`,
  },
  AUD: {
    bank: `CommBank
Westpac
NAB
ANZ`,
  },
  GBP: {
    bank: `Barclays
Monzo
Lloyds Bank:LLOYDS`,
  },
  USD: {
    bank: `Chase:24273
Bank of America:BOFA 73981
Wells Fargo:93557
Capital One:227898
Citi:692484
Discover:347268
Huntington
PNC
USAA
Navy Federal:NFCU`,
    wallet: `PayPal
Venmo
Cash App`,
  },
};

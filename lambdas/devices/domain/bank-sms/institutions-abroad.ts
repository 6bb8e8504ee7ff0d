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
CBD
Emirates Islamic:EISMS EI
ADIB
Ajman Bank
Sharjah Islamic Bank:SIB
Wio Bank:WIO
National Bank of Fujairah:NBF`,
    wallet: `e& money:EANDMONEY
Careem Pay:CAREEMPAY`,
  },
  KWD: {
    bank: `NBK
KFH
Gulf Bank
Burgan Bank:BURGAN
Boubyan Bank:BOUBYAN
Warba Bank:WARBA`,
  },
  QAR: {
    bank: `QNB
Doha Bank
Commercial Bank of Qatar:CBQ
Qatar Islamic Bank:QIB
Masraf Al Rayan:MASRAF`,
  },
  EGP: {
    bank: `CIB
NBE
QNB Alahli:QNBALA QNBALAHLI
Banque Misr:BM BANQUEMISR
Banque du Caire:BDC
AlexBank
AAIB
HSBC Egypt:HSBCEGYPT`,
    wallet: `InstaPay:IPN
Vodafone Cash (Egypt):VFCASH
Fawry`,
  },
  SAR: {
    bank: `Al Rajhi Bank:ALRAJHI ALRAJHIBANK
Saudi National Bank:SNB SNB-ALAHLI
Alinma
STC Bank
Riyad Bank
BSF
Bank AlBilad:ALBILAD
Bank AlJazira:ALJAZIRA
SAB:SABB
Arab National Bank:ANB
D360 Bank:D360`,
    wallet: `STC Pay
UrPay`,
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
Siddhartha Bank:SBL SIDDHARTHA
Citizens Bank International:CTZN_ALERT
Machhapuchchhre Bank:MBL_ALERT
Prime Commercial Bank:PRIME_ALERT
Nepal Bank:NBL_ALERT
Nepal SBI Bank:NSBL NSBL_ALERT
Lumbini Bikas Bank:LBBL_SMART
Sanima Bank:SANIMA
Kumari Bank:KBL_ALERT
Himalayan Bank:HBL_ALERT
Prabhu Bank:PRABHU
Rastriya Banijya Bank:RBB_ALERT
Agricultural Development Bank:ADBL`,
    wallet: `eSewa
Khalti`,
  },
  BDT: {
    bank: `BRAC Bank:BRAC
Dutch-Bangla Bank:DBBL
City Bank
Eastern Bank:EBL_BD
Islami Bank Bangladesh:IBBL
Prime Bank
Pubali Bank
Sonali Bank
UCB`,
    wallet: `bKash:16247
Nagad
Rocket
Upay`,
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
Peoples Bank:PEOPLESBANK
Nations Trust Bank:NATIONSSMS NTB
NDB Alert
Pan Asia Bank:PABC
Cargills Bank:CARGILLS`,
    wallet: `FriMi
Genie`,
  },
  MXN: {
    bank: `BBVA:BBVAMX`,
  },
  CLP: {
    bank: `Banco de Chile:BANCOCHILE`,
  },
  COP: {
    bank: `Bancolombia:85540 87400
Davivienda
Banco de Bogota:BANCODEBOGOTA
Bancoomeva
Banco Popular
Banco Falabella:BANCOFALABELLA
AV Villas:AVVILLAS`,
    wallet: `Nequi
Daviplata
Movii`,
  },
  IRR: {
    bank: `Bank Melli:MELLI
Bank Mellat:MELLAT
Parsian Bank:PARSIAN
Bank Pasargad:PASARGAD
Bank Saderat:SADERAT
Bank Tejarat:TEJARAT
Bank Sepah:SEPAH
Blu Bank:BLUBANK
Bank Saman:SAMAN`,
  },
  THB: {
    bank: `KBank
SCB
Bangkok Bank
Krungthai Bank:KRUNGTHAI
Siam Commercial Bank:SCBEASY
Krungsri:BAY
TTB
Government Savings Bank:GSB
BAAC
KTC
CIMB Thai:CIMBTHAI
UOB Thailand:UOBTH`,
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
Dashen Bank:DASHEN
Bank of Abyssinia:BOA
Awash Bank:AWASH
Zemen Bank
Cooperative Bank of Oromia:COOPBANK
Hibret Bank
Nib Bank
Wegagen Bank:WEGAGEN`,
    wallet: `Telebirr:127`,
  },
  KES: {
    bank: `Equity Bank
KCB
Co-operative Bank of Kenya:COOPKE
NCBA
DTB
Absa Kenya:ABSAKE
I&M Bank:IMBANK
Stanbic Kenya:STANBICKE
Family Bank`,
    wallet: `M-PESA
Airtel Money
T-Kash`,
  },
  NGN: {
    bank: `GTBank
Zenith Bank
Access Bank
UBA
First Bank
FCMB
Sterling Bank
Fidelity Bank
Union Bank of Nigeria:UNIONBANKNG
Wema Bank:WEMA ALAT
Polaris Bank:POLARIS
Stanbic IBTC:STANBICIBTC
Keystone Bank:KEYSTONE
Ecobank
Jaiz Bank:JAIZ
VFD Microfinance Bank:VFDMFB
Providus Bank:PROVIDUS`,
    wallet: `OPay
PalmPay
Kuda
Moniepoint`,
  },
  GHS: {
    wallet: `MobileMoney
MTN MoMo:MTNMOMO MOMO
Vodafone Cash:VODACASH VCASH
Telecel Cash:TCASH
AirtelTigo Money:AIRTELTIGO ATMONEY`,
    bank: `GCB Bank:GCB
Fidelity Bank Ghana:FIDELITYGH
CalBank
Absa Ghana:ABSAGH`,
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
Alfa-Bank
Raiffeisen
Gazprombank:GAZPROM
Pochta Bank
Sovcombank
Rosbank
Otkritie
Tinkoff
Promsvyazbank:PSB
MKB
MTS Bank:MTSBANK
Rosselkhozbank:RSHB
RNKB
UniCredit:UNICREDIT
UBRR
Ak Bars Bank:AKBARS`,
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
Lloyds Bank:LLOYDS
Starling Bank:STARLING
HSBC UK:HSBCUK
NatWest
Nationwide
Chase UK:CHASEUK`,
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
Navy Federal:NFCU
Schwab:24465 CHARLESSCHWAB
Navy Federal Credit Union:NAVYFED
American Express (US):25684
US Bank:USBANK 872265
Regions
Truist
Fifth Third:53BANK
Ally Bank:ALLY`,
    wallet: `PayPal
Venmo
Cash App
Zelle`,
  },
  OMR: {
    bank: `Bank Muscat
Bank Dhofar
National Bank of Oman:NBO
Sohar International:SOHAR
Oman Arab Bank:OAB
Meethaq`,
  },
  BHD: {
    bank: `BBK
National Bank of Bahrain:NBB
Ithmaar Bank:ITHMAAR`,
    wallet: `BenefitPay`,
  },
  JOD: {
    bank: `Arab Bank
Housing Bank
Jordan Ahli Bank:AHLI
Cairo Amman Bank:CAB`,
    wallet: `CliQ`,
  },
  PEN: {
    bank: `BCP
Interbank
Scotiabank Peru:SCOTIABANKPE`,
    wallet: `Yape
Plin`,
  },
  TZS: {
    bank: `CRDB Bank:CRDB
NMB Tanzania:NMBTZ
NBC Tanzania:NBCTZ`,
    wallet: `Tigo Pesa:TIGOPESA
Mixx by Yas:MIXXBYYAS
Selcom Pesa:SELCOMPESA
HaloPesa`,
  },
  UGX: {
    bank: `Centenary Bank:CENTENARY
Stanbic Uganda:STANBICUG`,
  },
  MZN: {
    bank: `Millennium BIM:MBIM
BCI
Standard Bank Mozambique:STANDARDBANKMZ`,
    wallet: `eMola
mKesh`,
  },
  RWF: {
    bank: `Bank of Kigali:BKIGALI`,
  },
  XOF: {
    wallet: `Orange Money:ORANGEMONEY
Moov Money:MOOVMONEY
Wave`,
  },
  UAH: {
    bank: `PrivatBank:PRIVAT24 10060
monobank
Oschadbank
Ukrsibbank
PUMB`,
  },
  BYN: {
    bank: `Priorbank
Belarusbank
Belagroprombank:BELAPB
MTBank
Paritetbank
BPS-Sberbank:BPSSBER
Belgazprombank`,
  },
  KZT: {
    bank: `Kaspi Bank:KASPI
Halyk Bank:HALYKBANK HALYK
ForteBank
Jusan Bank:JUSAN
Bank CenterCredit:BCC`,
  },
  UZS: {
    wallet: `Payme
Click Uzbekistan:CLICKUZ`,
  },
  GEL: {
    bank: `Bank of Georgia:BOG
TBC Bank:TBC`,
  },
  AMD: {
    bank: `Ameriabank
Acba Bank:ACBA`,
  },
  AZN: {
    bank: `Kapital Bank:KAPITALBANK
Leobank`,
  },
  TRY: {
    bank: `Garanti BBVA:GARANTI
Is Bankasi:ISBANK
Yapi Kredi:YAPIKREDI
Akbank
Ziraat Bankasi:ZIRAATBANK
Halkbank`,
  },
  EUR: {
    bank: `BPCE:38015
BNP Paribas:BNPPARIBAS
Societe Generale:SOCGEN
ING
Revolut
N26
Santander
CaixaBank
Bankinter
Intesa Sanpaolo:INTESA`,
  },
};

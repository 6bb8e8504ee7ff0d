/**
 * Words and signs that name a currency. Codes are accepted in capitals only, because several read as words
 * (`TRY`, `MAD`); codes that collide with words common in promotions (`ALL`, `TOP`, `CUP`, `LAK`) are left out.
 * Source: ISO 4217, without funds, metals and testing codes.
 */
const ISO_CODES =
  'AED AFN AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY ' +
  'COP CRC CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ' +
  'IQD IRR IRT ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU ' +
  'MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG ' +
  'SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD ' +
  'XOF XPF YER ZAR ZMW ZWG';

/** Everyday spellings, in lower case; a currency word counts only beside a number. */
const SPELLINGS: Readonly<Record<string, string>> = {
  INR: 'inr ரூ ரூ. రూ రూ. ರೂ ರೂ. રૂ રૂ. രൂപ rs rs. re ₹ rupees rupee rupaye rupaya rupya rupiya rupay rupye रु रू रुपये रुपए रुपया रुपयांची रूपये રુ રૂપિયા ரூபாய் రూపాయలు ರೂಪಾಯಿ ਰੁ ਰੁਪਏ ଟଙ୍କା ₨ rupess',
  USD: 'usd us$ usd$ $ dollars dollar',
  EUR: 'eur € euro euros',
  GBP: 'gbp £ pounds',
  AED: 'aed dhs dh dirham dirhams درهم',
  SAR: 'sar sr riyal riyals ريال رس',
  PKR: 'pkr',
  NPR: 'npr nrs nrp',
  BDT: 'bdt tk taka ৳ টাকা',
  LKR: 'lkr slr',
  THB: 'thb baht bht ฿ บาท',
  SGD: 'sgd s$',
  MYR: 'myr rm',
  IDR: 'idr rp',
  PHP: 'php ₱ p',
  VND: 'vnd ₫ vnđ đ',
  KRW: 'krw ₩ 원',
  JPY: 'jpy ¥ yen 円',
  CNY: 'cny rmb 人民币 人民幣 元',
  HKD: 'hkd hk$',
  AUD: 'aud a$ au$',
  CAD: 'cad c$ ca$',
  NZD: 'nzd nz$',
  CHF: 'chf',
  ETB: 'etb birr',
  KES: 'kes ksh kshs',
  TZS: 'tzs tsh tshs',
  UGX: 'ugx ush',
  NGN: 'ngn ₦ naira n',
  GHS: 'ghs ghc ₵',
  QAR: 'qar',
  OMR: 'omr',
  KWD: 'kwd kd',
  BHD: 'bhd',
  EGP: 'egp جنيه جم',
  TRY: '₺ tl',
  ZAR: 'r',
  ZMW: 'k',
  RUB: 'rub ₽ руб р rur',
  BYN: 'byn byr',
  UAH: 'uah ₴ грн',
  KZT: 'kzt ₸ тг',
  IRR: 'irr rial',
  IRT: 'irt toman تومان',
  COP: 'cop',
  MXN: 'mxn mx$',
  BRL: 'brl r$',
  PLN: 'pln zł',
  CZK: 'czk kč',
  ILS: 'ils nis ₪',
  XOF: 'fcfa cfa xof',
  MZN: 'mzn mt meticais',
};

/** Index → code; a token carries the index. Index 0 means that no currency was named. */
export const CURRENCY_CODES: readonly string[] = ['', ...new Set([...Object.keys(SPELLINGS), ...ISO_CODES.split(' ')])];

export const DONG = CURRENCY_CODES.indexOf('VND');
export const RUPEE = CURRENCY_CODES.indexOf('INR');
export const DOLLAR = CURRENCY_CODES.indexOf('USD');
export const RIYAL = CURRENCY_CODES.indexOf('SAR');
const RAND = CURRENCY_CODES.indexOf('ZAR');
const PESO = CURRENCY_CODES.indexOf('PHP');
const NAIRA = CURRENCY_CODES.indexOf('NGN');
const KWACHA = CURRENCY_CODES.indexOf('ZMW');

/** `R`, `P`, `N` and `K` are letters of many codes. */
export const isLetterOfCodes = (currency: number): boolean =>
  currency === RAND || currency === PESO || currency === NAIRA || currency === KWACHA;

/** `5 k` are thousands: `K` names money only before a sum. */
export const isPrefixOnly = (currency: number): boolean => currency === KWACHA;

/** `N48820` is an account as often as a sum: only `N5,000` and `N50.00` are sums. */
export const isLetterOfAccounts = (currency: number): boolean => currency === NAIRA;

/** `Rs` and `$` are words of several countries. */
export const isShared = (currency: number): boolean => currency === RUPEE || currency === DOLLAR;

/** Spelling in lower case → index, for spellings that are currencies in any case. */
export const CURRENCY_SPELLINGS: ReadonlyMap<string, number> = new Map(
  Object.entries(SPELLINGS).flatMap(([code, spellings]) =>
    spellings.split(' ').map((spelling) => [spelling, CURRENCY_CODES.indexOf(code)] as const),
  ),
);

/** Code in capitals → index. */
export const CURRENCY_BY_CODE: ReadonlyMap<string, number> = new Map(
  ISO_CODES.split(' ').map((code) => [code, CURRENCY_CODES.indexOf(code)] as const),
);

/** Where a comma marks the decimals, a lone dot before three digits groups thousands: `$1.500` is 1,500 pesos. */
export const DOT_GROUPS_THOUSANDS: ReadonlySet<string> = new Set(
  'ARS BRL CLP COP CRC DKK EUR IDR ISK PYG RON TRY UYU VND XAF XOF'.split(' '),
);

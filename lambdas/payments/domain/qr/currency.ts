/** Numeric codes of ISO 4217, for the currencies that codes our customers meet are written in. */
const currencies = {
  AED: '784',
  AUD: '036',
  BDT: '050',
  BHD: '048',
  BRL: '986',
  BTN: '064',
  CAD: '124',
  CHF: '756',
  CLP: '152',
  CNY: '156',
  EUR: '978',
  GBP: '826',
  HKD: '344',
  IDR: '360',
  INR: '356',
  JOD: '400',
  JPY: '392',
  KES: '404',
  KHR: '116',
  KRW: '410',
  KWD: '414',
  LAK: '418',
  LKR: '144',
  MOP: '446',
  MUR: '480',
  MXN: '484',
  MYR: '458',
  NPR: '524',
  NZD: '554',
  OMR: '512',
  PHP: '608',
  PKR: '586',
  QAR: '634',
  SAR: '682',
  SGD: '702',
  THB: '764',
  TND: '788',
  TWD: '901',
  USD: '840',
  VND: '704',
  ZAR: '710',
} as const;

export type Currency = keyof typeof currencies;

export const knownCurrencies = Object.keys(currencies) as readonly Currency[];

const byNumeric = new Map<string, Currency>(knownCurrencies.map((code) => [currencies[code], code]));

export const isCurrency = (code: string): code is Currency => Object.hasOwn(currencies, code);
export const currencyOf = (numeric: string): Currency | undefined => byNumeric.get(numeric);
export const numericOf = (code: Currency): string => currencies[code];

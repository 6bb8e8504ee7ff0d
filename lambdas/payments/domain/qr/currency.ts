/** Minor digits and numeric code of ISO 4217, for the currencies that codes our customers meet are written in. */
const currencies = {
  AED: { numeric: '784', digits: 2 },
  AUD: { numeric: '036', digits: 2 },
  BDT: { numeric: '050', digits: 2 },
  BHD: { numeric: '048', digits: 3 },
  BRL: { numeric: '986', digits: 2 },
  BTN: { numeric: '064', digits: 2 },
  CAD: { numeric: '124', digits: 2 },
  CHF: { numeric: '756', digits: 2 },
  CLP: { numeric: '152', digits: 0 },
  CNY: { numeric: '156', digits: 2 },
  EUR: { numeric: '978', digits: 2 },
  GBP: { numeric: '826', digits: 2 },
  HKD: { numeric: '344', digits: 2 },
  IDR: { numeric: '360', digits: 2 },
  INR: { numeric: '356', digits: 2 },
  JOD: { numeric: '400', digits: 3 },
  JPY: { numeric: '392', digits: 0 },
  KES: { numeric: '404', digits: 2 },
  KHR: { numeric: '116', digits: 2 },
  KRW: { numeric: '410', digits: 0 },
  KWD: { numeric: '414', digits: 3 },
  LAK: { numeric: '418', digits: 2 },
  LKR: { numeric: '144', digits: 2 },
  MOP: { numeric: '446', digits: 2 },
  MUR: { numeric: '480', digits: 2 },
  MXN: { numeric: '484', digits: 2 },
  MYR: { numeric: '458', digits: 2 },
  NPR: { numeric: '524', digits: 2 },
  NZD: { numeric: '554', digits: 2 },
  OMR: { numeric: '512', digits: 3 },
  PHP: { numeric: '608', digits: 2 },
  PKR: { numeric: '586', digits: 2 },
  QAR: { numeric: '634', digits: 2 },
  SAR: { numeric: '682', digits: 2 },
  SGD: { numeric: '702', digits: 2 },
  THB: { numeric: '764', digits: 2 },
  TND: { numeric: '788', digits: 3 },
  TWD: { numeric: '901', digits: 2 },
  USD: { numeric: '840', digits: 2 },
  VND: { numeric: '704', digits: 0 },
  ZAR: { numeric: '710', digits: 2 },
} as const;

export type Currency = keyof typeof currencies;

export const knownCurrencies = Object.keys(currencies) as readonly Currency[];

const byNumeric = new Map<string, Currency>(knownCurrencies.map((code) => [currencies[code].numeric, code]));

export const isCurrency = (code: string): code is Currency => Object.hasOwn(currencies, code);
export const currencyOf = (numeric: string): Currency | undefined => byNumeric.get(numeric);
export const numericOf = (code: Currency): string => currencies[code].numeric;
export const minorDigitsOf = (code: Currency): number => currencies[code].digits;

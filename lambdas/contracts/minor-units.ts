/**
 * Decimals of the currencies whose minor unit is no hundredth, by ISO 4217. Intl has a table too, but of what is in use:
 * rupiah without their sen, and another one in the next release of Node.
 */
const decimals = new Map(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  }).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)] as const)),
);

/** How many digits a currency has behind its point: two of the rupee, none of the yen, three of the dinar. */
export const minorDigitsOf = (currency: string): number => decimals.get(currency) ?? 2;

/** A sum with all decimals of its currency, exactly: `1250050` of INR is `12500.50`. */
export function majorText(minor: bigint, currency: string): string {
  const digits = minorDigitsOf(currency);
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = `${minor < 0n ? '-' : ''}${text.slice(0, text.length - digits)}`;
  return digits === 0 ? whole : `${whole}.${text.slice(-digits)}`;
}

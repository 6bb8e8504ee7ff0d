import { currencyCode } from '../payment-context.ts';

const used: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/**
 * Of accounts, vendors and rules that are to be made: without them no money moves in a currency. What is kept and told is
 * read by its form, since the list is that of Node's ICU and loses what a country gives up.
 */
export const usedCurrency = currencyCode.refine((code) => used.has(code), 'must be a currency in use, by ISO 4217');

import type { AppCategory } from './categories.ts';

/** A rule holds when one word of the package name is, begins with, ends with or has in it what the rule lists. */
type NameRule = {
  readonly category: AppCategory;
  readonly is?: readonly string[];
  readonly begins?: readonly string[];
  readonly ends?: readonly string[];
  readonly has?: readonly string[];
};

/**
 * The first rule that holds decides, so the special stands before the general. Short words must stand alone: `bet` is
 * in `alphabet` and `better`, `cash` in `cashback`, `tax` in `taxi`.
 */
const nameRules: readonly NameRule[] = [
  // An EMI calculator names loans and lends nothing.
  { category: 'finance', is: ['calc'], has: ['calculator', 'budget', 'expense'] },
  { category: 'shopping', has: ['cashback', 'coupon'] },
  { category: 'credit-score', has: ['creditscore', 'cibil'] },
  { category: 'credit-card', has: ['creditcard'] },
  { category: 'bnpl', is: ['bnpl'], has: ['paylater'] },
  { category: 'betting', is: ['bet', 'bets', 'betting', 'xbet'], has: ['satta', 'matka', 'sportsbook', 'bookmaker'] },
  { category: 'real-money-gaming', has: ['rummy', 'teenpatti'] },
  { category: 'game-casino', is: ['slots'], has: ['casino', 'poker', 'roulette', 'jackpot'] },
  { category: 'crypto', is: ['btc', 'nft'], has: ['crypto', 'bitcoin', 'blockchain'] },
  { category: 'insurance', is: ['insure'], has: ['insurance'] },
  { category: 'mutual-fund', has: ['mutualfund'] },
  { category: 'trading', is: ['stock', 'stocks', 'demat', 'forex'], has: ['trading', 'broking', 'stockmarket'] },
  { category: 'upi', begins: ['upi'], ends: ['upi'] },
  { category: 'wallet', ends: ['wallet'] },
  {
    category: 'lender',
    is: ['emi', 'payday', 'borrow', 'credit'],
    begins: ['lend', 'rupee', 'microfin'],
    ends: ['cash', 'credit', 'rupee', 'lend'],
    has: ['loan', 'kredit', 'udhaar', 'udhar', 'paisa'],
  },
  { category: 'bank', begins: ['bank'], ends: ['bank', 'banking', 'mbank'] },
  { category: 'tax', is: ['tax', 'itr', 'gst'] },
  { category: 'remittance', has: ['remit', 'moneytransfer'] },
  { category: 'vpn', begins: ['vpn'], ends: ['vpn'] },
  { category: 'clone-app', is: ['cloner'], has: ['parallelspace', 'dualspace', 'multiaccount', 'appclone'] },
  { category: 'fake-location', has: ['fakegps', 'fakelocation', 'mocklocation', 'gpsspoof'] },
];

/** The words of a package name: each segment as one word, and what underscores, digits and capitals cut it into. */
const wordsOf = (packageName: string): string[] =>
  packageName
    .split('.')
    .flatMap((segment) => [segment.replace(/[^A-Za-z]/g, ''), ...segment.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)])
    .filter((word) => word.length > 1)
    .map((word) => word.toLowerCase());

const holds = (rule: NameRule, word: string): boolean =>
  rule.is?.includes(word) === true ||
  rule.begins?.some((start) => word.startsWith(start)) === true ||
  rule.ends?.some((end) => word.endsWith(end)) === true ||
  rule.has?.some((part) => word.includes(part)) === true;

/** What the name says the app is for; `undefined` when it says nothing. */
export function categoryByName(packageName: string): AppCategory | undefined {
  const words = wordsOf(packageName);
  return nameRules.find((rule) => words.some((word) => holds(rule, word)))?.category;
}

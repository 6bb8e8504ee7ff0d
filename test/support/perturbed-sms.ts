import type { LabelledSms } from './bank-sms-cases.ts';

/** Numbers of 0 to 1, the same for the same seed. */
export type Random = () => number;

/** Changes what a rule must not depend on, in the message and in its label; the same message where it does not occur. */
export type Perturbation = (sms: LabelledSms, random: Random) => LabelledSms;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pick = <T>(choices: readonly T[], random: Random): T => choices[Math.floor(random() * choices.length)] as T;

/** Other digits in the same form: `1,250.00` becomes `7,314.06`; never a zero in front. */
const otherDigits = (number: string, random: Random): string =>
  number.replaceAll(/\d/g, (_, at: number) =>
    String(at === 0 ? 1 + Math.floor(random() * 9) : Math.floor(random() * 10)),
  );

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

const numberIn = (text: string): number => Number(text.replaceAll(',', ''));

/** Another sum of as many digits, where the message writes the labelled one once and with a dot for the decimals. */
function withOtherSum(sms: LabelledSms, field: 'amount' | 'balance' | 'limit', random: Random): LabelledSms {
  const labelled = sms[field];
  if (labelled === null) return sms;
  const found = [...sms.message.matchAll(/(?<![\w,.-])\d[\d,]*(?:\.\d\d)?(?![\w,]|\.\d)/g)].filter(
    ([number]) => numberIn(number) === Number(labelled),
  );
  const [only] = found;
  if (found.length !== 1 || only === undefined) return sms;
  const other = otherDigits(only[0], random);
  const message = sms.message.slice(0, only.index) + other + sms.message.slice(only.index + only[0].length);
  return { ...sms, message, [field]: numberIn(other).toFixed(2) };
}

const NAMES = ['Quillon', 'Brindavan', 'Tessaro', 'Okonjo', 'Marivale', 'Zentrik', 'Halvorsen', 'Pikuri', 'Dhruvika'];

/** Another name of one to three words, in capitals where the labelled one is. */
function otherName(name: string, random: Random): string {
  const words = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(NAMES, random));
  const other = [...new Set(words)].join(' ');
  return name === name.toUpperCase() ? other.toUpperCase() : other;
}

const NAMED = /^[A-Za-z][A-Za-z .]{2,}$/;
const RUPEES = /(?<![\w,.])(?:Rs\.? ?|INR ?|₹ ?)(?=\d)/g;
const RUPEE_STYLES = ['Rs.', 'Rs ', 'Rs. ', 'INR ', 'INR', '₹', '₹ '];
const DAY = /(?<![\w.-])(\d\d)([-/])(\d\d)([-/])(\d\d|20\d\d)(?![\w.-])/g;
const twoDigits = (number: number): string => String(number).padStart(2, '0');

export const PERTURBATIONS = {
  sums: (sms, random) =>
    withOtherSum(withOtherSum(withOtherSum(sms, 'amount', random), 'balance', random), 'limit', random),

  account: (sms, random) => {
    const { account, message } = sms;
    if (account === null || occurrences(message, account) !== 1) return sms;
    const other = otherDigits(account, random);
    return { ...sms, account: other, message: message.replace(account, other) };
  },

  name: (sms, random) => {
    const { merchant, message } = sms;
    if (merchant === null || !NAMED.test(merchant) || occurrences(message, merchant) !== 1) return sms;
    const other = otherName(merchant, random);
    return { ...sms, merchant: other, message: message.replace(merchant, other) };
  },

  days: (sms, random) => ({
    ...sms,
    message: sms.message.replaceAll(
      DAY,
      (_, __, one: string, ___, two: string, year: string) =>
        twoDigits(1 + Math.floor(random() * 28)) + one + twoDigits(1 + Math.floor(random() * 12)) + two + year,
    ),
  }),

  rupees: (sms, random) => {
    if (sms.currency !== 'INR') return sms;
    const style = pick(RUPEE_STYLES, random);
    return { ...sms, message: sms.message.replaceAll(RUPEES, style) };
  },

  blanks: (sms, random) => ({
    ...sms,
    message: ` ${sms.message.replaceAll(' ', () => (random() < 0.2 ? '  ' : ' '))} `,
  }),

  ending: (sms, random) => ({
    ...sms,
    message: `${sms.message.replace(/[.\s]+$/, '')}${pick(['.', '', ' .', '\n', '. Not you? Call 18005550199'], random)}`,
  }),

  capitals: (sms) => (/^[\x20-\x7e\n]*$/.test(sms.message) ? { ...sms, message: sms.message.toUpperCase() } : sms),
} satisfies Readonly<Record<string, Perturbation>>;

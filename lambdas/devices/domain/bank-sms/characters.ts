import * as Sign from './signs.ts';

/**
 * The UTF-16 unit at a place of a message laid out by `Tokens.reset`; 0 right behind its end. Never asked before its
 * beginning: one look outside the array makes all looks at it slower.
 */
export const codeAt = (codes: Uint16Array, at: number): number => codes[at] ?? 0;

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Letters of any script, and combining marks; not symbols, punctuation or halves of emoji. */
export function isLetter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  if (code < 0x2000) return code !== 0xd7 && code !== 0xf7;
  if (code < 0x3040) return code >= 0x2c00 && code < 0x2e00;
  return code < 0xd800 || (code >= 0xf900 && code < 0xfe00) || (code >= 0xfe70 && code < 0xff00);
}

export const isUpper = (code: number): boolean => code >= 65 && code <= 90;

/** `x`, `X`, `*` and bullets hide digits of an account number. */
export const isMask = (code: number): boolean =>
  code === 120 || code === 88 || code === Sign.star || code === Sign.bullet;

export const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 0xa0;
export const isLineBreak = (code: number): boolean => code === 10 || code === 13;

/** Draws an Arabic letter out: it ties a preposition to a word in Latin letters (`بـSR 57.5`). */
const TATWEEL = 0x640;

export const isArabic = (code: number): boolean => code >= 0x600 && code <= 0x6ff;

/** Thai, Chinese and Japanese leave no blanks between words; Korean ties its endings to them. */
export const isUnparted = (code: number): boolean =>
  (code >= 0xe01 && code <= 0xe4e) || (code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3);

/** Digits begin here: Arabic, Persian, the scripts of India from Devanagari to Malayalam, Thai, wide Latin. */
const ZEROS = [...[0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xff10]];

/** Arabic abbreviations of money hold a full stop, which would part them. */
const MONEY: Readonly<Record<string, string>> = {
  'ر.س': 'SAR',
  'د.ك': 'KWD',
  'د.إ': 'AED',
  'ج.م': 'EGP',
  'ر.ق': 'QAR',
  'د.ب': 'BHD',
  'ر.ع': 'OMR',
};
const ARABIC_MONEY = /[دجر]\.[سكإمقبع]/g;

/**
 * The message with compatibility forms, typographic quotes and dashes, and digits of other scripts in their plain form
 * and invisible marks removed. A message in plain ASCII, nearly every one, comes back as it is.
 */
export function plainText(text: string): string {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 127)
      return plain(text.normalize('NFKC').replace(ARABIC_MONEY, (spelled) => MONEY[spelled] ?? spelled));
  }
  return text;
}

function plain(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) continue;
    const replacement = code === TATWEEL ? (text.charCodeAt(at + 1) < 128 ? ' ' : '') : plainForm(code);
    if (replacement === undefined) continue;
    parts.push(text.slice(copied, at), replacement);
    copied = at + 1;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(copied);
}

function plainForm(code: number): string | undefined {
  for (const zero of ZEROS) if (code >= zero && code <= zero + 9) return String(code - zero);
  if (code === 0x2018 || code === 0x2019 || code === 0x2bc) return "'";
  if (code === 0x201c || code === 0x201d) return '"';
  if (code >= 0x2010 && code <= 0x2015) return '-';
  if (code === 0x2212) return '-';
  if (code === 0x66b) return '.';
  if (code === 0x66c) return ',';
  if (code === 0x964) return '.';
  if (code === 0x3002) return '. ';
  if (code === 0x3010) return '[';
  if (code === 0x3011) return ']';
  if ((code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || code === 0xfeff) return '';
  if (code >= 0x2066 && code <= 0x2069) return '';
  return undefined;
}

import { codeAt, isDigit, isLetter, isMask } from './characters.ts';
import * as Sign from './signs.ts';

/** Hidden account numbers are at most this long; the cap keeps a run of stars and digits from being read twice. */
const MASKED_MAX = 40;

/**
 * The end of a number with hidden digits that starts here, or 0. It must end in digits, or show some and then hide the
 * rest (`71xx`), and a lone `x` hides something only before three digits, so that `2x1` and `1xBet` are not accounts;
 * behind the word for an account (`isNamed`) two are enough: `account 1*34`.
 */
export function maskedEnd(codes: Uint16Array, start: number, isNamed = false): number {
  const last = start + MASKED_MAX;
  let at = start;
  let masks = 0;
  let digitsAfter = 0;
  let digits = 0;
  let end = 0;
  for (; at < last; at++) {
    const code = codeAt(codes, at);
    if (isMask(code) || isDoubled(codes, at, code)) {
      masks++;
      digitsAfter = 0;
    } else if (isDigit(code)) {
      digits++;
      digitsAfter++;
      end = at + 1;
    } else if (code !== Sign.hyphen || masks + digits === 0) {
      break;
    }
  }
  if (masks === 0 || digits < 2) return 0;
  if (digitsAfter === 0) return maskedTailEnd(codes, at, end, masks);
  if (isLetter(codeAt(codes, end)) && masks < 2) return 0;
  return masks >= 2 || digitsAfter >= 3 || (isNamed && digitsAfter >= 2) ? end : 0;
}

/** `121##018`, `XX#118`: a lone number sign opens a number, two hide digits, and so does one behind a mask. */
const isDoubled = (codes: Uint16Array, at: number, code: number): boolean => {
  if (code !== Sign.hash) return false;
  const before = at > 0 ? codeAt(codes, at - 1) : 0;
  return codeAt(codes, at + 1) === Sign.hash || before === Sign.hash || isMask(before);
};

/** `XXXX2807x` ends in a stray mask and still shows its digits; `71xx` hides the end. */
function maskedTailEnd(codes: Uint16Array, at: number, digitsEnd: number, masks: number): number {
  if (isLetter(codeAt(codes, at))) return 0;
  if (at === digitsEnd + 1 && masks > 2) return digitsEnd;
  return masks >= 2 ? at : 0;
}

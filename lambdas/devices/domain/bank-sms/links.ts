import { codeAt, isDigit, isLetter } from './characters.ts';
import * as Sign from './signs.ts';
import type { Tokens } from './tokens.ts';

const TOP_LEVEL = new Set(
  'com in co io ly me org net gov edu app page link cc gl ai bank gy biz info to uk us'.split(' '),
);
const TOP_LEVEL_MAX = 4;

/** The end of a link that starts at a letter (`http://`, `https://`, `www.`), or 0. */
export function linkEnd({ text, codes }: Tokens, at: number, code: number): number {
  const first = code | 32;
  if (first === 104) {
    if ((codeAt(codes, at + 1) | 32) !== 116) return 0;
    const scheme = text.slice(at, at + 8).toLowerCase();
    return scheme.startsWith('http://') || scheme === 'https://' ? untilSpace(text, at) : 0;
  }
  if (first === 119 && codeAt(codes, at + 3) === Sign.dot) {
    return text.slice(at, at + 4).toLowerCase() === 'www.' ? untilSpace(text, at) : 0;
  }
  return 0;
}

/** The end of a domain that a path follows (`in/pay`), where the domain's last part starts here; or 0. */
export function pathDomainEnd({ text, codes }: Tokens, at: number): number {
  let end = at;
  while (end - at <= TOP_LEVEL_MAX && isLetter(codeAt(codes, end))) end++;
  const path = codeAt(codes, end + 1);
  if (codeAt(codes, end) !== Sign.slash || !(isLetter(path) || isDigit(path))) return 0;
  return topLevelDomainEnd(text, at);
}

/** The end of a top-level domain that starts here and is a word of its own, or 0. */
export function topLevelDomainEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && end - at <= TOP_LEVEL_MAX && isLetter(text.charCodeAt(end))) end++;
  const length = end - at;
  if (length < 2 || length > TOP_LEVEL_MAX) return 0;
  return TOP_LEVEL.has(text.slice(at, end).toLowerCase()) ? end : 0;
}

function untilSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) > 32 && text.charCodeAt(end) !== 0xa0) end++;
  return end;
}

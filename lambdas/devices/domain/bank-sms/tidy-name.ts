import { isLetter } from './characters.ts';
import type { NameSpan } from './name.ts';

const FIRM = /^m\/s\.?\s+/i;

const LEGAL = /[\s,.]+(?:(?:pvt|private|pte|p)[\s.]*)?(?:ltd|limited|llc|inc)\.?$/i;

/** Company forms end in `d`, `c` or a full stop; most names do not. */
function mayBeLegal(name: string): boolean {
  const last = name.charCodeAt(name.length - 1) | 32;
  return last === 100 || last === 99 || last === 46;
}

/** Letters, digits and single blanks: nothing to tidy but a company form. */
const PLAIN = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;

const isLatin = (code: number): boolean => code < 128 && isLetter(code);

/** The name as a person would write it: single spaces, no company form, no stray signs; null when nothing is left. */
export function tidyName(text: string, { start, end }: NameSpan): string | null {
  if (end <= start) return null;
  let name = text.slice(start, end).trim();
  if (name.length > 80) name = name.slice(0, 80);
  const isPlain = PLAIN.test(name);
  if (!isPlain)
    name = name
      .replace(/\s+/g, ' ')
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .replace(/[\s.,:;'"*_-]+$/u, '');
  const bare = isPlain ? name : name.replace(FIRM, '');
  const short = mayBeLegal(bare) ? bare.replace(LEGAL, '') : bare;
  const tidy = short.length >= 2 ? short : name;
  return tidy.length >= 2 && (isLatin(tidy.charCodeAt(0)) || /\p{L}/u.test(tidy)) ? tidy : null;
}

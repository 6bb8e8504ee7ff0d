import { isDigit, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import type { NameSpan } from './name.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';

const labelsPurpose = conceptSet(
  Concept.bill,
  Concept.pos,
  Concept.purchase,
  Concept.salary,
  Concept.emi,
  Concept.ach,
  Concept.cr,
  Concept.dr,
  Concept.credit,
  Concept.debit,
);

const isLetterWord = ({ kind, start, end }: Token): boolean => kind === Kind.word && end - start === 1;

const LABELS_MAX = 3;

/** `SALARY QUILLON SOFTWARE`, `EMI-NAVI FINSERV`, `NACH DR X`: why it was paid stands before who was. */
export function afterLabels(tokens: Tokens, from: number): number {
  let at = from;
  for (let skipped = 0; skipped < LABELS_MAX && labelsPurpose(tokens.at(at).concept); skipped++) {
    at++;
    const sign = tokens.at(at);
    // `ACH D-`: one letter says which way.
    if (tokens.at(at - 1).concept === Concept.ach && isLetterWord(sign) && isPunct(tokens.at(at + 1), Sign.hyphen))
      at += 2;
    else if (isPunct(sign, Sign.hyphen) || isPunct(sign, Sign.colon) || isPunct(sign, Sign.slash)) at++;
    else if (sign.concept === Concept.of || (sign.concept === Concept.for && isNamed(tokens, at + 1))) at++;
  }
  const next = tokens.at(at);
  // `ELECTRICITY BOARD`, `NOMINA SA`
  if (at === from + 1 && isOffice.has(tokens.textOf(at).toLowerCase())) return from;
  return at > from && next.kind === Kind.word && (next.concept === 0 || next.concept === Concept.title) ? at : from;
}

/** `NACH for LIC`; not `EMI for Nov` */
const isNamed = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).kind === Kind.word && tokens.at(at).concept === 0 && isUpper(tokens.codeAt(tokens.at(at).start));

/** What bears the name of what it sells, and company forms. */
const isOffice: ReadonlySet<string> = new Set(
  'board department dept corporation office company sa sas ltd limited'.split(' '),
);

/** `JANE ROE HDFC0005075`: a code behind a name is no part of it; where the name ends then, else 0. */
export function afterWords({ text }: Tokens, { start, end }: NameSpan): number {
  if (!isDigit(text.charCodeAt(end))) return 0;
  const last = text.lastIndexOf(' ', end);
  return last > start ? last : 0;
}

/** `HDFCH00778553836/NAME`: when the words found are the head of a reference, the token after its slash; else 0. */
export function afterReference(tokens: Tokens, span: NameSpan): number {
  const code = tokens.codeAt(span.end);
  if (code < 48 || code > 57 || tokens.text.slice(span.start, span.end).includes(' ')) return 0;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.start !== span.end) continue;
    const slash = tokens.at(at + 1);
    return isPunct(slash, Sign.slash) || isPunct(slash, Sign.hyphen) ? at + 2 : 0;
  }
  return 0;
}

import { isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import { topLevelDomainEnd } from './links.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Token, Tokens } from './tokens.ts';

/** A full stop ends a clause only before white space or a capital: `Rs.500`, `no.12` and `amazon.in` go on. */
export function endsClause(tokens: Tokens, at: number, token: Token): boolean {
  if (token.kind === Kind.newline) return true;
  if (token.kind !== Kind.punct) return false;
  switch (token.value) {
    case Sign.bang:
    case Sign.question:
    case Sign.semicolon:
      return true;
    case Sign.dot: {
      const before = tokens.at(at - 1);
      if (isAbbreviation(before.concept) || before.currency > 0) return false;
      const next = tokens.at(at + 1);
      return !next.glued || (next.kind === Kind.word && !isDomain(tokens, before, next));
    }
    default:
      return false;
  }
}

/** `AMAZON.IN was cancelled`; not `at SHOP.In case`. */
function isDomain({ text }: Tokens, before: Token, next: Token): boolean {
  if (before.kind !== Kind.word || before.concept > 0) return false;
  const isOneCase = isUpper(text.charCodeAt(before.end - 1)) === isUpper(text.charCodeAt(next.start));
  return isOneCase && topLevelDomainEnd(text, next.start) === next.end;
}

const isAbbreviation = conceptSet(
  Concept.number,
  Concept.account,
  Concept.dr,
  Concept.cr,
  Concept.available,
  Concept.avail,
  Concept.balance,
  Concept.amount,
  Concept.reference,
  Concept.minimum,
  Concept.current,
  Concept.txn,
  Concept.bank,
);

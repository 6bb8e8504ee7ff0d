import { Sign } from './characters.ts';
import { INSTITUTIONS } from './institutions.ts';
import type { NameSpan } from './name.ts';
import { isPunct, Kind, type Tokens } from './tokens.ts';
import type { InstitutionType } from './types.ts';

const WORDS_MAX = 4;

const KEEPING = new Set<InstitutionType>(['bank', 'card', 'wallet', 'lender']);

/** First words of those who keep accounts: a message that opens `HDFC:` names the keeper, not a shop. */
const KEEPERS = new Set([
  ...INSTITUTIONS.filter(({ type }) => KEEPING.has(type)).map(({ name }) => (name.split(' ')[0] ?? name).toLowerCase()),
]);

/** The name before the colon that a message opens with (`Uber: Rs.350 charged`), unless an account's keeper has it. */
export function writerName(tokens: Tokens): NameSpan | null {
  const first = tokens.at(0);
  if (first.kind !== Kind.word || first.currency > 0) return null;
  for (let at = 1; at <= WORDS_MAX; at++) {
    const token = tokens.at(at);
    if (isPunct(token, Sign.colon)) {
      const only = at === 1 && first.concept !== 0;
      return only || KEEPERS.has(tokens.textOf(0).toLowerCase())
        ? null
        : { start: first.start, end: tokens.at(at - 1).end };
    }
    if (token.kind !== Kind.word && !isPunct(token, Sign.ampersand)) return null;
  }
  return null;
}

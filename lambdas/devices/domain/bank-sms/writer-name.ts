import * as Concept from './concepts.ts';
import { INSTITUTIONS } from './institutions.ts';
import { conceptSet } from './lexicon.ts';
import type { NameSpan } from './name.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';
import type { InstitutionType } from './types.ts';

const WORDS_MAX = 4;

const KEEPING = new Set<InstitutionType>(['bank', 'card', 'wallet']);

/** First words of those who keep accounts: a message that opens `HDFC:` names the keeper, not a shop. */
const KEEPERS = new Set([
  ...INSTITUTIONS.filter(({ type }) => KEEPING.has(type)).map(({ name }) => (name.split(' ')[0] ?? name).toLowerCase()),
  ...'sbi pnb bob boi iob uco idbi idfc rbl csb dcb dbs kvb cub tmb pnc td bofa citi'.split(' '),
]);

const NAMES = new Set(INSTITUTIONS.filter(({ type }) => KEEPING.has(type)).map(({ name }) => name.toLowerCase()));
/** Whether a name begins as one of those does: `SBI`, `Axis Bank`. */
export const isKeepersName = (name: string): boolean => KEEPERS.has((name.trim().split(' ', 1)[0] ?? '').toLowerCase());

const namesKeeper = conceptSet(
  Concept.bank,
  Concept.card,
  Concept.credit,
  Concept.debit,
  Concept.account,
  Concept.atm,
  Concept.block,
  Concept.upi,
  Concept.cash,
  Concept.withdrawal,
  Concept.payment,
  Concept.refund,
  Concept.transfer,
  Concept.deposit,
  Concept.txn,
  Concept.purchase,
  Concept.emi,
  Concept.successful,
);
const announces = new Set(['update', 'alert', 'info', 'notice', 'greetings', 'expense', 'message']);

/** The name before the colon that a message opens with (`Uber: Rs.350 charged`), unless an account's keeper has it. */
export function writerName(tokens: Tokens): NameSpan | null {
  const first = tokens.at(0);
  if (first.kind !== Kind.word || first.currency > 0) return null;
  for (let at = 1; at <= WORDS_MAX; at++) {
    const token = tokens.at(at);
    if (isPunct(token, Sign.colon))
      return isName(tokens, at) ? { start: first.start, end: tokens.at(at - 1).end } : null;
    if (token.kind !== Kind.word && !isPunct(token, Sign.ampersand)) return null;
  }
  return null;
}

function isName(tokens: Tokens, colon: number): boolean {
  if (tokens.at(colon + 1).kind === Kind.newline) return false;
  if (announces.has(tokens.textOf(colon - 1).toLowerCase())) return false;
  // `Akbank: ...`
  const keeps = KEEPERS.has(tokens.textOf(0).toLowerCase()) || tokens.textOf(0).toLowerCase().endsWith('bank');
  if (colon === 1) return !keeps && tokens.at(0).concept === 0;
  if (NAMES.has(tokens.text.slice(tokens.at(0).start, tokens.at(colon - 1).end).toLowerCase())) return false;
  for (let at = 1; at < colon; at++) if (namesKeeper(tokens.at(at).concept)) return false;
  return true;
}

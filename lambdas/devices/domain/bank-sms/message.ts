import { type AccountMention, findAccounts } from './accounts.ts';
import { type Amount, findAmounts } from './amounts.ts';
import { foldDates } from './dates.ts';
import { CONCEPT_NAMES } from './lexicon.ts';
import { findMovements, type Movement } from './movements.ts';
import { dependsOnWords, readAgain } from './read-again.ts';
import * as Kind from './token-kinds.ts';
import { tokenize } from './tokenize.ts';
import { Tokens } from './tokens.ts';

/** One message, read once: what the classes, the kinds and the fields are decided from. */
export type Message = {
  readonly text: string;
  readonly tokens: Tokens;
  readonly amounts: readonly Amount[];
  readonly accounts: readonly AccountMention[];
  readonly movements: readonly Movement[];
  /** Whether any word of the message has the concept. */
  readonly has: (concept: number) => boolean;
  readonly hasLink: boolean;
  readonly hasVpa: boolean;
  readonly hasDate: boolean;
};

const scratch = new Tokens();
const seen = new Uint8Array(CONCEPT_NAMES.length);

const has = (concept: number): boolean => seen[concept] === 1;

/** Reads a message. The tokens behind it are reused: use the result before the next call and do not keep it. */
export function readMessage(text: string, tokens: Tokens = scratch): Message {
  tokenize(tokens, text);
  foldDates(tokens);
  let hasLink = false;
  let hasVpa = false;
  let hasDate = false;
  seen.fill(0);
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (dependsOnWords(token.concept)) readAgain(tokens, at, token);
    const { kind, concept } = token;
    if (kind === Kind.word) seen[concept] = 1;
    else if (kind === Kind.link) hasLink = true;
    else if (kind === Kind.vpa) hasVpa = true;
    else if (kind === Kind.date) hasDate = true;
  }
  const amounts = findAmounts(tokens);
  return {
    text: tokens.text,
    tokens,
    amounts,
    accounts: findAccounts(tokens),
    movements: findMovements(tokens),
    has,
    hasLink,
    hasVpa,
    hasDate,
  };
}

import * as Concept from './concepts.ts';
import { conceptSet } from './lexicon.ts';
import * as Kind from './token-kinds.ts';
import type { Tokens } from './tokens.ts';

/** A message may speak of what others say or ask: no news of money. */
export const isQuery = conceptSet(Concept.dispute, Concept.application);
export const isDisputed = conceptSet(
  Concept.debited,
  Concept.deducted,
  Concept.charged,
  Concept.spent,
  Concept.txn,
  Concept.payment,
  Concept.purchase,
  Concept.debit,
  Concept.withdrawn,
  Concept.withdrawal,
);

/** `your dispute`; not `your application fee` */
export const asksAbout = (tokens: Tokens, at: number): boolean =>
  tokens.at(at - 1).concept === Concept.your && tokens.at(at + 1).concept !== Concept.fee;

const isReport = conceptSet(Concept.call, Concept.email);

/** `Wage list for Rs 500`, `TDS certificate: Rs 500`, `payment link of Rs 500` */
export const isTitle = (tokens: Tokens, at: number): boolean => {
  const { kind, concept } = tokens.at(at + 1);
  return kind === Kind.punct || concept === Concept.for || concept === Concept.of;
};

/** `received an SMS` */
export const tellsWord = (tokens: Tokens, verb: number): boolean =>
  tokens.at(verb + 1).concept === Concept.the && isReport(tokens.at(verb + 2).concept);

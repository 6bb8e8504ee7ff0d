import { acknowledgement } from './acknowledgements.ts';
import type { Amount } from './amounts.ts';
import { isUnanchored } from './anchors.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import { directionOf } from './direction.ts';
import { EVIDENCE_MIN, evidenceFor } from './evidence.ts';
import { failure } from './failures.ts';
import { CONCEPT_NAMES } from './lexicon.ts';
import type { Message } from './message.ts';
import { movedAmount } from './moved-amount.ts';
import type { Movement } from './movements.ts';
import { hasCodeWord, isOneTimeCode } from './otp.ts';
import { due, mandate, underway } from './refusals.ts';
import { request } from './requests.ts';
import { bill, passbook } from './statements.ts';
import { withoutMovement } from './topics.ts';
import type { Direction, InstitutionType, NonTransactionClass } from './types.ts';

export type Verdict =
  | {
      readonly isTransaction: true;
      readonly direction: Direction;
      readonly amount: Amount;
      readonly confidence: number;
      readonly rule: string;
    }
  | {
      readonly isTransaction: false;
      readonly class: NonTransactionClass;
      readonly confidence: number;
      readonly rule: string;
    };

/** Who wrote: a person's phone, or a header with the type of its institution where that is known. */
export type Writer = {
  readonly isKnown: boolean;
  readonly isPerson: boolean;
  /** The header carries the regulator's suffix for promotions. */
  readonly isPromoting: boolean;
  readonly type: InstitutionType | null;
};

/** The decision: first everything that rules a movement out, then the weighing of what speaks for one. */
export function classify(message: Message, writer: Writer): Verdict {
  const fact = statedMovement(message);
  const { tokens, has } = message;
  if (hasCodeWord(has) && isOneTimeCode(tokens))
    return { isTransaction: false, class: 'otp', confidence: 0.97, rule: 'otp.code' };
  return (
    failure(message, fact) ??
    request(message, fact) ??
    (writer.isPerson ? PERSONAL : undefined) ??
    (writer.isPromoting ? PROMOTIONAL : undefined) ??
    mandate(message, fact) ??
    bill(message, fact) ??
    passbook(message, fact) ??
    due(message, fact) ??
    underway(message, fact) ??
    acknowledgement(message, fact, writer) ??
    transaction(message, fact, writer) ??
    withoutMovement(message, writer)
  );
}

const PERSONAL: Verdict = { isTransaction: false, class: 'personal', confidence: 0.9, rule: 'personal.sender' };

/** Operators let only offers out under this suffix, whatever the text pretends. */
const PROMOTIONAL: Verdict = { isTransaction: false, class: 'promo', confidence: 0.95, rule: 'promo.sender' };

/** The first movement that has happened: a participle if there is one, else a noun. */
function statedMovement({ movements }: Message): Movement | null {
  let noun: Movement | null = null;
  for (const movement of movements) {
    if (movement.mood !== 'real') continue;
    if (movement.isStrong) return movement;
    if (noun === null || noun.concept === Concept.premium) noun = movement;
  }
  return noun;
}

/** `Your application for Rs 500 is received`, `complaint about a debit is registered`, `payee added`: words arrived, not money. */
function isAboutPapers({ has, tokens }: Message, { at, concept, isStrong }: Movement): boolean {
  if (!isStrong && has(Concept.application)) return true;
  if (concept === Concept.transferred && has(Concept.application)) return true;
  if (concept === Concept.received) return has(Concept.application) || asksFor(tokens, at);
  return concept === Concept.added && (has(Concept.payee) || has(Concept.beneficiary)) && !has(Concept.wallet);
}

/** `Your claim of Rs 500 is received`, `details of cheque 12 for Rs 500 received` */
const asksFor = (tokens: Message['tokens'], at: number): boolean =>
  isSubject(tokens, Concept.request, at) ||
  isSubject(tokens, Concept.imperative, at) ||
  isDetailed(tokens, at) ||
  isObject(tokens, Concept.request, at);

/** `details for cheque 12 of Rs 500 received`; not `Info: Rs 500 received` */
function isDetailed(tokens: Message['tokens'], verb: number): boolean {
  for (let at = verb - 1; at >= 0 && !endsClause(tokens, at, tokens.at(at)); at--) {
    const next = tokens.at(at + 1).concept;
    if (tokens.at(at).concept === Concept.details && (next === Concept.for || next === Concept.of)) return true;
  }
  return false;
}

const OBJECT_REACH = 5;

/** `received your closure request` */
function isObject(tokens: Message['tokens'], concept: number, verb: number): boolean {
  for (let at = verb + 1; at <= verb + OBJECT_REACH && !endsClause(tokens, at, tokens.at(at)); at++) {
    if (tokens.at(at).concept === concept) return true;
  }
  return false;
}

/** Whether the clause that leads up to `verb` speaks of the concept. */
function isSubject(tokens: Message['tokens'], concept: number, verb: number): boolean {
  for (let at = verb - 1; at >= 0 && !endsClause(tokens, at, tokens.at(at)); at--) {
    if (tokens.at(at).concept === concept) return true;
  }
  return false;
}

function transaction(message: Message, fact: Movement | null, writer: Writer): Verdict | undefined {
  if (fact === null || isAboutPapers(message, fact) || isUnanchored(message, fact, writer)) return undefined;
  const amount = movedAmount(message, fact);
  if (amount === null) return undefined;
  const evidence = evidenceFor(message, fact, amount);
  if (evidence < EVIDENCE_MIN) return undefined;
  return {
    isTransaction: true,
    direction: directionOf(message, fact),
    amount,
    confidence: Math.min(0.99, 0.5 + evidence * 0.08),
    rule: `${fact.isStrong ? 'stated' : 'named'}.${CONCEPT_NAMES[fact.concept] ?? ''}`,
  };
}

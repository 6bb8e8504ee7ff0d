import { isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import type { Message } from './message.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Token, type Tokens } from './tokens.ts';
import type { Direction } from './types.ts';

/** The weight of a place: `at SHOP`. */
export const AT_PLACE = 90;

/** How surely a word leads to the other side, by the way the money went; 0 when it does not. */
export function markerWeight(message: Message, at: number, token: Token, direction: Direction): number {
  const { tokens, has } = message;
  const debit = direction === 'debit';
  switch (token.concept) {
    case Concept.payee:
    case Concept.beneficiary:
      return isPartyLabel(tokens, at) ? 95 : debit || token.concept === Concept.payee ? 55 : 0;
    case Concept.at:
      return debit ? AT_PLACE : 30;
    case Concept.to:
      return debit ? 85 : 0;
    case Concept.from:
      // `received from AIRWAVE with reference: Transfer From: 0244-JANE ROE`: the field names the person.
      return debit ? 25 : isLabel(tokens, at) ? 91 : 90;
    case Concept.by:
      if (!debit) return 80;
      return leadsToAddress(tokens, at) ? 45 : has(Concept.charged) || has(Concept.card) ? 40 : 0;
    case Concept.of:
      if (tokens.at(at - 1).concept === Concept.favour) return 92;
      return !debit && (followsAccount(tokens, at) || followsSum(tokens, at) || followsReceipt(tokens, at)) ? 89 : 0;
    case Concept.the:
      // Spanish: `Transferiste $120 a MARIA`
      return debit && isRecipient(tokens, at) ? 60 : 0;
    case Concept.towards:
      return 60;
    case Concept.under:
      return !debit ? 58 : has(Concept.sip) ? 59 : 0;
    case Concept.vpa:
      return 58;
    case Concept.details:
      return 57;
    case Concept.credit:
    case Concept.debit:
      return isLabel(tokens, at) ? 61 : 0;
    case Concept.for:
      return 50;
    case Concept.with:
      // `Never share your PIN with anyone`
      if (tokens.at(at + 1).concept === Concept.the) return 0;
      return debit && !has(Concept.upi) && tokens.textOf(at + 1).toLowerCase() !== 'anyone' ? 48 : 0;
    case Concept.on:
      return debit ? 40 : 0;
    case Concept.in:
      if (tokens.textOf(at + 1).toLowerCase() === 'case') return 0;
      return has(Concept.sip) || has(Concept.invest) ? 70 : debit ? 20 : 0;
    case Concept.as:
      return 35;
    case Concept.against:
      return 30;
    case Concept.cheque:
      // `CLG-TATA AIA`
      return isPunct(tokens.at(at + 1), Sign.hyphen) && tokens.at(at + 2).kind === Kind.word ? 32 : 0;
    case Concept.pos:
      // `Rs 400 Dr on 13-11-26 POS CITY MART`
      return debit && isUpper(tokens.codeAt(tokens.at(at + 1).start)) && tokens.at(at + 1).concept === 0 ? 33 : 0;
    case Concept.purchase:
      return isPunct(tokens.at(at + 1), Sign.comma) ? 32 : 0;
    case Concept.visiting:
      return 70;
    case Concept.paid:
      // `Paid:CITY MART`
      return debit && isLabel(tokens, at) && tokens.at(at + 2).currency === 0 ? 86 : 0;
    case Concept.term:
      // Russian: `Term: SHOP`, where the card was read.
      return debit && isLabel(tokens, at) ? 86 : 0;
    case Concept.name:
      return isLabel(tokens, at) ? 86 : 0;
    case Concept.mobile:
      // `a/c linked to mobile 9XXXXXX210-RAVI K`
      return !debit && tokens.at(at + 1).kind === Kind.masked && isPunct(tokens.at(at + 2), Sign.hyphen) ? 88 : 0;
    default:
      return 0;
  }
}

/** `$120,000.00 COP a MARIA GOMEZ`: capitals behind the sum. */
function isRecipient(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1);
  // `a Ana.` stands alone; `a Month` goes on.
  const last = isCapital(tokens, at + 2) ? at + 3 : at + 2;
  const isAlone = tokens.at(last).kind !== Kind.word && isCapital(tokens, at + 1);
  const isNamed = isAlone || isUpper(tokens.codeAt(next.end - 1));
  return next.kind === Kind.word && next.concept === 0 && followsSum(tokens, at) && isNamed;
}

function isCapital(tokens: Tokens, at: number): boolean {
  const { kind, concept, start } = tokens.at(at);
  return kind === Kind.word && concept === 0 && isUpper(tokens.codeAt(start));
}

/** `by VPA name@bank`: when money left, other words after `by` say how. */
function leadsToAddress(tokens: Tokens, at: number): boolean {
  return tokens.at(at + 1).kind === Kind.vpa || tokens.at(at + 2).kind === Kind.vpa;
}

const isLabel = (tokens: Tokens, at: number): boolean => isPunct(tokens.at(at + 1), Sign.colon);

const LABEL_WORDS_MAX = 2;

/** `Payee:`, `Receiver Name:`, `Beneficiary Account Title:` */
function isPartyLabel(tokens: Tokens, at: number): boolean {
  for (let next = at + 1; next <= at + 1 + LABEL_WORDS_MAX; next++) {
    if (isPunct(tokens.at(next), Sign.colon)) return true;
    if (!isPartyWord(tokens, next)) return false;
  }
  return false;
}

/** `Name`, `Account Title`: what a label of a party may go on with. */
export function isPartyWord(tokens: Tokens, at: number): boolean {
  const { concept } = tokens.at(at);
  if (concept === Concept.name) return true;
  if (concept === Concept.account) return tokens.textOf(at + 1).toLowerCase() === TITLE;
  return tokens.textOf(at).toLowerCase() === TITLE;
}

const TITLE = 'title';

/** `una transferencia por $200.000 de JUAN` */
const followsSum = (tokens: Tokens, at: number): boolean =>
  tokens.at(at - 1).kind === Kind.amount || tokens.at(at - 1).currency > 0;

/** `Pix recebido de MARIA` */
const followsReceipt = (tokens: Tokens, at: number): boolean => tokens.at(at - 1).concept === Concept.received;

function followsAccount(tokens: Tokens, at: number): boolean {
  const before = tokens.at(at - 1);
  return before.kind === Kind.masked || before.kind === Kind.number;
}

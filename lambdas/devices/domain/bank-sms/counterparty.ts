import type { AccountMention } from './accounts.ts';
import { proposeActor, proposeCredited, proposeObject, proposeRefunder } from './actor-proposals.ts';
import * as Concept from './concepts.ts';
import { proposeAfterSum, proposeField, proposeLine, proposeUnparted } from './field-proposals.ts';
import { conceptSet } from './lexicon.ts';
import { proposeMarked } from './marked-name.ts';
import { markerWeight } from './markers.ts';
import type { Message } from './message.ts';
import { type NameSpan, nameAt } from './name.ts';
import type { Narration } from './narration.ts';
import { isPostposition, isSuffixed, proposePostposed, proposeSuffixed } from './postposed-name.ts';
import { type Best, PROPOSAL, proposeWriter } from './proposals.ts';
import * as Sign from './signs.ts';
import { tidyName } from './tidy-name.ts';
import * as Kind from './token-kinds.ts';
import { isPunct, type Tokens } from './tokens.ts';
import type { Direction } from './types.ts';

export type Counterparty = { readonly name: string | null; readonly vpa: string | null };

/**
 * The other side of the payment. Every marker (`to`, `at`, `from`, `Payee:`, a coded narration, a line of its own)
 * proposes a name with a weight by direction; the heaviest proposal that really is a name wins. A writer that keeps
 * money (`isKeeper`) is no shop.
 */
export function findCounterparty(
  message: Message,
  direction: Direction,
  own: AccountMention | null,
  narration: Narration | null,
  isKeeper: boolean,
): Counterparty {
  const { tokens } = message;
  const best: Best = { weight: 0, span: { start: 0, end: 0 }, vpa: -1, account: -1 };
  let firstVpa = -1;
  if (narration !== null && narration.nameEnd > 0) {
    best.weight = PROPOSAL.narration;
    best.span = narratedName(tokens, narration);
  }
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.kind === Kind.vpa && firstVpa < 0) firstVpa = at;
    if (token.kind === Kind.newline) proposeLine(tokens, at, best);
    if (isPunct(token, Sign.semicolon)) proposeCredited(tokens, at, best);
    if (token.kind !== Kind.word) continue;
    if (token.concept === 0) {
      if (tokens.codeAt(token.start) > 127) proposeUnparted(message, at, best);
      else if (isSuffixed(tokens, token)) proposeSuffixed(tokens, at, direction, best);
      continue;
    }
    if (isPostposition(token.concept)) proposePostposed(tokens, at, direction, best);
    if (direction === 'credit' ? gives(token.concept) : token.concept === Concept.taken) proposeActor(tokens, at, best);
    if (token.concept === Concept.refund) proposeRefunder(tokens, at, best);
    if (direction === 'debit' && gives(token.concept)) proposeObject(tokens, at, best);
    const weight = markerWeight(message, at, token, direction);
    if (weight > best.weight) proposeMarked(tokens, at, weight, best, own);
  }
  proposeWriter(message, direction, best, isKeeper);
  if (direction === 'debit' && best.weight === 0) proposeAfterSum(message, best);
  if (direction === 'debit' && best.weight === 0 && firstVpa < 0) proposeFields(tokens, best);
  return settle(tokens, best, firstVpa);
}

/** Commas and bars count only where nothing else leads to a name. */
function proposeFields(tokens: Tokens, best: Best): void {
  for (let at = 1; at < tokens.count && best.weight === 0; at++)
    if (tokens.at(at).kind === Kind.punct) proposeField(tokens, at, best);
}

const gives = conceptSet(Concept.sent, Concept.paid, Concept.transferred);

/** The narration's name as the grammar of names reads it, so that a date behind it does not belong to it. */
function narratedName(tokens: Tokens, { nameStart, nameEnd }: Narration): NameSpan {
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.start < nameStart) continue;
    const { start, end } = nameAt(tokens, afterPurpose(tokens, afterCode(tokens, at)));
    return end === 0 ? { start: nameStart, end: nameEnd } : { start, end: Math.min(end, nameEnd) };
  }
  return { start: nameStart, end: nameEnd };
}

/** `CITIR5202611 ORBIT LLP`: the token behind a reference that opens the narration. */
function afterCode(tokens: Tokens, at: number): number {
  const digits = tokens.at(at + 1);
  if (tokens.at(at).kind !== Kind.word || digits.kind !== Kind.number || !digits.glued) return at;
  const next = tokens.at(at + 2);
  return digits.end - digits.start > 5 && next.kind === Kind.word && !next.glued ? at + 2 : at;
}

const leadsOn = conceptSet(Concept.on, Concept.to, Concept.at, Concept.for);

/** `payment on NYKAA using UPI`: the token behind the purpose. */
const afterPurpose = (tokens: Tokens, at: number): number =>
  tokens.at(at).concept === Concept.payment && leadsOn(tokens.at(at + 1).concept) ? at + 2 : at;

function settle(tokens: Tokens, best: Best, firstVpa: number): Counterparty {
  const vpaAt = best.vpa >= 0 ? best.vpa : firstVpa;
  const vpa = vpaAt >= 0 ? tokens.textOf(vpaAt) : null;
  const name = best.vpa >= 0 ? null : tidyName(tokens.text, best.span);
  const byAddress = vpa !== null && (name === null || best.weight < PROPOSAL.address);
  if (byAddress) return { name: vpa.slice(0, vpa.indexOf('@')), vpa };
  if (name !== null) return { name, vpa };
  return { name: best.account >= 0 ? tokens.textOf(best.account) : null, vpa };
}

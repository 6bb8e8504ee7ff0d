import { Concept } from './lexicon.ts';
import type { Message } from './message.ts';
import type { Direction, TransactionKind } from './types.ts';

type Rule = readonly [TransactionKind, (message: Message, direction: Direction, main: number) => boolean];

/** From the surest sign to the weakest: why money moved comes before how it did. */
const RULES: readonly Rule[] = [
  [
    'refund',
    ({ has }, direction) =>
      direction === 'credit' && (has('reversed') || has('refunded') || has('refund') || has('reversal')),
  ],
  ['cashback', ({ has }, direction) => direction === 'credit' && (has('cashback') || has('reward'))],
  ['loan', ({ has }, direction) => direction === 'credit' && (has('disbursed') || has('loan'))],
  ['salary', ({ has }, direction) => direction === 'credit' && has('salary')],
  ['interest', ({ has }, direction) => direction === 'credit' && has('interest')],
  ['investment', ({ has }, direction) => has('sip') || has('invest') || (direction === 'credit' && has('dividend'))],
  [
    'fee',
    ({ has, tokens }, direction) => direction === 'debit' && has('fee') && !tokens.at(0).glued && isFeePurpose(tokens),
  ],
  ['emi', ({ has }, direction) => direction === 'debit' && (has('emi') || has('loan'))],
  ['mandate', ({ has }, direction) => direction === 'debit' && has('mandate')],
  ['atm', ({ has }, direction) => direction === 'debit' && (has('atm') || has('withdrawn') || has('withdrawal'))],
  ['cheque', ({ has }) => has('cheque')],
  ['cash', ({ has }, direction) => direction === 'credit' && (has('cash') || has('cdm'))],
  ['upi', ({ has, hasVpa }) => has('upi') || has('vpa') || hasVpa],
  ['recharge', ({ has }) => has('recharge') || has('recharged')],
  ['bill', ({ has }) => has('bill') || has('premium')],
  ['neft', ({ has }) => has('neft')],
  ['rtgs', ({ has }) => has('rtgs')],
  ['imps', ({ has }) => has('imps')],
  ['mandate', ({ has }, direction) => direction === 'debit' && has('ach')],
  ['wallet', ({ has }) => has('wallet') || has('topup')],
  ['card', ({ has }) => has('card') || has('spent') || has('swiped') || has('pos')],
  ['transfer', ({ has }) => has('transferred') || has('transfer') || has('sent') || has('beneficiary')],
];

/** `towards annual charges`, `AMC debited`: the fee is what was paid for, not a footnote. */
function isFeePurpose(tokens: Message['tokens']): boolean {
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.at(at).concept !== Concept.fee) continue;
    const before = [tokens.at(at - 1), tokens.at(at - 2), tokens.at(at - 3), tokens.at(at - 4)];
    if (before.some(({ concept }) => concept === Concept.towards || concept === Concept.for)) return true;
  }
  return false;
}

export function kindOf(message: Message, direction: Direction, main: number): TransactionKind {
  for (const [kind, applies] of RULES) if (applies(message, direction, main)) return kind;
  return 'other';
}

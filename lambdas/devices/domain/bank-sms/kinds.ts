import type { Amount } from './amounts.ts';
import { endsClause } from './clauses.ts';
import { Concept } from './lexicon.ts';
import type { Message } from './message.ts';
import { Kind } from './tokens.ts';
import type { Direction, InstitutionType, TransactionKind } from './types.ts';

type Case = Message & {
  readonly direction: Direction;
  readonly amount: Amount;
  readonly writer: InstitutionType | null;
};
type Rule = readonly [TransactionKind, (message: Case) => boolean];

const isDebit = ({ direction }: Case): boolean => direction === 'debit';
const isCredit = ({ direction }: Case): boolean => direction === 'credit';

/** From the surest sign to the weakest: why money moved comes before how it did. */
const RULES: readonly Rule[] = [
  [
    'refund',
    (sms) => isCredit(sms) && (sms.has('reversed') || sms.has('refunded') || sms.has('refund') || sms.has('reversal')),
  ],
  ['cashback', (sms) => isCredit(sms) && (sms.has('cashback') || sms.has('reward'))],
  ['loan', (sms) => isCredit(sms) && (sms.has('disbursed') || sms.has('loan'))],
  ['salary', (sms) => isCredit(sms) && sms.has('salary')],
  ['interest', (sms) => isCredit(sms) && sms.has('interest')],
  ['investment', ({ has }) => has('sip') || has('redemption') || has('invest') || has('invested') || has('dividend')],
  ['fee', (sms) => isDebit(sms) && isFee(sms)],
  ['investment', ({ writer }) => writer === 'broker'],
  ['loan', (sms) => isDebit(sms) && sms.has('loan') && sms.has('foreclosure')],
  ['interest', (sms) => isDebit(sms) && sms.has('interest') && !sms.has('emi')],
  ['loan', (sms) => isDebit(sms) && sms.writer === 'lender' && !sms.has('emi') && !sms.has('spent') && isRepaid(sms)],
  ['emi', (sms) => isDebit(sms) && (sms.has('emi') || sms.has('loan'))],
  ['atm', (sms) => isDebit(sms) && (sms.has('atm') || (sms.has('withdrawn') && !sms.has('cash')))],
  ['cheque', (sms) => isNear(sms, Concept.cheque)],
  ['cash', (sms) => isNear(sms, Concept.cash) || sms.has('cdm')],
  ['mandate', (sms) => isDebit(sms) && sms.has('mandate') && !sms.has('upi') && !sms.has('card')],
  ['upi', ({ has, hasVpa }) => has('upi') || has('vpa') || hasVpa],
  ['atm', (sms) => isDebit(sms) && sms.has('withdrawal')],
  ['recharge', ({ has }) => has('recharge') || has('recharged')],
  ['bill', ({ has }) => has('bill') || has('premium')],
  ['neft', ({ has }) => has('neft')],
  ['rtgs', ({ has }) => has('rtgs')],
  ['imps', ({ has }) => has('imps')],
  ['mandate', (sms) => isDebit(sms) && (sms.has('ach') || sms.has('mandate'))],
  ['wallet', ({ has, writer }) => has('wallet') || has('topup') || has('top') || writer === 'wallet'],
  ['card', ({ has }) => has('card') || has('spent') || has('swiped') || has('pos')],
  [
    'transfer',
    ({ has }) => has('transferred') || has('transfer') || has('sent') || has('received') || has('beneficiary'),
  ],
];

/** The first rule that applies names the kind. */
export function kindOf(sms: Case): TransactionKind {
  for (const [kind, applies] of RULES) if (applies(sms)) return kind;
  return 'other';
}

const isRepaid = ({ has }: Case): boolean => has('payment') || has('received') || has('collected');

const FEE_REACH = 8;

/** `towards annual charges`, `Late fee of Rs 299 levied`: the fee is what was paid, not a footnote to it. */
function isFee({ has, tokens, amount }: Case): boolean {
  if (has('maintenance') && (has('balance') || has('fee'))) return true;
  if (!has('fee')) return false;
  if (amount.role === 'fee' || has('returned') || has('bounced')) return true;
  for (let at = Math.max(0, amount.first - FEE_REACH); at <= amount.last + FEE_REACH; at++) {
    if (at > amount.last && endsClause(tokens, at, tokens.at(at))) return false;
    // `(fee Rs.5.90)` names its own sum.
    const next = tokens.at(at + 1);
    if (tokens.at(at).concept === Concept.fee && next.currency === 0 && next.kind !== Kind.amount) return true;
  }
  return false;
}

const NEAR = 14;

/** Banks add sentences about cheques to every message; only one beside the sum tells how it moved. */
function isNear({ tokens, amount }: Case, concept: number): boolean {
  for (let at = amount.first - NEAR; at <= amount.last + NEAR; at++) if (tokens.at(at).concept === concept) return true;
  return false;
}

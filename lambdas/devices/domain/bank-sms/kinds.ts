import type { Amount } from './amounts.ts';
import { endsClause } from './clauses.ts';
import * as Concept from './concepts.ts';
import type { Message } from './message.ts';
import * as Kind from './token-kinds.ts';
import type { Direction, InstitutionType, TransactionKind } from './types.ts';

type Case = Pick<Message, 'has' | 'hasVpa' | 'tokens' | 'accounts'> & {
  readonly amount: Amount;
  readonly writer: InstitutionType | null;
};

/** The direction is left out where a kind goes both ways. */
type Rule = readonly [TransactionKind, (message: Case) => boolean, Direction?];

/** From the surest sign to the weakest: why money moved comes before how it did. */
const RULES: readonly Rule[] = [
  [
    'refund',
    (sms) =>
      sms.has(Concept.reversed) || sms.has(Concept.refunded) || sms.has(Concept.refund) || sms.has(Concept.reversal),
    'credit',
  ],
  ['cashback', (sms) => sms.has(Concept.cashback) || sms.has(Concept.reward), 'credit'],
  ['loan', (sms) => sms.has(Concept.disbursed) || sms.has(Concept.loan), 'credit'],
  ['salary', (sms) => sms.has(Concept.salary), 'credit'],
  ['interest', (sms) => sms.has(Concept.interest), 'credit'],
  ['fee', (sms) => sms.has(Concept.invest) && isFee(sms), 'debit'],
  [
    'investment',
    ({ has }) =>
      has(Concept.sip) ||
      has(Concept.redemption) ||
      has(Concept.invest) ||
      has(Concept.invested) ||
      has(Concept.dividend),
  ],
  ['fee', isFee, 'debit'],
  ['investment', ({ writer }) => writer === 'broker'],
  ['loan', (sms) => sms.has(Concept.loan) && sms.has(Concept.foreclosure), 'debit'],
  ['interest', (sms) => sms.has(Concept.interest) && !sms.has(Concept.emi), 'debit'],
  [
    'loan',
    (sms) => sms.writer === 'lender' && !sms.has(Concept.emi) && !sms.has(Concept.spent) && isRepaid(sms),
    'debit',
  ],
  // `Rs 500 spent at SHOP. Convert to EMI?`
  ['emi', (sms) => (sms.has(Concept.emi) && !sms.has(Concept.spent)) || sms.has(Concept.loan), 'debit'],
  ['atm', (sms) => sms.has(Concept.atm) || (sms.has(Concept.withdrawn) && !sms.has(Concept.cash)), 'debit'],
  ['cheque', (sms) => isNear(sms, Concept.cheque)],
  ['cash', (sms) => isNear(sms, Concept.cash) || sms.has(Concept.cdm)],
  ['mandate', (sms) => sms.has(Concept.mandate) && !sms.has(Concept.upi) && !sms.has(Concept.card), 'debit'],
  ['upi', ({ has, hasVpa }) => has(Concept.upi) || has(Concept.vpa) || hasVpa],
  ['atm', (sms) => sms.has(Concept.withdrawal), 'debit'],
  ['recharge', ({ has }) => has(Concept.recharge) || has(Concept.recharged)],
  ['bill', ({ has }) => has(Concept.bill) || has(Concept.premium)],
  ['neft', ({ has }) => has(Concept.neft)],
  ['rtgs', ({ has }) => has(Concept.rtgs)],
  ['imps', ({ has }) => has(Concept.imps)],
  ['mandate', (sms) => sms.has(Concept.ach) || sms.has(Concept.mandate), 'debit'],
  [
    'wallet',
    ({ has, writer, accounts }) =>
      has(Concept.wallet) || has(Concept.topup) || has(Concept.top) || (writer === 'wallet' && accounts.length === 0),
  ],
  ['card', ({ has }) => has(Concept.card) || has(Concept.spent) || has(Concept.swiped) || has(Concept.pos)],
  [
    'transfer',
    ({ has }) =>
      has(Concept.transferred) ||
      has(Concept.transfer) ||
      has(Concept.sent) ||
      has(Concept.received) ||
      has(Concept.beneficiary),
  ],
];

const rulesFor = (direction: Direction) =>
  RULES.filter(([, , only]) => only === undefined || only === direction).map(([kind, applies]) => ({ kind, applies }));

const RULES_BY_DIRECTION = { debit: rulesFor('debit'), credit: rulesFor('credit') };

/** The first rule that applies names the kind; `writer` is the type of the institution that sent the message. */
export function kindOf(
  { has, hasVpa, tokens, accounts }: Message,
  direction: Direction,
  amount: Amount,
  writer: InstitutionType | null,
): TransactionKind {
  const sms: Case = { has, hasVpa, tokens, accounts, amount, writer };
  for (const rule of RULES_BY_DIRECTION[direction]) if (rule.applies(sms)) return rule.kind;
  return 'other';
}

const isRepaid = ({ has }: Case): boolean => has(Concept.payment) || has(Concept.received) || has(Concept.collected);

const FEE_REACH = 8;

/** `towards annual charges`, `Late fee of Rs 299 levied`: the fee is what was paid, not a footnote to it. */
function isFee({ has, tokens, amount }: Case): boolean {
  if (has(Concept.maintenance) && (has(Concept.balance) || has(Concept.fee))) return true;
  if (!has(Concept.fee)) return false;
  if (amount.role === 'fee' || has(Concept.returned) || has(Concept.bounced)) return true;
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
function isNear({ has, tokens, amount }: Case, concept: number): boolean {
  if (!has(concept)) return false;
  for (let at = amount.first - NEAR; at <= amount.last + NEAR; at++) if (tokens.at(at).concept === concept) return true;
  return false;
}

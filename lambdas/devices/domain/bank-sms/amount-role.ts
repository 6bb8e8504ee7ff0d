import { isBounded, isConversion, isPrice, isSigned, isWorth } from './amount-signs.ts';
import * as Concept from './concepts.ts';
import { followingRole, isNear } from './following-role.ts';
import * as Sign from './signs.ts';
import { beforeRemark, endsLabel, hasMinimum, isLabel, isWhatIsLeft, leadsUp, namesNumber } from './sum-labels.ts';
import * as Kind from './token-kinds.ts';
import type { Tokens } from './tokens.ts';

/** What a sum stands for; `plain` sums are candidates for the amount that moved, `owed` is an
 * "outstanding balance", which some banks say of what is left and others of what is due, `ceiling` bounds another sum. */
export type AmountRole = 'plain' | 'balance' | 'limit' | 'due' | 'minDue' | 'outstanding' | 'fee' | 'owed' | 'ceiling';

const LOOK_BACK = 14;

const UNKNOWN_WORDS_MAX = 2;

/** Reads the words that lead up to a sum (`Avl Bal in A/c XX12 is`), then the few that follow it (`is due`). */
export function amountRole(tokens: Tokens, first: number, last: number): AmountRole {
  if (isSigned(tokens, first)) return 'plain';
  if (isConversion(tokens, first) || isPrice(tokens, first) || isWorth(tokens, first)) return 'ceiling';
  if (isBounded(tokens, first)) return 'limit';
  let unknown = 0;
  let sawAmount = false;
  for (let back = 1; back <= LOOK_BACK; back++) {
    const at = first - back;
    const token = tokens.at(at);
    if (token.kind === Kind.end || token.kind === Kind.newline) break;
    if (token.kind === Kind.punct) {
      const remarked = token.value === Sign.close && back === 1 ? beforeRemark(tokens, at) : -1;
      if (remarked >= 0) {
        back = first - remarked - 1;
        continue;
      }
      if (endsLabel(tokens, at, token) && !(back === 1 && isLabel(tokens.at(at - 1).concept))) break;
      continue;
    }
    if (token.kind !== Kind.word) {
      if (token.kind === Kind.vpa || token.kind === Kind.link) break;
      if (token.kind === Kind.amount) break;
      if (token.kind === Kind.number && !namesNumber(tokens.at(at - 1).concept)) break;
      continue;
    }
    switch (token.concept) {
      case Concept.balance:
      case Concept.availableBalance:
        return balanceRole(tokens, at);
      case Concept.limit:
      case Concept.margin:
        return 'limit';
      case Concept.left:
        // `left Rs 1,890`; `limit left`, not `has left`
        if (back > 1 || tokens.at(at - 1).concept === Concept.has) return followingRole(tokens, first, last);
        return tokens.at(at - 1).concept === Concept.limit ? 'limit' : 'balance';
      case Concept.has:
        // `You now have Rs 512`
        if (back === 1 && tokens.at(at - 1).concept === Concept.now) return 'balance';
        continue;
      case Concept.credit:
        // `Remaining credit INR 61,450`
        return isWhatIsLeft(tokens.at(at - 1).concept) ? 'limit' : followingRole(tokens, first, last);
      case Concept.spend:
        return mayStill(tokens, at - 1) ? 'limit' : followingRole(tokens, first, last);
      case Concept.available:
      case Concept.avail:
        return availableRole(tokens, at, first);
      case Concept.due:
      case Concept.overdue:
        return isNear(tokens, at, first, Concept.minimum) ? 'minDue' : 'due';
      case Concept.outstanding:
        return 'outstanding';
      case Concept.minimum:
        return 'minDue';
      case Concept.txn:
      case Concept.purchase:
        // `Min. transaction: Rs 500`
        return hasMinimum(tokens, at) ? 'ceiling' : followingRole(tokens, first, last);
      case Concept.payment:
        // `Minimum payment Rs 200`
        if (tokens.at(at - 1).concept === Concept.minimum) return 'minDue';
        return followingRole(tokens, first, last);
      case Concept.upto:
      case Concept.bound:
        return 'ceiling';
      case Concept.up:
        return tokens.at(at + 1).concept === Concept.to ? 'ceiling' : 'plain';
      case Concept.keep:
        return 'ceiling';
      case Concept.fee:
        return 'fee';
      case Concept.amount:
        sawAmount = true;
        continue;
      case Concept.tax:
        return withheld(tokens, at) ? 'fee' : followingRole(tokens, first, last);
      case Concept.interest:
        return sawAmount ? 'fee' : followingRole(tokens, first, last);
      case 0:
        // `saldo M-Pesa e de`: single letters are no words.
        if (token.end - token.start > 1) unknown++;
        break;
      default:
        if (!leadsUp(token.concept)) return followingRole(tokens, first, last);
    }
    if (unknown > UNKNOWN_WORDS_MAX) break;
  }
  return followingRole(tokens, first, last);
}

/** `net of TDS Rs 368`: tax that was kept back stands beside what moved. */
const withheld = (tokens: Tokens, at: number): boolean => tokens.textOf(at).toLowerCase() !== 'tax';

/** `You can still spend AED 500` */
const mayStill = (tokens: Tokens, at: number): boolean =>
  tokens.at(at).concept === Concept.can || (tokens.at(at).concept === 0 && tokens.at(at - 1).concept === Concept.can);

function balanceRole(tokens: Tokens, at: number): AmountRole {
  const before = tokens.at(at - 1).concept;
  if (before === Concept.outstanding) return 'owed';
  if (before === Concept.due || before === Concept.loan) return 'outstanding';
  if (before === Concept.previous) return 'ceiling';
  if (before === Concept.minimum || tokens.at(at - 2).concept === Concept.minimum) return 'fee';
  return 'balance';
}

/** `spent on SFB CC 4278 ... Avlb Rs 900`: what is left of a credit card is its limit. */
function spendsCredit(tokens: Tokens, at: number): boolean {
  for (let back = at - 1; back >= 0; back--)
    if (tokens.at(back).concept === Concept.card)
      return tokens.textOf(back).toLowerCase() === 'cc' || tokens.at(back - 1).concept === Concept.credit;
  return false;
}

function availableRole(tokens: Tokens, at: number, first: number): AmountRole {
  for (let next = at - 2; next < first; next++) {
    const { concept } = tokens.at(next);
    if (concept === Concept.limit || concept === Concept.credit || concept === Concept.margin) return 'limit';
    if (concept === Concept.balance) return 'balance';
  }
  return at + 1 === first && spendsCredit(tokens, at) ? 'limit' : 'balance';
}

import type { Verdict } from './classify.ts';
import * as Concept from './concepts.ts';
import { asksWhose } from './counter-signs.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import { isCarriedOut } from './movement-context.ts';
import type { Movement } from './movements.ts';
import { notice } from './notice.ts';
import { endOfSumBehind } from './sum-beside.ts';
import * as Kind from './token-kinds.ts';

type Fact = Movement | null;

const REQUEST_REACH = 5;

/** Someone asks for money: `collect request`, `payment request`, `has requested Rs 500`. */
export function request({ has, tokens, hasLink }: Message, fact: Fact): Verdict | undefined {
  if (has(Concept.pay) && hasLink && fact === null && (has(Concept.please) || asksByLink(tokens)))
    return notice('request', 'request.link', 0.7);
  if (fact === null && has(Concept.ask) && (has(Concept.pay) || asksSum(tokens)) && !has(Concept.never))
    return notice('request', 'request.asks', 0.7);
  if (has(Concept.approve) && !fact?.isStrong && asksApproval(tokens)) return notice('request', 'request.tap', 0.8);
  if (has(Concept.your) && has(Concept.txn) && asksWhose(tokens))
    return notice('request', 'request.confirmation', 0.75);
  const asksMandate = has(Concept.mandate) && !has(Concept.collect);
  if (has(Concept.request) && asksMandate && has(Concept.approve)) return notice('request', 'request.mandate', 0.8);
  if (!has(Concept.request) || asksMandate) return undefined;
  const asks = fact?.concept === Concept.received || fact?.concept === Concept.sent || fact?.concept === Concept.paid;
  if (fact?.isStrong && !asks) return undefined;
  if (has(Concept.pin) && has(Concept.approve)) return notice('request', 'request.approve');
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.at(at).concept !== Concept.request) continue;
    const before = tokens.at(at - 1).concept;
    // `Your redemption request is received`: the customer asks.
    if (before === Concept.refund || isCustomers(tokens, at) || isCarriedOut(tokens, at)) continue;
    if (before === Concept.collect || before === Concept.payment || before === Concept.money) {
      return notice('request', 'request.collect');
    }
    for (let next = at + 1; next < at + REQUEST_REACH; next++) {
      const { kind, concept } = tokens.at(next);
      if (concept === Concept.purchase) break;
      if (kind === Kind.amount || concept === Concept.payment || concept === Concept.money) {
        return notice('request', 'request.money');
      }
    }
  }
  return undefined;
}

/** `SHOP asks Rs 500 from your A/c`, `you owe RAHUL Rs 500` */
function asksSum(tokens: Message['tokens']): boolean {
  for (let at = 0; at < tokens.count; at++)
    if (
      tokens.at(at).concept === Concept.ask &&
      (endOfSumBehind(tokens, at) > at || endOfSumBehind(tokens, at + 1) > at + 1)
    )
      return true;
  return false;
}

/** `Pay Rs 500 to CITY SCHOOL using this link` */
function asksByLink(tokens: Message['tokens']): boolean {
  const sum = tokens.at(0).concept === Concept.pay ? endOfSumBehind(tokens, 0) : 0;
  return sum > 0 && tokens.at(sum + 1).concept === Concept.to && tokens.at(sum + 2).concept === 0;
}

const isPending = conceptSet(Concept.txn, Concept.payment, Concept.purchase);

/** `Tap to approve your transaction at SHOP` */
function asksApproval(tokens: Message['tokens']): boolean {
  for (let at = 1; at < tokens.count; at++) {
    if (tokens.at(at).concept !== Concept.approve || tokens.at(at - 1).concept !== Concept.to) continue;
    const next = tokens.at(at + 1).concept;
    if ((next === Concept.your || next === Concept.the) && isPending(tokens.at(at + 2).concept)) return true;
  }
  return false;
}

const OWNER_REACH = 3;

/** `your redemption request`, `booking request ... received`; not `payment request` nor `your collect request` */
function isCustomers(tokens: Message['tokens'], at: number): boolean {
  const before = tokens.at(at - 1).concept;
  if (before === Concept.collect || before === Concept.payment || before === Concept.money) return false;
  for (let back = at - 1; back >= at - OWNER_REACH; back--) if (tokens.at(back).concept === Concept.your) return true;
  return false;
}

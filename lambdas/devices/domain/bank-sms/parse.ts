import { accountTail, ownAccount } from './accounts.ts';
import type { Amount } from './amounts.ts';
import { classify, type Verdict } from './classify.ts';
import { findCounterparty } from './counterparty.ts';
import { isoDate, isoTime } from './dates.ts';
import { senderHeader } from './headers.ts';
import { kindOf } from './kinds.ts';
import { Concept, conceptSet } from './lexicon.ts';
import { currencyCodeOf } from './local-currency.ts';
import { type Message, readMessage } from './message.ts';
import { findNarration } from './narration.ts';
import { findReference } from './references.ts';
import { Kind } from './tokens.ts';
import type { BankNotice, BankSms, BankTransaction, InstitutionType } from './types.ts';

/**
 * Reads one message of a bank, card, wallet, lender or shop. Pure, never throws, linear in the message's length.
 * `sender` is the header as the phone shows it, or null when it is not known.
 */
export function parseBankSms(sms: { sender: string | null; message: string }): BankSms {
  return parseMessage(sms.sender, readMessage(sms.message));
}

/** The same for a message that is read already; a test counts its looks at the tokens. */
export function parseMessage(sender: string | null, message: Message): BankSms {
  const { form, category, institution, institutionType, currency } = senderHeader(sender);
  const verdict = classify(message, {
    isKnown: sender !== null,
    isPerson: form === 'phone',
    isPromoting: category === 'promotional',
    type: institutionType,
  });
  const body = verdict.isTransaction
    ? transactionOf(message, verdict, currency, institutionType)
    : noticeOf(message, verdict, currency);
  return { institution, institutionType, ...body };
}

function transactionOf(
  message: Message,
  verdict: Verdict & { isTransaction: true },
  home: string | null,
  writer: InstitutionType | null,
): BankTransaction {
  const { tokens, amounts, accounts } = message;
  const { direction, amount } = verdict;
  const account = ownAccount(accounts, direction);
  const narration = findNarration(tokens);
  const kind = kindOf({ ...message, direction, amount, writer });
  const { name, vpa } = findCounterparty(message, direction, account, narration);
  return {
    isTransaction: true,
    direction,
    kind,
    amountMinor: BigInt(amount.minor),
    currency: currencyCodeOf(message, amount, home),
    account: account === null ? null : accountTail(tokens, account),
    balanceMinor: minorOf(amounts, 'balance') ?? (owesNothing(message) ? minorOf(amounts, 'owed') : null),
    limitMinor: minorOf(amounts, 'limit'),
    merchant: name,
    vpa,
    reference: findReference(tokens) ?? narration?.reference ?? null,
    statedAt: statedAt(message),
    isCard: account?.isCard === true || (message.has('card') && message.has('spent')),
    confidence: verdict.confidence,
    rule: kind === 'fee' && isForReturn(message) ? `${verdict.rule}.bounce` : verdict.rule,
  };
}

/** The charge that follows a returned cheque or mandate. */
const isForReturn = ({ has }: Message): boolean => has('bounced') || has('returned');

function noticeOf(message: Message, verdict: Verdict & { isTransaction: false }, home: string | null): BankNotice {
  const { tokens, amounts, accounts } = message;
  const main =
    amounts.find(({ role }) => role === 'due') ??
    amounts.find(({ role }) => role === 'plain' || role === 'outstanding');
  const account = ownAccount(accounts, null);
  return {
    isTransaction: false,
    class: verdict.class,
    amountMinor: main === undefined ? null : BigInt(main.minor),
    currency: main === undefined ? null : currencyCodeOf(message, main, home),
    dueDate: dueDate(message),
    minDueMinor: minorOf(amounts, 'minDue'),
    account: account === null ? null : accountTail(tokens, account),
    balanceMinor: minorOf(amounts, 'balance'),
    limitMinor: minorOf(amounts, 'limit'),
    merchant: null,
    reference: verdict.class === 'otp' ? null : findReference(tokens),
    confidence: verdict.confidence,
    rule: verdict.rule,
  };
}

function minorOf(amounts: readonly Amount[], role: Amount['role']): bigint | null {
  for (const amount of amounts) if (amount.role === role) return BigInt(amount.minor);
  return null;
}

/** Some banks call what is left in an account its outstanding balance. */
const owesNothing = ({ has }: Message): boolean => !has('loan') && !has('emi') && !has('card');

const TIME_REACH = 4;

/** The first date, with the time beside it. */
function statedAt({ tokens, hasDate }: Message): string | null {
  if (!hasDate) return null;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.kind !== Kind.date || isAhead(tokens, at)) continue;
    const date = isoDate(token.value);
    if (date === null) return null;
    for (let near = at - TIME_REACH; near <= at + TIME_REACH; near++) {
      const time = tokens.at(near);
      if (time.kind === Kind.time) return `${date}T${isoTime(time.value)}`;
    }
    return date;
  }
  return null;
}

const looksAhead = conceptSet('emi', 'due', 'will', 'by', 'upcoming');

/** `First EMI on 05-11-26`, `due by 05-11-26` */
function isAhead(tokens: Message['tokens'], at: number): boolean {
  return looksAhead(tokens.at(at - 1).concept) || looksAhead(tokens.at(at - 2).concept);
}

/** The first date after a word that asks for payment. */
function dueDate({ tokens, has, hasDate }: Message): string | null {
  if (!hasDate || !(has('due') || has('overdue') || has('please') || has('will'))) return null;
  let asked = false;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.concept === Concept.due || token.concept === Concept.please || token.concept === Concept.will)
      asked = true;
    if (asked && token.kind === Kind.date) return isoDate(token.value);
  }
  return null;
}

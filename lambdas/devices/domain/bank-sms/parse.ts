import { keepsMoney } from './acknowledgements.ts';
import type { Amount } from './amounts.ts';
import { classify, type Verdict } from './classify.ts';
import * as Concept from './concepts.ts';
import { findCounterparty } from './counterparty.ts';
import { DOLLAR } from './currencies.ts';
import { isTollFree, type SenderHeader, senderHeader } from './headers.ts';
import { kindOf } from './kinds.ts';
import { currencyCodeOf } from './local-currency.ts';
import { type Message, readMessage } from './message.ts';
import { findNarration } from './narration.ts';
import { accountTail, ownAccount } from './own-account.ts';
import { findReference } from './references.ts';
import { dueDate, statedAt } from './stated-dates.ts';
import type { BankSms } from './types.ts';

/**
 * Reads one message of a bank, card, wallet, lender or shop. Pure, never throws, linear in the message's length.
 * `sender` is the header as the phone shows it, or null when it is not known.
 */
export function parseBankSms(sms: { sender: string | null; message: string }): BankSms {
  return parseMessage(sms.sender, readMessage(sms.message));
}

/** The same for a message that is read already; a test counts its looks at the tokens. */
export function parseMessage(sender: string | null, message: Message): BankSms {
  const writer = senderHeader(sender);
  const verdict = classify(message, {
    isKnown: sender !== null,
    isPerson: writer.form === 'phone' && !(isTollFree(sender) && paysInDollars(message)),
    isPromoting: writer.category === 'promotional',
    type: writer.institutionType,
  });
  return verdict.isTransaction ? transactionOf(message, verdict, writer) : noticeOf(message, verdict, writer);
}

const paysInDollars = ({ amounts }: Message): boolean => amounts.some(({ currency }) => currency === DOLLAR);

function transactionOf(message: Message, verdict: Verdict & { isTransaction: true }, writer: SenderHeader): BankSms {
  const { tokens, amounts, accounts } = message;
  const { direction, amount } = verdict;
  const account = ownAccount(accounts, direction);
  const narration = findNarration(tokens);
  const kind = kindOf(message, direction, amount, writer.institutionType);
  const { name, vpa } = findCounterparty(message, direction, account, narration, keepsMoney(writer.institutionType));
  return {
    institution: writer.institution,
    institutionType: writer.institutionType,
    isTransaction: true,
    direction,
    kind,
    amountMinor: BigInt(amount.minor),
    currency: currencyCodeOf(message, amount, writer.currency),
    account: account === null ? null : accountTail(tokens, account),
    balanceMinor: minorOf(amounts, 'balance') ?? (owesNothing(message) ? minorOf(amounts, 'owed') : null),
    limitMinor: minorOf(amounts, 'limit'),
    merchant: name,
    vpa,
    reference: findReference(tokens) ?? narration?.reference ?? null,
    statedAt: statedAt(message),
    isCard: account?.isCard === true || (message.has(Concept.card) && message.has(Concept.spent)),
    confidence: verdict.confidence,
    rule: kind === 'fee' && isForReturn(message) ? `${verdict.rule}.bounce` : verdict.rule,
  };
}

/** The charge that follows a returned cheque or mandate. */
const isForReturn = ({ has }: Message): boolean => has(Concept.bounced) || has(Concept.returned);

function noticeOf(message: Message, verdict: Verdict & { isTransaction: false }, writer: SenderHeader): BankSms {
  const { tokens, amounts, accounts } = message;
  const main =
    amounts.find(({ role }) => role === 'due') ??
    amounts.find(({ role }) => role === 'plain' || role === 'outstanding');
  const account = ownAccount(accounts, null);
  return {
    institution: writer.institution,
    institutionType: writer.institutionType,
    isTransaction: false,
    class: verdict.class,
    amountMinor: main === undefined ? null : BigInt(main.minor),
    currency: main === undefined ? null : currencyCodeOf(message, main, writer.currency),
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
const owesNothing = ({ has }: Message): boolean => !has(Concept.loan) && !has(Concept.emi) && !has(Concept.card);

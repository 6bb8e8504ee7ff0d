import { readdirSync, readFileSync } from 'node:fs';
import type { BankSmsWire } from '../../lambdas/devices/domain/bank-sms/index.ts';

/** One labelled message of `test/lambdas/devices/domain/bank-sms/cases/`; its README says what is asserted. */
export type LabelledSms = {
  readonly id: string;
  readonly sender: string | null;
  readonly message: string;
  readonly isTransaction: boolean;
  readonly direction: string | null;
  readonly kind: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly account: string | null;
  readonly balance: string | null;
  readonly limit: string | null;
  readonly merchant: string | null;
  readonly reference: string | null;
  readonly class: string | null;
};

const folder = new URL('../lambdas/devices/domain/bank-sms/cases/', import.meta.url);

export function labelledMessages(): LabelledSms[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as LabelledSms);
}

export type Reading = Pick<
  BankSmsWire,
  'isTransaction' | 'direction' | 'amount' | 'currency' | 'account' | 'balance' | 'limit' | 'merchant' | 'reference'
>;

const letters = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
const SHORTEST = 4;

/** Equal but for case, signs, a company form or a town behind the name, or a bank behind an address. */
function sameName(expected: string, read: string | null): boolean {
  const one = letters(expected);
  const other = letters(read ?? '');
  if (one === other) return true;
  return Math.min(one.length, other.length) >= SHORTEST && (one.startsWith(other) || other.startsWith(one));
}

const sameSum = (expected: string | null, read: string | null): boolean =>
  expected === null || read === null
    ? expected === read
    : Math.round(Number(expected) * 100) === Math.round(Number(read) * 100);

/** The asserted fields of a labelled transaction that a reading misses. */
function missedFields(expected: LabelledSms, read: Reading): string[] {
  const missed: string[] = [];
  const check = (field: string, matches: boolean): void => void (matches || missed.push(field));
  check('direction', read.direction === expected.direction);
  check('amount', sameSum(expected.amount, read.amount));
  check('currency', read.currency === expected.currency);
  check('account', read.account === expected.account);
  check('balance', sameSum(expected.balance, read.balance));
  check('limit', sameSum(expected.limit, read.limit));
  if (expected.merchant !== null) check('merchant', sameName(expected.merchant, read.merchant));
  if (expected.reference !== null) check('reference', read.reference === expected.reference);
  return missed;
}

export type Accuracy = {
  /** Shares of 0 to 1. */
  readonly isTransaction: number;
  readonly falsePositives: number;
  readonly amount: number;
  readonly account: number;
  readonly merchant: number;
  readonly allFields: number;
  readonly misses: readonly string[];
};

/** How well `read` does on the labelled messages. A transaction that is not seen has missed all of its fields. */
export function accuracyOf(cases: readonly LabelledSms[], read: (sms: LabelledSms) => Reading): Accuracy {
  const transactions = cases.filter(({ isTransaction }) => isTransaction);
  const named = transactions.filter(({ merchant }) => merchant !== null);
  const misses: string[] = [];
  const missed = { isTransaction: 0, falsePositives: 0, amount: 0, account: 0, merchant: 0, allFields: 0 };
  for (const expected of cases) {
    const reading = read(expected);
    if (reading.isTransaction !== expected.isTransaction) {
      missed.isTransaction++;
      if (reading.isTransaction) missed.falsePositives++;
      misses.push(`${expected.id}: isTransaction`);
    }
    if (!expected.isTransaction) continue;
    const fields = reading.isTransaction ? missedFields(expected, reading) : ['amount', 'account', 'merchant'];
    if (fields.length > 0) missed.allFields++;
    if (fields.includes('amount')) missed.amount++;
    if (fields.includes('account')) missed.account++;
    if (fields.includes('merchant') && expected.merchant !== null) missed.merchant++;
    if (fields.length > 0 && reading.isTransaction) misses.push(`${expected.id}: ${fields.join(', ')}`);
  }
  return {
    isTransaction: 1 - missed.isTransaction / cases.length,
    falsePositives: missed.falsePositives / (cases.length - transactions.length),
    amount: 1 - missed.amount / transactions.length,
    account: 1 - missed.account / transactions.length,
    merchant: 1 - missed.merchant / named.length,
    allFields: 1 - missed.allFields / transactions.length,
    misses,
  };
}

import { getTransactionInfo } from 'transaction-sms-parser';
import { parseBankSms, toWire } from '../lambdas/devices/domain/bank-sms/index.ts';
import { accuracyOf, type LabelledSms, labelledMessages, type Reading } from '../test/support/bank-sms-cases.ts';
import { type Benchmark, percentile, rounded } from './benchmark.ts';

const rounds = 15;
const messagesPerRound = 8_000;
const hostileBytes = 10_240;
const limitMsPerKB = 1;

/** The peer names no currency, direction words differ, and its sums carry no grouping: brought to our form here. */
function peerReading({ message }: LabelledSms): Reading {
  const { transaction, account, balance } = getTransactionInfo(message);
  const { type, amount, merchant, referenceNo } = transaction;
  const sum = (text: string | null | undefined): string | null => {
    const value = Number(text ?? '');
    return text && Number.isFinite(value) ? value.toFixed(2) : null;
  };
  return {
    isTransaction: type !== null && sum(amount) !== null,
    direction: type,
    amount: sum(amount),
    currency: 'INR',
    account: account.number?.slice(-4) ?? null,
    balance: account.type === 'CARD' ? null : sum(balance?.available),
    limit: account.type === 'CARD' ? sum(balance?.available) : null,
    merchant,
    reference: referenceNo,
  };
}

/** Messages a second on one core, the median of interleaved rounds: a machine's mood falls on both alike. */
function race(cases: readonly LabelledSms[]): { ours: number; peer: number } {
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(rate(cases, (sms) => parseBankSms(sms)));
    peer.push(rate(cases, ({ message }) => getTransactionInfo(message)));
  }
  return { ours: percentile(ours, 0.5), peer: percentile(peer, 0.5) };
}

function rate(cases: readonly LabelledSms[], parse: (sms: LabelledSms) => unknown): number {
  const repeats = Math.ceil(messagesPerRound / cases.length);
  const start = performance.now();
  for (let repeat = 0; repeat < repeats; repeat++) for (const sms of cases) parse(sms);
  return (repeats * cases.length * 1000) / (performance.now() - start);
}

const hostile = [
  ...'a 1 * X 1- x1 1, Rs. @ a@ a.b@ . http:// 1: 12- Jan UPI/ UPI* [S1 ( " $ ₹ ﷺ 😀 नमस्ते'.split(' '),
  ...['Rs 1 ', 'A/c no. ', 'A/c XX1 ', 'otp 1234 ', 'to A B C D E F G H ', '; a ', '12-12-24\nAB ', 'will be debited '],
  ...['Rs 500 debited from a/c XX1234 to SHOP. ', 'balance ', 'Ref No ', 'credited beneficiary ', '1 Jan ', '\n'],
];

/** The slowest hostile pattern, best of three: one stall of the machine is not the parser's. */
function worstMsPerKB(): number {
  const times = hostile.map((pattern) => {
    const bytes = Buffer.byteLength(pattern);
    const message = pattern.repeat(Math.ceil(hostileBytes / bytes));
    const kilobytes = (bytes * Math.ceil(hostileBytes / bytes)) / 1024;
    return Math.min(...[0, 1, 2].map(() => msOf(message))) / kilobytes;
  });
  return Math.max(...times);
}

function msOf(message: string): number {
  const start = performance.now();
  parseBankSms({ sender: null, message });
  return performance.now() - start;
}

const percent = (share: number): number => Math.round(share * 1000) / 10;

export async function run(): ReturnType<Benchmark['run']> {
  const cases = labelledMessages();
  const indian = cases.filter(({ currency }) => currency === null || currency === 'INR');
  const { ours, peer } = race(cases);
  const mine = accuracyOf(cases, (sms) => toWire(parseBankSms(sms)));
  const theirs = accuracyOf(indian, peerReading);
  const worst = worstMsPerKB();
  return {
    figures: {
      messages: cases.length,
      oursPerSecond: rounded(ours),
      peerPerSecond: rounded(peer),
      oursIsTransactionPercent: percent(mine.isTransaction),
      oursFalsePositivePercent: percent(mine.falsePositives),
      oursAmountPercent: percent(mine.amount),
      oursAccountPercent: percent(mine.account),
      oursMerchantPercent: percent(mine.merchant),
      oursAllFieldsPercent: percent(mine.allFields),
      peerIndianMessages: indian.length,
      peerIsTransactionPercent: percent(theirs.isTransaction),
      peerAmountPercent: percent(theirs.amount),
      peerAccountPercent: percent(theirs.account),
      peerMerchantPercent: percent(theirs.merchant),
      peerAllFieldsPercent: percent(theirs.allFields),
      worstHostileMsPerKB: rounded(worst),
    },
    ratios: {
      speedToPeer: rounded(ours / peer),
      allFieldsToPeer: rounded(mine.allFields / theirs.allFields),
      limitToWorstHostile: rounded(limitMsPerKB / worst),
    },
  };
}

export const benchmark: Benchmark = {
  claim: 'reads messages faster and better than npm transaction-sms-parser, and none slower than 1 ms per KB',
  run,
};

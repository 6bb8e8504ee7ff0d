import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import type { DeviceKey } from '../domain/device-keys.ts';
import type { Payment } from '../domain/payment.ts';
import { type RuleBook, shippedBook } from '../domain/rule-book.ts';
import { compileRules } from '../domain/rules/compile.ts';
import { emptyState } from '../domain/state/state.ts';
import { limitsOf, type PathVerdict, screenPayment, staticLimits } from '../domain/verdict/limits.ts';
import type { ReadLimits } from './limits-table.ts';
import type { LoadRules } from './rule-sets.ts';

/** Says what the payer's limits and block mean for a payment; `undefined` of no block and no rules for its currency. */
export type Judge = (payment: Payment) => PathVerdict | undefined;

/** Reads what is needed of a payer, once. Never fails and never takes long: without the store it judges statically. */
export type JudgeFor = (payerId: string, currency: string) => Promise<JudgedPayer>;

/** `devices` are the payer's phones that confirm payments; `undefined` without the store. */
export type JudgedPayer = { readonly judge: Judge; readonly devices: readonly DeviceKey[] | undefined };

type Deps = {
  readonly readLimits: ReadLimits;
  readonly rules: LoadRules;
  readonly now: Clock;
  readonly limitMs: number;
  readonly log: Log;
};

/** The first call of an instance opens connections. */
const firstLimitMs = 1000;

export function judgeFrom({ readLimits, rules, now, limitMs, log }: Deps): JudgeFor {
  let lastBook: RuleBook = shippedBook;
  let isFirst = true;

  async function currentBook(): Promise<RuleBook> {
    lastBook = await rules();
    return lastBook;
  }

  return async (payerId, currency) => {
    const patienceMs = isFirst ? Math.max(limitMs, firstLimitMs) : limitMs;
    isFirst = false;
    const [book, found] = await Promise.all([
      inTime(currentBook(), patienceMs).catch(() => lastBook),
      inTime(readLimits(payerId, currency), patienceMs).catch((error: unknown) => {
        log.warn('screening.away', { cause: error instanceof Error ? error.name : 'unknown' });
        return undefined;
      }),
    ]);
    const known = book.get(currency)?.live;
    const devices = found?.devices;
    if (known === undefined && found?.block === undefined) return { judge: () => undefined, devices };
    const live = known ?? noRules(currency);
    const at = now().toISOString();
    const newcomer = () => limitsOf(live, emptyState({ kind: 'customer', id: payerId, currency }), at);
    const limits = found === undefined ? staticLimits(live, payerId, at) : (found.limits ?? newcomer());
    const judge: Judge = (payment) => {
      const verdict = screenPayment(live, limits, payment, found?.block);
      return known === undefined && verdict.blockedFor === null ? undefined : verdict;
    };
    return { judge, devices };
  };
}

/** A block holds in every currency. */
const noRules = (currency: string) => compileRules({ version: 0, currency, rules: [] });

class TooLate extends Error {
  override readonly name = 'TooLate';
}

async function inTime<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`took more than ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { invariant } from '../../../shared/invariant.ts';
import { type Block, isActive } from '../block.ts';
import type { Payment } from '../payment.ts';
import type { CompiledRule, CompiledRules } from '../rules/compile.ts';
import { type Facts, factsOf } from '../rules/features.ts';
import { type EntityState, emptyState } from '../state/state.ts';
import { evaluate, type Verdict } from './evaluate.ts';

/**
 * All that the payment path reads of a payer. `payer` is their state without what only counting needs: windows, payees,
 * last place and habit age by themselves, so limits that nobody renewed do not hold on for ever.
 */
export type Limits = {
  readonly source: 'state' | 'static';
  readonly customerId: string;
  readonly currency: string;
  /** UTC ISO 8601. */
  readonly asOf: string;
  readonly ruleSetVersion: number;
  /** Minor units, when asked at `asOf`; null when no live rule sets one. For people to see: verdicts come from rules. */
  readonly stepUpAboveMinor: bigint | null;
  readonly leftTodayMinor: bigint | null;
  readonly payer: EntityState | null;
};

/** Live rules only: on the payment path nobody waits for those in the shadow. */
export const liveRules = (compiled: CompiledRules): CompiledRules => ({
  ...compiled,
  rules: compiled.rules.filter(({ mode }) => mode === 'live'),
});

export function limitsOf(live: CompiledRules, payer: EntityState, at: string): Limits {
  const facts = factsOf({ payment: nothingPaid(live, payer.id, at), payer });
  const used = facts.get('paid.24h.sum');
  const ceiling = lowestOf(live, 'paid.24h.sum', facts);
  const left = ceiling === null || typeof used !== 'bigint' ? null : ceiling - used;
  return {
    ...frame(live, payer.id, at, facts),
    source: 'state',
    leftTodayMinor: left !== null && left < 0n ? 0n : left,
    payer: slim(live, payer),
  };
}

/**
 * For when the store is away: what was done before is unknown, so only rules about the payment itself can fire, at their
 * base thresholds. Who is blocked here is not known either; a wallet that must not pay is closed in the ledger.
 */
export const staticLimits = (live: CompiledRules, customerId: string, at: string): Limits => ({
  ...frame(live, customerId, at, factsOf({ payment: nothingPaid(live, customerId, at) })),
  source: 'static',
  leftTodayMinor: null,
  payer: null,
});

export type PathVerdict = Verdict & { readonly source: Limits['source']; readonly blockedFor: string | null };

/** The verdict of the live rules that need no more than the payer's own state, and of a block, which is above all rules. */
export function screenPayment(live: CompiledRules, limits: Limits, payment: Payment, block?: Block): PathVerdict {
  invariant(limits.customerId === payment.payerId, 'limits are those of the payer');
  const verdict = evaluate(live, { payment, payer: limits.payer ?? undefined });
  const blockedFor = block !== undefined && isActive(block, payment.at) ? block.reason : null;
  return {
    ...verdict,
    decision: blockedFor === null ? verdict.decision : 'block',
    source: limits.source,
    blockedFor,
  };
}

const nothingPaid = ({ currency }: CompiledRules, payerId: string, at: string): Payment => ({
  ...{ id: '', at, payerId, payeeId: '', payeeKind: 'customer', amountMinor: 0n, currency },
});

const frame = (live: CompiledRules, customerId: string, at: string, facts: Facts) => ({
  customerId,
  currency: live.currency,
  asOf: at,
  ruleSetVersion: live.version,
  stepUpAboveMinor: lowestOf(live, 'payment.amount', facts),
});

type Ceiling = 'payment.amount' | 'paid.24h.sum';

/** The most that no live rule about this feature alone objects to. */
function lowestOf({ rules }: CompiledRules, feature: Ceiling, facts: Facts): bigint | null {
  const ceilings = rules.flatMap((rule) => ceilingOf(rule, feature, facts) ?? []);
  return ceilings.reduce<bigint | null>((lowest, each) => (lowest === null || each < lowest ? each : lowest), null);
}

function ceilingOf({ rule: { condition }, levels }: CompiledRule, feature: Ceiling, facts: Facts): bigint | undefined {
  if (!('feature' in condition) || condition.feature !== feature) return undefined;
  const operand = condition.above ?? condition.atLeast;
  const isNamed = typeof operand === 'object' && 'threshold' in operand && operand.times === undefined;
  const level = isNamed
    ? levels[operand.threshold]?.(facts)
    : typeof operand === 'string'
      ? BigInt(operand)
      : undefined;
  if (typeof level !== 'bigint') return undefined;
  return condition.above === undefined ? level - 1n : level;
}

/** Without what identifies counted payments, and without what no live rule reads. */
function slim(live: CompiledRules, payer: EntityState): EntityState {
  const reads = (prefix: string) => live.rules.some((rule) => rule.reads.some((name) => name.startsWith(prefix)));
  const none = emptyState(payer);
  return {
    ...payer,
    applied: [],
    accounts: [],
    received: reads('received.') ? payer.received : none.received,
    payers: reads('payers.') ? payer.payers : none.payers,
    recent: reads('paid.24h.similar') ? payer.recent : none.recent,
  };
}

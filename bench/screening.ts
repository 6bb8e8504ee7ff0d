import type { Payment } from '../lambdas/screening/domain/payment.ts';
import { compileRules } from '../lambdas/screening/domain/rules/compile.ts';
import type { Sources } from '../lambdas/screening/domain/rules/feature.ts';
import { type Facts, factsOf } from '../lambdas/screening/domain/rules/features.ts';
import { parseRuleSet } from '../lambdas/screening/domain/rules/parse-rule-set.ts';
import { sourcesOf } from '../lambdas/screening/domain/rules/sources.ts';
import { applyEvent } from '../lambdas/screening/domain/state/apply.ts';
import { type EntityState, emptyState, entitiesOf, keyOf } from '../lambdas/screening/domain/state/state.ts';
import { evaluate } from '../lambdas/screening/domain/verdict/evaluate.ts';
import { type Benchmark, percentile, rounded } from './benchmark.ts';
import { benchRules, plainRules } from './screening-rules.ts';

const keys = { customers: 30_000, devices: 10_000, merchants: 2_000 };
const history = 200_000;
const candidates = 10_000;
const rounds = 8;
const goalPerSecond = 100_000;
const start = Date.parse('2026-11-01T00:00:00.000Z');

/** Mulberry32: the same payments in each run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Twenty days of payments: half to merchants, the other half among customers, each from an own phone most of the time. */
function payments(count: number): Payment[] {
  const below = seeded(42);
  return Array.from({ length: count }, (_, index) => {
    const customer = below(keys.customers);
    const isMerchant = below(2) === 0;
    return {
      id: `transfer-${index}`,
      at: new Date(start + Math.floor((index / count) * 20 * 86_400_000)).toISOString(),
      payerId: `customer-${customer}`,
      payeeId: isMerchant ? `merchant-${below(keys.merchants)}` : `customer-${below(keys.customers)}`,
      payeeKind: isMerchant ? 'merchant' : 'customer',
      amountMinor: BigInt(100 + below(below(20) === 0 ? 600_000 : 60_000)),
      currency: 'INR',
      deviceId: `device-${customer % keys.devices}`,
      place: { lat: 12 + below(100) / 100, lon: 77 + below(100) / 100, region: `region-${customer % 8}` },
    };
  });
}

type Store = Map<string, EntityState>;

const readFrom = (store: Store, payment: Payment): Sources =>
  sourcesOf(payment, (entity) => store.get(keyOf(entity)) ?? emptyState(entity));

function applyTo(store: Store, payment: Payment): void {
  for (const entity of entitiesOf(payment)) {
    const key = keyOf(entity);
    store.set(key, applyEvent(store.get(key) ?? emptyState(entity), payment));
  }
}

/** Things done a second of processor time, so that others on the machine do not count; the collector's threads do. */
function rate<Thing>(things: readonly Thing[], run: (thing: Thing) => unknown): number {
  const began = process.cpuUsage();
  for (const thing of things) run(thing);
  const { user, system } = process.cpuUsage(began);
  return (things.length * 1_000_000) / (user + system);
}

const plainHits = (facts: Facts): number => plainRules.filter((plain) => plain(facts.get)).length;

export async function run(): ReturnType<Benchmark['run']> {
  const parsed = parseRuleSet(benchRules);
  if (!parsed.ok) throw new Error(`the rules are wrong: ${JSON.stringify(parsed.errors)}`);
  const compiled = compileRules(parsed.ruleSet);
  const all = payments(history + candidates * rounds);
  const store: Store = new Map();
  for (const payment of all.slice(0, history)) applyTo(store, payment);

  const found: Record<'whole' | 'ours' | 'plain' | 'oursKnown' | 'plainKnown', number[]> = {
    ...{ whole: [], ours: [], plain: [], oursKnown: [], plainKnown: [] },
  };
  let hits = 0;
  for (let round = 0; round < rounds; round++) {
    const batch = all.slice(history + round * candidates, history + (round + 1) * candidates);
    const sources = batch.map((payment) => readFrom(store, payment));
    let [oursHits, plain] = [0, 0];
    const races = [
      () => found.ours.push(rate(sources, (each) => (oursHits += evaluate(compiled, each).rules.length))),
      () => found.plain.push(rate(sources, (each) => (plain += plainHits(factsOf(each))))),
    ];
    // The second finds the states in the processor's cache: they take turns.
    for (const race of round % 2 === 0 ? races : races.toReversed()) race();
    if (oursHits !== plain) throw new Error(`compiled rules fired ${oursHits} times, plain ones ${plain} times`);
    hits += oursHits;
    const facts = sources.map(factsOf);
    for (const each of facts) plainHits(each);
    found.oursKnown.push(rate(facts, (each) => compiled.rules.filter(({ fires }) => fires(each) === true)));
    found.plainKnown.push(rate(facts, plainHits));
    found.whole.push(
      rate(batch, (payment) => {
        evaluate(compiled, readFrom(store, payment));
        applyTo(store, payment);
      }),
    );
  }
  const median = (rates: readonly number[]): number => percentile(rates, 0.5);
  const perRule = median(found.ours) * compiled.rules.length;
  return {
    figures: {
      rules: compiled.rules.length,
      keys: store.size,
      hits,
      ruleEvaluationsPerSecond: rounded(perRule),
      paymentsEvaluatedPerSecond: rounded(median(found.ours)),
      paymentsEvaluatedByPlainClosuresPerSecond: rounded(median(found.plain)),
      conditionsAlonePerSecond: rounded(median(found.oursKnown) * compiled.rules.length),
      plainConditionsAlonePerSecond: rounded(median(found.plainKnown) * compiled.rules.length),
      paymentsEvaluatedAndAppliedPerSecond: rounded(median(found.whole)),
    },
    ratios: {
      ruleEvaluationsToGoal: rounded(perRule / goalPerSecond),
      toPlainClosures: rounded(median(found.ours) / median(found.plain)),
      conditionsAloneToPlain: rounded(median(found.oursKnown) / median(found.plainKnown)),
    },
  };
}

export const benchmark: Benchmark = {
  claim: `judges over ${goalPerSecond.toLocaleString('en')} rules a second on one core, windows and habits included`,
  run,
};

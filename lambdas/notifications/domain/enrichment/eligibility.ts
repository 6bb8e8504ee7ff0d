import type { Amount, Condition, InsightNumber, InsightSum, Product } from '../../../contracts/api/products.ts';

/** What devices know of a customer; null is not known. Sums are minor units of `currency`. */
export type Insight = {
  readonly currency: string | null;
  readonly salaryMinor: bigint | null;
  readonly salaryAt: Date | null;
  readonly emiMinor: bigint;
  readonly balanceMinor: bigint | null;
  readonly bounces90d: number;
  readonly lenders90d: number;
  readonly appCategories: readonly string[] | null;
};

export type Eligibility = { readonly product: string; readonly minor: bigint; readonly currency: string };

/** The product of which a customer may have most; of two alike the first. */
export function eligibilityOf(products: readonly Product[], insight: Insight, now: Date): Eligibility | undefined {
  let best: Eligibility | undefined;
  for (const product of products) {
    const minor = amountOf(product, insight, now);
    if (minor !== undefined && (best === undefined || minor > best.minor))
      best = { product: product.name, minor, currency: product.currency };
  }
  return best;
}

function amountOf(product: Product, insight: Insight, now: Date): bigint | undefined {
  // What is known in one currency says nothing of another.
  if (insight.currency !== product.currency) return undefined;
  if (!product.conditions.every((condition) => isMet(condition, insight, now))) return undefined;
  const exact = sumOf(product.amount, insight);
  if (exact === undefined) return undefined;
  const step = BigInt(product.stepMinor);
  const rounded = exact < 0n ? 0n : exact - (exact % step);
  return rounded === 0n || rounded < BigInt(product.leastMinor) ? undefined : rounded;
}

const dayMs = 86_400_000;

const sums: Readonly<Record<InsightSum, (insight: Insight) => bigint | null>> = {
  'insights.salary': ({ salaryMinor }) => salaryMinor,
  'insights.emi': ({ emiMinor }) => emiMinor,
  'insights.balance': ({ balanceMinor }) => balanceMinor,
};
const numbers: Readonly<Record<InsightNumber, (insight: Insight, now: Date) => number | null>> = {
  'insights.salaryDaysAgo': ({ salaryAt }, now) =>
    salaryAt === null ? null : (now.getTime() - salaryAt.getTime()) / dayMs,
  'insights.bounces90d': ({ bounces90d }) => bounces90d,
  'insights.lenders90d': ({ lenders90d }) => lenders90d,
};

function isMet(condition: Condition, insight: Insight, now: Date): boolean {
  if ('minor' in condition) return compare(sums[condition.field](insight), condition.op, BigInt(condition.minor));
  if (condition.field !== 'insights.appCategories')
    return compare(numbers[condition.field](insight, now), condition.op, condition.value);
  const has = insight.appCategories?.includes(condition.value);
  return has !== undefined && has === (condition.op === 'has');
}

function compare<Size extends bigint | number>(
  known: Size | null,
  op: 'lt' | 'le' | 'eq' | 'ge' | 'gt',
  bound: Size,
): boolean {
  if (known === null) return false;
  switch (op) {
    case 'lt':
      return known < bound;
    case 'le':
      return known <= bound;
    case 'eq':
      return known === bound;
    case 'ge':
      return known >= bound;
    case 'gt':
      return known > bound;
  }
}

/** Of what is not known there is no sum. Shares are rounded down. */
function sumOf(amount: Amount, insight: Insight): bigint | undefined {
  if ('minor' in amount) return BigInt(amount.minor);
  if ('percent' in amount) {
    const whole = sums[amount.of](insight);
    return whole === null ? undefined : (whole * BigInt(amount.percent)) / 100n;
  }
  const parts = partsOf(amount).map((part) => sumOf(part, insight));
  if (!parts.every((part) => part !== undefined)) return undefined;
  return parts.reduce((one, other) => joined(amount, one, other));
}

type Compound = Exclude<Amount, { readonly minor: string } | { readonly percent: number }>;

function partsOf(amount: Compound): readonly Amount[] {
  if ('least' in amount) return amount.least;
  if ('most' in amount) return amount.most;
  return 'plus' in amount ? amount.plus : amount.minus;
}

function joined(amount: Compound, one: bigint, other: bigint): bigint {
  if ('plus' in amount) return one + other;
  if ('minus' in amount) return one - other;
  return one < other === 'least' in amount ? one : other;
}

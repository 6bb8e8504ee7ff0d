import type { Condition } from '../lambdas/screening/domain/rules/condition.ts';
import type { FeatureValue } from '../lambdas/screening/domain/rules/feature.ts';
import type { FeatureName } from '../lambdas/screening/domain/rules/features.ts';
import type { RuleSet } from '../lambdas/screening/domain/rules/rule.ts';

type Get = (name: FeatureName) => FeatureValue;
type Pair = readonly [Condition, (get: Get) => boolean];

/** What a programmer would write for the second condition of each pair below. */
const over = (get: Get, name: FeatureName, limit: number | bigint): boolean => {
  const value = get(name);
  return (typeof value === 'number' || typeof value === 'bigint') && value > limit;
};

const counts = ['paid.10m.count', 'paid.1h.count', 'paid.24h.count', 'paid.7d.count', 'paid.30d.count'] as const;
const sums = ['paid.10m.sum', 'paid.1h.sum', 'paid.24h.sum', 'paid.7d.sum', 'paid.30d.sum'] as const;
const others = ['payee.payers.24h', 'device.accounts.30d', 'devices.30d', 'device.paid.1h.count'] as const;

const pairs: readonly Pair[] = [
  ...counts.map((feature, index): Pair => {
    const limit = 6 * 4 ** index;
    const condition = {
      all: [
        { feature: 'payment.amount', above: '1000' },
        { feature, above: limit },
      ],
    } as const;
    return [condition, (get) => over(get, 'payment.amount', 1000n) && over(get, feature, limit)];
  }),
  ...sums.map((feature, index): Pair => {
    const limit = 2_000_000n * 3n ** BigInt(index);
    const condition = {
      all: [
        { feature: 'payment.amount', above: '1000' },
        { feature, above: String(limit) },
      ],
    } as const;
    return [condition, (get) => over(get, 'payment.amount', 1000n) && over(get, feature, limit)];
  }),
  ...others.map((feature): Pair => {
    const condition = {
      all: [
        { feature, above: 4 },
        { feature: 'payment.amount', above: '20000' },
      ],
    } as const;
    return [condition, (get) => over(get, feature, 4) && over(get, 'payment.amount', 20_000n)];
  }),
  [
    {
      all: [
        { feature: 'payee.knownHours', below: 24 },
        { feature: 'payment.amount', above: '400000' },
      ],
    },
    (get) => !over(get, 'payee.knownHours', 23.999999) && over(get, 'payment.amount', 400_000n),
  ],
  [
    {
      all: [
        { feature: 'travel.km', above: 100 },
        { feature: 'travel.kmh', above: 900 },
      ],
    },
    (get) => over(get, 'travel.km', 100) && over(get, 'travel.kmh', 900),
  ],
  [
    {
      all: [
        { feature: 'habit.deviations', above: 4 },
        { feature: 'payment.amount', above: '100000' },
      ],
    },
    (get) => over(get, 'habit.deviations', 4) && over(get, 'payment.amount', 100_000n),
  ],
  [
    {
      all: [
        { feature: 'received.1h.sum', atLeast: '100000' },
        { feature: 'paid.1h.sum', atLeast: { feature: 'received.1h.sum', times: 0.8 } },
      ],
    },
    (get) => {
      const [received, paid] = [get('received.1h.sum'), get('paid.1h.sum')];
      if (typeof received !== 'bigint' || typeof paid !== 'bigint') return false;
      return received >= 100_000n && paid * 10n >= received * 8n;
    },
  ],
  [
    {
      all: [
        { feature: 'payment.amount', between: ['425000', '500000'] },
        { feature: 'paid.24h.similar', atLeast: 3 },
      ],
    },
    (get) =>
      over(get, 'payment.amount', 424_999n) &&
      !over(get, 'payment.amount', 500_000n) &&
      over(get, 'paid.24h.similar', 2),
  ],
  [
    {
      all: [
        { feature: 'region.1h.count', above: 200 },
        { feature: 'region.load', above: 4 },
      ],
    },
    (get) => over(get, 'region.1h.count', 200) && over(get, 'region.load', 4),
  ],
];

export const benchRules: RuleSet = {
  version: 1,
  currency: 'INR',
  rules: pairs.map(([condition], index) => ({
    ...{ id: `rule-${index}`, version: 1, mode: 'live', action: 'review', condition, thresholds: {} },
  })),
};

/** The same rules by hand, in the same order. */
export const plainRules: readonly ((get: Get) => boolean)[] = pairs.map(([, plain]) => plain);

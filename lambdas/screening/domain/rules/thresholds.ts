import { factorScale, scaled } from './condition.ts';
import type { Facts } from './features.ts';
import type { AdaptiveThreshold, Threshold } from './rule.ts';

export type Level = bigint | number;

/** The level that holds for a payment. */
export type LevelOf = (facts: Facts) => Level;

const level = (written: string | number): Level => (typeof written === 'string' ? BigInt(written) : written);

export function levelOf(threshold: Threshold): LevelOf {
  const base = level(threshold.base);
  if (threshold.adapts === undefined) return () => base;
  const [min, max] = [level(threshold.min), level(threshold.max)];
  const adapted = adaptation(threshold, base);
  return (facts) => {
    const wanted = adapted(facts);
    if (wanted < min) return min;
    return wanted > max ? max : wanted;
  };
}

function adaptation({ adapts }: AdaptiveThreshold, base: Level): LevelOf {
  if (adapts.by === 'load')
    return (facts) => {
      const load = facts.get('region.load');
      if (typeof load !== 'number') return base;
      return typeof base === 'bigint' ? (base * scaled(Math.min(load, 1e9))) / BigInt(factorScale) : base * load;
    };
  const spreads = scaled(adapts.spreads);
  return (facts) => {
    const mean = facts.get('habit.mean');
    const spread = facts.get('habit.spread');
    if (typeof mean !== 'bigint' || typeof spread !== 'bigint') return base;
    return mean + (spread * spreads) / BigInt(factorScale);
  };
}

import { seeded } from './seeded.ts';

/** Which calls a rule is about; what is left out matches all. Root's calls are never touched. */
export type FaultScope = {
  readonly service?: string;
  readonly operation?: string;
  /** Name of a function, or a part of it. */
  readonly principal?: string;
  /** Share of matching calls, 1 when left out. */
  readonly probability?: number;
  /** How many calls to harm at most. */
  readonly times?: number;
  /** How many matching calls to let pass first. */
  readonly skip?: number;
};

export type FaultKind =
  /** The service refuses with an error of its own. */
  | { readonly kind: 'fail'; readonly code: string; readonly status?: number }
  /** The service's own word for "too many requests". */
  | { readonly kind: 'throttle' }
  /** Nobody answers. */
  | { readonly kind: 'away' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** A batch operation takes about half of its items and gives the others back. */
  | { readonly kind: 'partial' }
  /** The calling worker dies: before the call has an effect, after the effect but without the answer, or with it. */
  | { readonly kind: 'crash'; readonly when: 'before' | 'during' | 'after' };

export type FaultRule = FaultScope & FaultKind;

export type CallToHarm = { readonly service: string; readonly operation: string; readonly principal: string };

/** Disorder of deliveries: shares of batches. */
export type DeliveryDisorder = { readonly twice: number; readonly shuffle: boolean };

export type Faults = {
  readonly seed: number;
  /** @returns how to take the rule back */
  readonly inject: (rule: FaultRule) => () => void;
  readonly disorder: (disorder: DeliveryDisorder) => void;
  /** Takes back every rule. */
  readonly clear: () => void;
  /** What happens to a call: the kinds of all rules that hit it, in the order of injection. */
  readonly strike: (call: CallToHarm) => readonly FaultKind[];
  /** How many calls were harmed so far. */
  readonly struck: () => number;
  /** A number in [0, 1) for a partial answer, from the same seed. */
  readonly random: () => number;
  readonly deliverTwice: (functionName: string) => boolean;
  readonly shuffle: <T>(items: readonly T[]) => readonly T[];
};

type Armed = { readonly rule: FaultRule; left: number; skip: number };

/**
 * Faults on demand. Each function draws from a sequence of its own, so the same seed and the same calls of a function
 * meet the same faults, whatever the others do meanwhile.
 */
export function makeFaults(seed = 1): Faults {
  const armed = new Set<Armed>();
  const sequences = new Map<string, () => number>();
  let disorder: DeliveryDisorder = { twice: 0, shuffle: false };
  let struck = 0;

  const draw = (name: string): number => {
    const sequence = sequences.get(name) ?? seeded(seed, name);
    sequences.set(name, sequence);
    return sequence();
  };

  const isHit = (each: Armed, call: CallToHarm): boolean => {
    const { service, operation, principal, probability = 1 } = each.rule;
    if (each.left === 0) return false;
    if (service !== undefined && service !== call.service) return false;
    if (operation !== undefined && operation !== call.operation) return false;
    if (principal !== undefined && !call.principal.includes(principal)) return false;
    if (each.skip > 0) {
      each.skip--;
      return false;
    }
    if (probability < 1 && draw(call.principal) >= probability) return false;
    each.left--;
    return true;
  };

  return {
    seed,
    inject: (rule) => {
      const each: Armed = { rule, left: rule.times ?? Number.POSITIVE_INFINITY, skip: rule.skip ?? 0 };
      armed.add(each);
      return () => armed.delete(each);
    },
    disorder: (wanted) => {
      disorder = wanted;
    },
    clear: () => {
      armed.clear();
      disorder = { twice: 0, shuffle: false };
    },
    strike: (call) => {
      const hits = [...armed].filter((each) => isHit(each, call)).map(({ rule }) => rule);
      if (hits.length > 0) struck++;
      return hits;
    },
    struck: () => struck,
    random: () => draw('partial'),
    deliverTwice: (functionName) => disorder.twice > 0 && draw(`twice ${functionName}`) < disorder.twice,
    shuffle: (items) => {
      if (!disorder.shuffle) return items;
      const keyed = items.map((item) => ({ item, key: draw('shuffle') }));
      return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
    },
  };
}

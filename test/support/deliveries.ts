import fc from 'fast-check';

/** One invocation: the records from `from` (inclusive) to `to` (exclusive) of a shard, and where the worker dies. */
export type Delivery = {
  readonly from: number;
  readonly to: number;
  readonly crash: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
};

const cuts = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 6 }),
    crashes: fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 30 }), when: fc.constantFrom('before' as const, 'after' as const) }),
      { maxLength: 3 },
    ),
    again: fc.boolean(),
    bisected: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

/**
 * How a shard of `length` records may be delivered at least once: in order, each batch tried again after each crash,
 * maybe cut in two after a crash, maybe delivered once more after its success.
 */
export const deliveriesOf = (length: number): fc.Arbitrary<Delivery[]> =>
  cuts.map((steps) => {
    const deliveries: Delivery[] = [];
    let from = 0;
    for (let step = 0; from < length; step++) {
      const { size, crashes, again, bisected } = steps[step % steps.length] ?? {
        size: 1,
        crashes: [],
        again: false,
        bisected: false,
      };
      const to = Math.min(length, from + size);
      for (const crash of crashes) deliveries.push({ from, to, crash });
      const middle = bisected && crashes.length > 0 ? Math.ceil((from + to) / 2) : to;
      deliveries.push({ from, to: middle, crash: undefined });
      if (middle < to) deliveries.push({ from: middle, to, crash: undefined });
      if (again) deliveries.push({ from, to, crash: undefined });
      from = to;
    }
    return deliveries;
  });

import fc from 'fast-check';
import { bouncesRepeated, walletOutflowHigh } from '../../lambdas/contracts/devices.ts';
import { appSnapshotsIn } from '../../lambdas/devices/adapters/app-snapshots.ts';
import { applyBankFactsIn } from '../../lambdas/devices/adapters/bank-facts.ts';
import { ofBankFact } from '../../lambdas/devices/domain/rules/occurrences.ts';
import { parseRules, type RaisedEvent, raise } from '../../lambdas/devices/domain/rules/rule.ts';
import { aFact } from '../support/bank-facts.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../support/database.ts';
import { landedRules } from '../support/rules.ts';
import { type Match, startsOf, statedOf } from '../support/tally-model.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

type Stated = { readonly data: { readonly cause: string; readonly reached: string } };

/** What was stated for a customer, by cause. */
async function statedFor(customer: string): Promise<Map<string, number>> {
  const rows = await db.app.query<{ event: string }>(
    'SELECT event::text AS event FROM devices.outbox WHERE customer_id = :customer',
    { customer },
  );
  const events = rows.map(({ event }) => JSON.parse(event) as Stated);
  expect(events.filter((event) => 'when' in event)).toEqual([]);
  return new Map(events.map(({ data }) => [data.cause, Number(data.reached)]));
}

const from = Date.UTC(2026, 9, 1);
const hourMs = 3_600_000;

const ruleOf = (condition: object) =>
  parseRules([
    {
      ...{ rule_id: 'tallied', version: 1, event_type: 'sangam.devices.wallet-outflow-high.v1' },
      condition: JSON.stringify(condition),
    },
  ]);

/** Facts of some ten days: more within two days than make the condition true, and less. */
const scenario = fc
  .record({
    isSum: fc.boolean(),
    atLeast: fc.integer({ min: 1, max: 4 }),
    matches: fc.array(fc.record({ hour: fc.nat(240), item: fc.nat(5), weight: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength: 14,
    }),
  })
  .map(({ isSum, atLeast, matches }) => {
    const of = { field: 'kind', is: 'wallet' };
    return {
      bound: { withinDays: 2, atLeast },
      rules: ruleOf(
        isSum
          ? { sum: { of, withinDays: 2, atLeast: String(atLeast), currency: 'INR' } }
          : { count: { of, withinDays: 2, atLeast, distinct: 'item' } },
      ),
      matches: matches.map(({ hour, item, weight }, index): Match => {
        const cause = `fact-${index}`;
        return {
          cause,
          atMs: from + hour * hourMs,
          ...(isSum ? { item: cause, weight } : { item: `i${item}`, weight: 1 }),
        };
      }),
    };
  });

const raisedBy = (rules: ReturnType<typeof ruleOf>, customerId: string, { cause, atMs, item, weight }: Match) =>
  raise(rules, {
    customerId,
    cause,
    at: new Date(atMs).toISOString(),
    amountMinor: String(weight),
    subject: { kind: 'wallet', currency: 'INR', amountMinor: weight, item },
    data: { currency: 'INR' },
  });

describe('a condition on many facts', () => {
  let run = 0;

  it('states each stretch of its truth once: whatever comes again, late, together or apart', async () => {
    const { state } = appSnapshotsIn(db.app);
    await fc.assert(
      fc.asyncProperty(
        scenario,
        fc.infiniteStream(fc.nat(1000)),
        fc.integer({ min: 1, max: 6 }),
        async ({ bound, rules, matches }, stream, cuts) => {
          const customer = `stretch-${run++}`;
          const shuffled = [...matches, ...matches]
            .map((match) => ({ match, at: stream.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ match }) => match);
          const size = Math.ceil(shuffled.length / cuts);
          const batches = Array.from({ length: cuts }, (_, cut) => shuffled.slice(cut * size, (cut + 1) * size));
          for (const batch of batches) await state(batch.flatMap((match) => raisedBy(rules, customer, match)));
          expect(await statedFor(customer)).toEqual(statedOf(batches, bound));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('becomes true at the same facts when they come in order or all at once', async () => {
    const { state } = appSnapshotsIn(db.app);
    await fc.assert(
      fc.asyncProperty(scenario, fc.boolean(), async ({ bound, rules, matches }, together) => {
        const customer = `order-${run++}`;
        const inOrder = matches.toSorted((a, b) => a.atMs - b.atMs || (a.cause < b.cause ? -1 : 1));
        const events = inOrder.map((match) => raisedBy(rules, customer, match));
        for (const part of together ? [events.flat()] : events) await state(part);
        const starts = startsOf(matches, bound).map(({ cause, reached }): [string, number] => [cause, reached]);
        expect(await statedFor(customer)).toEqual(new Map(starts));
      }),
      { numRuns: 60 },
    );
  });

  it('leaves no stretch unstated when several write at the same time', async () => {
    const { state } = appSnapshotsIn(db.app);
    await fc.assert(
      fc.asyncProperty(scenario, async ({ bound, rules, matches }) => {
        const customer = `writers-${run++}`;
        await Promise.all(matches.map((match) => state(raisedBy(rules, customer, match))));
        const stated = await statedFor(customer);
        const starts = startsOf(matches, bound);
        for (const [index, start] of starts.entries()) {
          const endMs = starts[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
          const theirs = matches.filter(({ cause, atMs }) => stated.has(cause) && atMs >= start.atMs && atMs <= endMs);
          expect(theirs.length).toBeGreaterThan(0);
        }
        expect(stated.size === 0).toBe(starts.length === 0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the rules that landed', () => {
  const rules = landedRules('bank-fact');
  const factAt = (received_at: string, overrides: Parameters<typeof aFact>[0]) =>
    aFact({ received_at, sms_key: `${received_at}#0000000000000000`, ...overrides });
  const take = async (facts: readonly ReturnType<typeof aFact>[]) => {
    const raised: RaisedEvent[] = facts.flatMap((fact) => raise(rules, ofBankFact(fact)));
    return applyBankFactsIn(db.app)(facts, raised);
  };
  const ofType = async (customer: string, type: string) =>
    db.app.query<{ event: string }>(
      `SELECT event::text AS event FROM devices.outbox WHERE customer_id = :customer AND event ->> 'type' = :type`,
      { customer, type },
    );

  it('state that payments bounced on two days, once, and say that events wait', async () => {
    const bounce = { customer_id: 'bouncing', direction: null, kind: null, class: 'failed', is_bounce: true };
    const facts = ['2026-10-05T01:00:00.000Z', '2026-10-05T02:00:00.000Z', '2026-10-12T01:00:00.000Z'].map((at) =>
      factAt(at, bounce),
    );
    await take(facts.slice(0, 2));
    expect(await ofType('bouncing', 'sangam.devices.bounces-repeated.v1')).toEqual([]);
    expect(await take(facts.slice(2))).toEqual({ added: 1, waiting: true });
    await take(facts);
    const stated = await ofType('bouncing', 'sangam.devices.bounces-repeated.v1');
    expect(stated.map(({ event }) => bouncesRepeated.parse(JSON.parse(event)))).toMatchObject([
      { subject: 'bouncing', time: '2026-10-12T01:00:00.000Z', data: { withinDays: 30, atLeast: '2', reached: '2' } },
    ]);
  });

  it('state that much went to wallets, counting a movement once that two notices tell of', async () => {
    const topUp = { customer_id: 'topping', kind: 'wallet', amount_minor: '1250000' };
    const told = factAt('2026-10-05T01:00:00.000Z', { ...topUp, movement: '2026-10-05 r1 debit 1250000' });
    const retold = factAt('2026-10-05T01:00:30.000Z', { ...topUp, movement: '2026-10-05 r1 debit 1250000' });
    await take([told, retold]);
    expect(await ofType('topping', 'sangam.devices.wallet-outflow-high.v1')).toEqual([]);
    await take([factAt('2026-10-30T01:00:00.000Z', topUp)]);
    const stated = await ofType('topping', 'sangam.devices.wallet-outflow-high.v1');
    expect(stated.map(({ event }) => walletOutflowHigh.parse(JSON.parse(event)))).toMatchObject([
      { data: { currency: 'INR', reached: '2500000', at: '2026-10-30T01:00:00.000Z' } },
    ]);
  });
});

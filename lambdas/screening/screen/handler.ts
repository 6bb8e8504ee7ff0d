import { fundsHeld, holdCaptured, holdExpired, holdVoided, transferPosted } from '../../contracts/payments.ts';
import { backoffMs, type Sleep, sleep } from '../../shared/backoff.ts';
import { concurrently } from '../../shared/concurrently.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import type { Publish } from '../../shared/publish.ts';
import { type Delivered, makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { SaveLimits } from '../adapters/limits-table.ts';
import type { LoadRules } from '../adapters/rule-sets.ts';
import type { KeptState, States } from '../adapters/states-table.ts';
import type { HoldChange } from '../domain/hold.ts';
import { judgeBatch, type Known } from '../domain/judge-batch.ts';
import type { Payment } from '../domain/payment.ts';
import { stepOf } from '../domain/payment-of-event.ts';
import type { RuleBook } from '../domain/rule-book.ts';
import { applyEvent } from '../domain/state/apply.ts';
import { entitiesOf, isHold, keyOf, payerOf } from '../domain/state/state.ts';
import { limitsOf } from '../domain/verdict/limits.ts';

export type ScreenDeps = {
  readonly rules: LoadRules;
  readonly states: States;
  readonly saveLimits: SaveLimits;
  readonly publish: Publish;
  readonly pause?: Sleep;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

const schemas = {
  'sangam.payments.transfer-posted.v1': transferPosted,
  'sangam.payments.funds-held.v1': fundsHeld,
  'sangam.payments.hold-captured.v1': holdCaptured,
  'sangam.payments.hold-voided.v1': holdVoided,
  'sangam.payments.hold-expired.v1': holdExpired,
};
const decode = decodeEventOf(schemas);
type Fact = NonNullable<ReturnType<typeof decode>>;
type Steps = readonly (Payment | HoldChange)[];

const attempts = 8;

/**
 * Judges posted payments with all states, and counts what is held for others. The order matters: events go out before the first state is saved, since a state
 * that knows a payment says that it was judged; payers' states come last, and limits follow the states.
 */
export function makeScreen(deps: ScreenDeps): StreamConsumer {
  const { rules, states, saveLimits, publish, pause = sleep, park, log, meter } = deps;

  /** With another writer in between the payments are counted again on what that one left; those it has stay as they are. */
  async function save(key: string, known: Known, before: KeptState, steps: Steps): Promise<KeptState> {
    let next = known;
    let { version } = before;
    for (let attempt = 1; ; attempt++) {
      if ((await states.save(next, version)) === 'saved') return { ...next, version: version + 1 };
      if (attempt === attempts) throw new Error('a state keeps moving');
      meter.count('ScreeningConflicts');
      await pause(backoffMs(attempt, 10, 500));
      const fresh = (await states.read([known.state])).get(key);
      if (fresh === undefined) throw new Error('every state that is asked for is answered');
      version = fresh.version;
      const told = { ...fresh.told, ...changed(before.told, known.told) };
      next = { told, state: steps.reduce(applyEvent, fresh.state) };
    }
  }

  async function handle(facts: readonly Delivered<Fact>[]): Promise<void> {
    const book = await rules();
    const steps = facts.flatMap(({ event }) => stepOf(event) ?? []).filter(({ currency }) => book.has(currency));
    if (steps.length === 0) return;
    const before = await states.read(steps.flatMap(entitiesOf));
    const { events, after } = judgeBatch(steps, before, book);
    if (events.length > 0) await publish(events);

    const saved = new Map(before);
    const saveAll = (keys: readonly string[]) =>
      concurrently(16, keys, async (key) => {
        const [known, kept] = [after.get(key), before.get(key)];
        if (known === undefined || kept === undefined) return;
        const isSame = known.state === kept.state && known.told === kept.told;
        if (!isSame) saved.set(key, await save(key, known, kept, steps));
      });
    const payers = new Set(steps.map((step) => keyOf(payerOf(step))));
    await saveAll([...after.keys()].filter((key) => !payers.has(key)));
    await saveAll([...payers]);
    await renewLimits(steps, saved, book);
    meter.count('PaymentsScreened', steps.filter((step) => !isHold(step)).length);
    meter.count('PaymentsFlagged', events.filter(({ type }) => type === 'sangam.screening.payment-flagged.v1').length);
  }

  /** Of payees too: what came in decides whether it may go out at once. Also of states that a crash left saved. */
  async function renewLimits(steps: Steps, saved: ReadonlyMap<string, KeptState>, book: RuleBook): Promise<void> {
    const customers = new Map(
      steps.flatMap((step) =>
        entitiesOf(step)
          .filter(({ kind }) => kind === 'customer')
          .map((entity) => [keyOf(entity), step.at] as const),
      ),
    );
    await concurrently(16, [...customers], async ([key, at]) => {
      const kept = saved.get(key);
      const live = kept && book.get(kept.state.currency)?.live;
      if (kept !== undefined && live !== undefined) await saveLimits(limitsOf(live, kept.state, at), kept.version);
    });
  }

  return makeStreamConsumer({ decode, handle, park, log, meter });
}

const changed = (before: Known['told'], after: Known['told']): Known['told'] =>
  Object.fromEntries(Object.entries(after).filter(([name, level]) => before[name] !== level));

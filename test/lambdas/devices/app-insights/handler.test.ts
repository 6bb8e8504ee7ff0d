import fc from 'fast-check';
import { type AppsSnapshot, loanAppInstalled } from '../../../../lambdas/contracts/devices.ts';
import type { AppSnapshots, CategorisedSnapshot } from '../../../../lambdas/devices/adapters/app-snapshots.ts';
import { type AppInsightsDeps, makeAppInsights } from '../../../../lambdas/devices/app-insights/handler.ts';
import type { AppChange } from '../../../../lambdas/devices/domain/rules/occurrences.ts';
import { Crash, crashingAt } from '../../../support/crashing.ts';
import { deliveriesOf } from '../../../support/deliveries.ts';
import { anAppsSnapshot, anSmsReceived } from '../../../support/events.ts';
import { countingMeter, silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';
import { outboxInMemory } from '../../../support/outbox.ts';
import { landedRules } from '../../../support/rules.ts';

const rules = landedRules('app-change');

const inert: AppInsightsDeps = {
  snapshots: { apply: unexpected('apply'), state: unexpected('state') },
  categoryOf: unexpected('categoryOf'),
  loadRules: unexpected('loadRules'),
  flushOutbox: unexpected('flushOutbox'),
  park: unexpected('park'),
  log: silentLog,
  meter: silentMeter,
};

/** `com.loan.x` lends, everything else plays. */
const byName = async () => (app: { package: string }) => (app.package.startsWith('com.loan.') ? 'lender' : 'game');

/** What `devices.apply_app_snapshots` does, in memory. */
function appsInMemory() {
  const profiles = new Map<string, { readonly takenAt: string; readonly apps: ReadonlyMap<string, string> }>();
  const changes: AppChange[] = [];
  const outbox = outboxInMemory();

  function take({ customer_id, taken_at, apps }: CategorisedSnapshot): void {
    const known = profiles.get(customer_id);
    if (known !== undefined && known.takenAt >= taken_at) return;
    const now = new Map(apps.map((app) => [app.package, app.category]));
    const came = [...now].filter(([name]) => known !== undefined && !known.apps.has(name));
    const went = [...(known?.apps ?? [])].filter(([name]) => !now.has(name));
    const changed = (kind: AppChange['change'], list: [string, string][]) =>
      list.map(([name, category]) => ({ customer_id, at: taken_at, package: name, change: kind, category }));
    changes.push(...changed('installed', came), ...changed('removed', went));
    profiles.set(customer_id, { takenAt: taken_at, apps: now });
  }

  const steps = {
    ...outbox.steps,
    loadRules: async () => rules,
    categoryOf: byName,
    apply: (async (snapshots) => {
      const customers = snapshots.map(({ customer_id }) => customer_id);
      if (new Set(customers).size < customers.length) throw new Error('one list a customer');
      for (const snapshot of snapshots) take(snapshot);
      return changes.filter(({ customer_id, at }) =>
        snapshots.some((snapshot) => snapshot.customer_id === customer_id && snapshot.taken_at === at),
      );
    }) satisfies AppSnapshots['apply'],
    state: (async (events) => outbox.state(events)) satisfies AppSnapshots['state'],
  };
  /** A consumer over these stores whose worker may die around any call. */
  const consumer = (worker: typeof steps = steps, overrides: Partial<AppInsightsDeps> = {}) =>
    makeAppInsights({
      ...inert,
      snapshots: { apply: worker.apply, state: worker.state },
      categoryOf: worker.categoryOf,
      loadRules: worker.loadRules,
      flushOutbox: outbox.flush(worker),
      ...overrides,
    });
  return { profiles, changes, outbox, steps, consumer };
}

const on = (day: number, packages: readonly string[], subject = 'asha') =>
  anAppsSnapshot({ subject, takenAt: `2026-11-0${day}T00:00:00.000Z`, packages });

describe('app-insights', () => {
  it('states that a lender’s app came, but not what was there at first', async () => {
    const { outbox, consumer } = appsInMemory();
    const meter = countingMeter();
    const batch = kinesisOf([on(1, ['com.loan.a']), on(2, ['com.loan.a', 'com.loan.b', 'com.play']), anSmsReceived()]);
    await consumer(undefined, { meter })(batch);
    expect(outbox.published.map((event) => loanAppInstalled.parse(event))).toMatchObject([
      { subject: 'asha', time: '2026-11-02T00:00:00.000Z', data: { package: 'com.loan.b', category: 'lender' } },
    ]);
    expect(meter.counts).toMatchObject({ AppChanges: 2, EventsStated: 1 });
  });

  it('compares lists of one customer one after the other, of several together', async () => {
    const calls: string[][] = [];
    const apply: AppSnapshots['apply'] = async (snapshots) => {
      calls.push(snapshots.map(({ customer_id, taken_at }) => `${customer_id} ${taken_at.slice(8, 10)}`));
      return [];
    };
    const events = [on(1, []), on(1, [], 'ravi'), on(2, []), on(3, []), on(2, [], 'ravi')];
    await makeAppInsights({ ...inert, snapshots: { ...inert.snapshots, apply }, categoryOf: byName })(
      kinesisOf(events),
    );
    expect(calls).toEqual([['asha 01', 'ravi 01'], ['asha 02', 'ravi 02'], ['asha 03']]);
  });

  it('parts many lists into calls that the database takes', async () => {
    const sizes: number[] = [];
    const apply: AppSnapshots['apply'] = async ({ length }) => {
      sizes.push(length);
      return [];
    };
    const events = Array.from({ length: 250 }, (_, at) => on(1, [], `customer-${at}`));
    await makeAppInsights({ ...inert, snapshots: { ...inert.snapshots, apply }, categoryOf: byName })(
      kinesisOf(events),
    );
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('counts an app once that a list names twice', async () => {
    const { profiles, consumer } = appsInMemory();
    await consumer()(kinesisOf([on(1, ['com.play', 'com.play'])]));
    expect(profiles.get('asha')?.apps).toEqual(new Map([['com.play', 'game']]));
  });

  it('asks nobody when there is no list', async () => {
    expect(await makeAppInsights(inert)(kinesisOf([anSmsReceived()]))).toEqual({ batchItemFailures: [] });
  });

  it('asks for no rules when nothing changed', async () => {
    const { consumer } = appsInMemory();
    const overrides = { loadRules: inert.loadRules, flushOutbox: inert.flushOutbox };
    await consumer(undefined, overrides)(kinesisOf([on(1, ['com.loan.a'])]));
  });

  it('ends in the same changes and events wherever it dies, however late or often a list comes', async () => {
    const list = fc.record({
      customer: fc.constantFrom('asha', 'ravi'),
      day: fc.integer({ min: 1, max: 9 }),
      packages: fc.uniqueArray(fc.constantFrom('com.loan.a', 'com.loan.b', 'com.play'), { maxLength: 3 }),
    });
    const scenario = fc
      .array(list, { maxLength: 12 })
      .chain((lists) => fc.tuple(fc.constant(lists), deliveriesOf(lists.length)));

    await fc.assert(
      fc.asyncProperty(scenario, async ([lists, deliveries]) => {
        const events = lists.map(({ customer, day, packages }) => on(day, packages, customer));
        const { profiles, outbox, steps, consumer } = appsInMemory();
        for (const { from, to, crash } of deliveries) {
          const worker = crash === undefined ? steps : crashingAt(steps, crash.at, crash.when);
          await consumer(worker)(kinesisOf(events.slice(from, to), { firstSequence: from + 1 })).catch(
            (error: unknown) => {
              if (!(error instanceof Crash)) throw error;
            },
          );
        }

        const newest = new Map<string, AppsSnapshot>();
        const installs = new Set<string>();
        for (const event of events) {
          const before = newest.get(event.subject);
          if (before !== undefined && before.data.takenAt >= event.data.takenAt) continue;
          newest.set(event.subject, event);
          if (before === undefined) continue;
          for (const { package: name } of event.data.apps)
            if (name.startsWith('com.loan.') && !before.data.apps.some((app) => app.package === name))
              installs.add(`${event.subject} ${event.time} ${name}`);
        }
        expect([...profiles.keys()].toSorted()).toEqual([...newest.keys()].toSorted());
        const stated = outbox.published.map((event) => loanAppInstalled.parse(event));
        expect(new Set(stated.map(({ subject, time, data }) => `${subject} ${time} ${data.package}`))).toEqual(
          installs,
        );
        expect(new Set(stated.map(({ id }) => id)).size).toBe(installs.size);
        expect(outbox.waiting()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

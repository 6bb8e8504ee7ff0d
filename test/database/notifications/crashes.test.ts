import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { NotificationsRequested } from '../../../lambdas/contracts/notifications.ts';
import type { DispatchDeps } from '../../../lambdas/notifications/dispatch/handler.ts';
import { Crash, crashingAt } from '../../support/crashing.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { deliveriesOf } from '../../support/deliveries.ts';
import { addCampaign, statesOf, talliesOf } from '../../support/dispatch.ts';
import {
  addCustomer,
  addTemplates,
  dispatchDeps,
  dispatchWith,
  payment,
  promotion,
} from '../../support/dispatching.ts';
import { kinesisOf } from '../../support/kinesis.ts';
import { fakeProviders, type Manner, type Taken } from '../../support/providers.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
  await addTemplates(db);
});

afterAll(() => db.services.drop());

/** A dispatcher that dies at its call number `at` of the database or of a provider, before it or after it took effect. */
function dyingAt(deps: DispatchDeps, at: number, when: 'before' | 'after'): DispatchDeps {
  const { claim, settle } = deps.store;
  const { push, sms, email } = deps.senders;
  const calls = crashingAt({ customers: deps.customers, claim, settle, push, sms, email }, at, when);
  return { ...deps, customers: calls.customers, store: calls, senders: calls };
}

const alive = (deps: DispatchDeps, crash?: { readonly at: number; readonly when: 'before' | 'after' }) =>
  dispatchWith(crash === undefined ? deps : dyingAt(deps, crash.at, crash.when));

const newCampaign = async () => {
  const campaign = randomUUID();
  await addCampaign(db.admin.query, campaign);
  await db.admin.query(
    `UPDATE notifications.campaign SET definition = '{"frequencyCap": {"perDay": 99, "perWeek": 99}}' WHERE campaign_id = :campaign`,
    { campaign },
  );
  return campaign;
};
const newCustomers = async (count: number) => {
  const ids = Array.from({ length: count }, () => `k-${randomUUID()}`);
  for (const id of ids) await addCustomer(db, id, ['push', 'sms']);
  return ids;
};
const timesTaken = (taken: readonly Taken[], id: string) => taken.filter((each) => each.id === id).length;
const idsOf = (records: readonly NotificationsRequested[]) => [
  ...new Set(records.flatMap(({ data }) => data.recipients.map(({ id }) => id))),
];
const statesIn = async (ids: readonly string[]) =>
  statesOf(db.admin.query, `id IN (${ids.map((id) => `'${id}'`).join(', ')})`);

describe.each(['before', 'after'] as const)('a dispatcher that dies %s', (when) => {
  it.each(['read', 'claim', 'provider', 'settle'].map((step, at) => [step, at] as const))(
    'its %s sends promotion once at most, and the rest once at least',
    async (_, at) => {
      const campaign = await newCampaign();
      const customers = await newCustomers(2);
      const [first = '', second = ''] = customers;
      const records = [promotion(campaign, [first]), payment(`p-${at}-${when}`, second)];
      const { senders, taken } = fakeProviders();
      const deps = dispatchDeps(db, senders);
      await expect(alive(deps, { at, when })(kinesisOf(records))).rejects.toThrow(Crash);
      await alive(deps)(kinesisOf(records));
      await alive(deps)(kinesisOf(records));

      const [promoted = '', paid = ''] = idsOf(records);
      const states = await statesIn([promoted, paid]);
      const hadClaimed = at > 1 || (at === 1 && when === 'after');
      const hadSent = at > 2 || (at === 2 && when === 'after');
      const hadSettled = at === 3 && when === 'after';
      expect(states[promoted]).toBe(hadClaimed && !hadSettled ? 'unknown:interrupted' : 'accepted');
      expect(states[paid]).toBe('accepted');
      expect(timesTaken(taken, promoted)).toBe(hadSent || !hadClaimed ? 1 : 0);
      // The one window: handed over, and not yet written down.
      expect(timesTaken(taken, paid)).toBe(hadSent && !hadSettled ? 2 : 1);
    },
  );
});

const manners = fc.array(fc.constantFrom<Manner>('ok', 'ok', 'ok', 'busy-twice', 'dead', 'lost', 'broken', 'refused'), {
  minLength: 6,
  maxLength: 6,
});
/** Records by whom they are for; a page that the planner repeats is the same customers in another record. */
const plan = fc.array(
  fc.record({ promotional: fc.boolean(), from: fc.nat({ max: 5 }), size: fc.integer({ min: 1, max: 4 }) }),
  { minLength: 1, maxLength: 6 },
);

it('ends every message in one state, whatever dies and comes again', async () => {
  await fc.assert(
    fc.asyncProperty(
      plan.chain((records) => fc.tuple(fc.constant(records), deliveriesOf(records.length))),
      manners,
      async ([drafts, deliveries], manner) => {
        const campaign = await newCampaign();
        const customers = await newCustomers(6);
        const { senders, taken } = fakeProviders((address) => {
          const place = customers.findIndex((customer) => address.endsWith(customer));
          return address.startsWith('push') ? (manner[place] ?? 'ok') : 'ok';
        });
        const run = randomUUID();
        const records = drafts.map(({ promotional, from, size }) =>
          promotional
            ? promotion(campaign, customers.slice(from, from + size))
            : payment(`${run}-${from}`, customers[from] ?? ''),
        );
        const deps = dispatchDeps(db, senders);
        for (const { from, to, crash } of deliveries) {
          const batch = kinesisOf(records.slice(from, to), { shard: run, firstSequence: from });
          await alive(
            deps,
            crash,
          )(batch).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
        }

        const ids = idsOf(records);
        const states = await statesIn(ids);
        expect(Object.keys(states).toSorted()).toEqual(ids.toSorted());
        const promoted = new Set(idsOf(records.filter(({ data }) => data.purpose === 'offers')));
        for (const [id, state] of Object.entries(states)) {
          const times = timesTaken(taken, id);
          if (promoted.has(id)) {
            expect(state).toMatch(/^(accepted|unknown:(interrupted|time-out))$/);
            expect(times).toBeLessThanOrEqual(1);
            if (state === 'accepted') expect(times).toBe(1);
          } else {
            expect(state).toMatch(/^(accepted|waiting:provider-silent)$/);
            if (state === 'accepted') expect(times).toBeGreaterThanOrEqual(1);
          }
        }
        const { requested = 0, ...counted } = await talliesOf(db.admin.query, `campaign:${campaign}`);
        expect(requested).toBe(promoted.size);
        expect(Object.values(counted).reduce((sum, count) => sum + count, 0)).toBe(promoted.size);
      },
    ),
    { numRuns: 25 },
  );
});

it('parts the messages among dispatchers that are given the same records at once', async () => {
  const campaign = await newCampaign();
  const customers = await newCustomers(12);
  const { senders, taken } = fakeProviders();
  await Promise.all(
    Array.from({ length: 6 }, (_, shard) =>
      alive(dispatchDeps(db, senders))(
        kinesisOf([promotion(campaign, shard % 2 === 0 ? customers : customers.toReversed())], { shard: `s-${shard}` }),
      ),
    ),
  );
  expect(taken.map(({ id }) => id).toSorted()).toEqual(idsOf([promotion(campaign, customers)]).toSorted());
  expect(await talliesOf(db.admin.query, `campaign:${campaign}`)).toEqual({ requested: 12, accepted: 12 });
});

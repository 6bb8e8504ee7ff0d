import type { Pool } from '../../lambdas/contracts/api/apps.ts';
import type { Insights } from '../../lambdas/contracts/api/insights.ts';
import { categoryByPackage, shippedCatalogue } from '../../lambdas/devices/domain/apps/catalogue.ts';
import { categoryOf } from '../../lambdas/devices/domain/apps/category-of.ts';
import type { Cloud } from '../../local/cloud.ts';
import { aCloud, callAs, giveConsents } from '../support/cloud.ts';
import { deliver } from '../support/delivery.ts';
import { actuallyKnown, expectedKnown } from '../support/known.ts';
import { expectedInsights, makePopulation, populationEvents } from '../support/population/index.ts';
import { storesOf } from '../support/stores.ts';

/** Recent, since the collector refuses what is over a year old. */
const from = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);

const customers = makePopulation({ seed: 'pipeline', customers: 200, from, days: 22 });
const events = populationEvents(customers);
const expected = expectedKnown(events);

let cloud: Cloud;

describe('10,000 messages and the apps of 200 customers', () => {
  beforeAll(async () => {
    cloud = await aCloud();
    await giveConsents(
      cloud,
      customers.map(({ id }) => id),
    );
  });

  afterAll(() => cloud.stop());

  it('come to exactly what the population did', async () => {
    expect(events.filter(({ type }) => type === 'sms').length).toBeGreaterThanOrEqual(10_000);
    await deliver(cloud, events);
    await cloud.drained();
    expect(await actuallyKnown(cloud)).toEqual(expected);
  });

  it('are told by the API to each customer', async () => {
    const truth = expectedInsights(events).customers;
    const told = customers.slice(0, 20);
    for (const { id } of told) {
      const { body } = await callAs<Insights>(cloud, { customer: id }, 'GET', `/v1/customers/${id}/insights`);
      const last = truth.get(id)?.salaries.at(-1);
      expect(body.salary?.amount.minor).toBe(last?.amountMinor.toString());
      expect(body.salary?.dayOfMonth).toBe(last?.day);
      expect(body.apps.total).toBe(truth.get(id)?.apps.packages.length);
      for (const { month, inflow, outflow, cardSpend } of body.months) {
        const expectedMonth = truth.get(id)?.months.get(month);
        expect([inflow.minor, outflow.minor, cardSpend.minor]).toEqual(
          [expectedMonth?.inflowMinor, expectedMonth?.outflowMinor, expectedMonth?.cardSpendMinor].map(String),
        );
      }
    }
    expect(told.filter(({ id }) => truth.get(id)?.salaries.length).length).toBeGreaterThan(0);
  });

  it('are told by the API to operators, by category too', async () => {
    const pool = (query: string) =>
      callAs<Pool>(cloud, { client: 'operations' }, 'GET', `/v1/apps/pool?limit=1000${query}`);
    const of = categoryOf(categoryByPackage(shippedCatalogue));
    const { apps } = (await pool('')).body;
    const lenders = (await pool('&category=lender')).body;
    expect(lenders.apps).toEqual(apps.filter((app) => of({ package: app.package }) === 'lender'));
    expect(lenders.total).toBe(lenders.apps.length);
    expect(lenders.total).toBeGreaterThan(0);
  });

  it('lie in the archive, each event once', async () => {
    const stores = storesOf(cloud);
    const streamed = [...(await stores.records('DeviceEvents')), ...(await stores.records('DomainEvents'))];
    const archived = (await stores.objects('Archive', 'events/')).flatMap(({ text }) => text.trimEnd().split('\n'));
    stores.close();
    expect(streamed.length).toBeGreaterThan(0);
    expect(archived.toSorted()).toEqual(streamed.toSorted());
  });

  it('change nothing when those of fifty customers are sent again', async () => {
    const again = new Set(customers.slice(0, 50).map(({ id }) => id));
    const { accepted, duplicate } = await deliver(
      cloud,
      events.filter(({ customerId }) => again.has(customerId)),
    );
    expect(accepted + duplicate).toBeGreaterThan(2000);
    await cloud.drained();
    expect(await actuallyKnown(cloud)).toEqual(expected);
  });
});

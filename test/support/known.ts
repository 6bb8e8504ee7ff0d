import type { Cloud } from '../../local/cloud.ts';
import { callAs } from './cloud.ts';
import { timeOf } from './population/events.ts';
import { type ExpectedInsights, expectedInsights, type PopulationEvent } from './population/index.ts';
import { storesOf } from './stores.ts';

type Lines = readonly string[];

/** What a platform knows, or must know, of a population: each list sorted, one line a fact, so that a difference reads. */
export type Known = {
  readonly months: Lines;
  readonly balances: Lines;
  readonly bounces: Lines;
  readonly apps: Lines;
  readonly changes: Lines;
  readonly pool: Lines;
  readonly storedLists: Lines;
  readonly storedMessages: number;
  readonly salaryEvents: number;
  /** Customers whose payments bounced on two days, once for each event. */
  readonly bouncedAgain: Lines;
};

/** From the generator's truth. */
export function expectedKnown(events: readonly PopulationEvent[]): Known {
  const { customers, pool }: ExpectedInsights = expectedInsights(events);
  const each = <T>(line: (id: string, customer: NonNullable<ReturnType<typeof customers.get>>) => T[]): T[] =>
    [...customers].flatMap(([id, customer]) => line(id, customer));
  return {
    months: each((id, { months }) =>
      [...months].flatMap(([month, m]) =>
        m.credits + m.debits + m.cardSpends === 0
          ? []
          : [
              `${id} ${month} in ${m.inflowMinor}/${m.credits} out ${m.outflowMinor}/${m.debits} emi ${m.emiMinor}/${m.emis} card ${m.cardSpendMinor}/${m.cardSpends}`,
            ],
      ),
    ).toSorted(),
    balances: each((id, { balances }) =>
      [...balances].map(([place, { minMinor, endMinor }]) => `${id} ${place} min ${minMinor} end ${endMinor}`),
    ).toSorted(),
    bounces: each((id, { months }) =>
      [...months].flatMap(([month, { bounces }]) => (bounces === 0 ? [] : [`${id} ${month} ${bounces}`])),
    ).toSorted(),
    apps: each((id, { apps }) => [
      `${id} ${apps.packages.length} ${[...apps.byCategory]
        .map(([name, n]) => `${name}=${n}`)
        .toSorted()
        .join(' ')}`,
    ]).toSorted(),
    changes: each((id, { apps }) =>
      apps.installs + apps.removals === 0 ? [] : [`${id} +${apps.installs} -${apps.removals}`],
    ).toSorted(),
    pool: [
      ...[...pool.apps].map(([name, n]) => `app ${name} ${n}`),
      ...[...pool.categories].map(([name, n]) => `category ${name} ${n}`),
    ].toSorted(),
    storedLists: each((id, { apps }) => [`${id} ${apps.packages.join(',')}`]).toSorted(),
    storedMessages: each((_, { messages }) => [messages.kept]).reduce((sum, n) => sum + n, 0),
    salaryEvents: each((_, { salaries }) => [salaries.length]).reduce((sum, n) => sum + n, 0),
    bouncedAgain: [...Map.groupBy(events.filter(isBounce), ({ customerId }) => customerId)]
      .flatMap(([id, bounces]) => (new Set(bounces.map((event) => timeOf(event).slice(0, 10))).size >= 2 ? [id] : []))
      .toSorted(),
  };
}

const isBounce = (event: PopulationEvent): boolean =>
  event.type === 'sms' && 'bounce' in event.truth && event.truth.bounce;

type Pool = { apps: { package: string; customers: number }[]; categories: { category: string; customers: number }[] };

/** From the platform's stores and its API. */
export async function actuallyKnown(cloud: Cloud): Promise<Known> {
  const stores = storesOf(cloud);
  /** One column of text lines, in pages under the Data API's limit. */
  const lines = async (select: string): Promise<string[]> => {
    const all: string[] = [];
    for (let offset = 0; ; offset += 2000) {
      const page = await stores.sql<{ line: string }>(
        `SELECT line FROM (${select}) AS l ORDER BY line LIMIT 2000 OFFSET ${offset}`,
      );
      all.push(...page.map(({ line }) => line));
      if (page.length < 2000) return all.toSorted();
    }
  };
  const apps: Pool['apps'] = [];
  let categories: Pool['categories'] = [];
  for (let offset = 0; ; offset += 1000) {
    const { body } = await callAs<Pool>(cloud, { client: 'ops' }, 'GET', `/v1/apps/pool?limit=1000&offset=${offset}`);
    apps.push(...body.apps);
    categories = body.categories;
    if (body.apps.length < 1000) break;
  }
  // An event may be published twice; consumers know it by its id.
  const domain = new Map(
    (await stores.records('DomainEvents')).map((text) => {
      const event = JSON.parse(text) as { id: string; type: string; subject: string };
      return [event.id, event];
    }),
  );
  const subjectsOf = (wanted: string): string[] =>
    [...domain.values()].flatMap(({ type, subject }) => (type === wanted ? [subject] : [])).toSorted();
  const known: Known = {
    months: await lines(`
      SELECT customer_id || ' ' || to_char(month, 'YYYY-MM') || ' in ' || inflow_minor || '/' || inflow_count || ' out ' || outflow_minor || '/'
        || outflow_count || ' emi ' || emi_minor || '/' || emi_count || ' card ' || card_spend_minor || '/' || card_spend_count AS line
      FROM devices.customer_month`),
    balances: await lines(`
      SELECT customer_id || ' ' || account || '/' || day || ' min ' || min_balance_minor || ' end ' || end_balance_minor AS line FROM devices.account_day`),
    bounces: await lines(`
      SELECT customer_id || ' ' || to_char(month, 'YYYY-MM') || ' ' || count(*) AS line FROM devices.bank_fact
      WHERE is_bounce AND direction IS NULL GROUP BY customer_id, month`),
    apps: await lines(`
      SELECT customer_id || ' ' || total || ' ' || coalesce((
        SELECT string_agg(key || '=' || value, ' ' ORDER BY key || '=' || value COLLATE "C") FROM jsonb_each_text(categories)), '') AS line
      FROM devices.app_profile`),
    changes: await lines(`
      SELECT customer_id || ' +' || count(*) FILTER (WHERE change = 'installed') || ' -' || count(*) FILTER (WHERE change = 'removed') AS line
      FROM devices.app_change GROUP BY customer_id`),
    pool: [
      ...apps.map(({ package: name, customers }) => `app ${name} ${customers}`),
      ...categories.map(({ category, customers }) => `category ${category} ${customers}`),
    ].toSorted(),
    storedLists: (await stores.table('DeviceApps')).map((row) => `${row.customerId} ${row.packages}`).toSorted(),
    storedMessages: (await stores.table('DeviceSms')).length,
    salaryEvents: subjectsOf('sangam.devices.salary-credited.v1').length,
    bouncedAgain: subjectsOf('sangam.devices.bounces-repeated.v1'),
  };
  stores.close();
  return known;
}

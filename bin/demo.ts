/**
 * `npm run demo`: a month of a small population's phones, what the platform knows then, what they do with money, and what
 * becomes of a campaign to them.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  indiaDateOf,
  makePopulation,
  type PopulationEvent,
  populationEvents,
  timeOf,
} from '../test/support/population/index.ts';
import { introduce } from './demo/campaign/contacts.ts';
import { playCampaign } from './demo/campaign/index.ts';
import { peopleOf } from './demo/campaign/people.ts';
import { playMoney } from './demo/money/index.ts';
import { makePhone } from './demo/phone.ts';
import { openPlatform, type Platform } from './demo/platform.ts';
import { withBar } from './demo/progress.ts';
import { tell } from './demo/tell.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dayMs = 86_400_000;

const usage = `npm run demo                              40 customers, seed "monsoon"
npm run demo -- --customers 200 --seed x  others`;

async function play(platform: Platform, title: string, events: readonly PopulationEvent[]): Promise<void> {
  const phones = [...Map.groupBy(events, ({ customerId }) => customerId)];
  await withBar(
    title,
    { unit: 'messages and lists', total: events.length },
    phones.map(
      ([customer, theirs]) =>
        (tick) =>
          makePhone(platform, customer).deliver(theirs, tick),
    ),
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: 'monsoon' },
      customers: { type: 'string', default: '40' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const count = Number(values.customers);
  if (values.help || !Number.isInteger(count) || count < 1 || count > 5000) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const today = indiaDateOf(new Date().toISOString());
  const from = indiaDateOf(new Date(Date.now() - 31 * dayMs).toISOString());
  const customers = makePopulation({ seed: values.seed, customers: count, from, days: 31 });
  const events = populationEvents(customers).filter((event) => indiaDateOf(timeOf(event)) < today);
  const lastDay = indiaDateOf(
    timeOf(events.at(-1) ?? { type: 'apps', customerId: '', takenAt: new Date().toISOString(), apps: [] }),
  );
  const isLast = (event: PopulationEvent): boolean => indiaDateOf(timeOf(event)) === lastDay;

  const platform = await openPlatform(root);
  try {
    for (const { id } of customers) await makePhone(platform, id).consent();
    await play(
      platform,
      'a month of inboxes',
      events.filter((event) => !isLast(event)),
    );
    await play(platform, `the day ${lastDay}`, events.filter(isLast));
    await platform.settled();
    const [hero] = customers.toSorted((a, b) => b.emis.length + b.cards.length - (a.emis.length + a.cards.length));
    if (hero !== undefined) console.log(await tell(platform, hero));
    const people = peopleOf(values.seed, customers, new Date());
    // Before any money moves, so that they are told of it.
    await introduce(platform, people);
    console.log(await playMoney(platform, values.seed, customers));
    console.log(await playCampaign(platform, values.seed, people));
  } finally {
    await platform.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

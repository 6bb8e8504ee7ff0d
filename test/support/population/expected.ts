import { dayOfMonth, type IndiaDate, indiaDateOf, monthOf } from './calendar.ts';
import { timeOf } from './events.ts';
import { countedAs } from './people.ts';
import type { AppsSnapshot, PopulationEvent, PopulationSms, TransactionTruth } from './types.ts';

/** A month in India. Flows are those of bank accounts: what a card buys shows when an account pays the card. */
export type ExpectedMonth = {
  inflowMinor: bigint;
  outflowMinor: bigint;
  credits: number;
  debits: number;
  cardSpendMinor: bigint;
  cardSpends: number;
  emiMinor: bigint;
  emis: number;
  bounces: number;
};

export type ExpectedSalary = {
  readonly date: IndiaDate;
  readonly day: number;
  readonly amountMinor: bigint;
  readonly employer: string;
  readonly account: string;
};

/** Of the balances that messages stated on one day in India. */
export type ExpectedBalance = { readonly minMinor: bigint; readonly endMinor: bigint };

export type ExpectedApps = {
  /** Sorted; without what came with the phone. */
  readonly packages: readonly string[];
  readonly byCategory: ReadonlyMap<string, number>;
  /** After the first snapshot. */
  readonly installs: number;
  readonly removals: number;
};

export type ExpectedCustomer = {
  readonly messages: { sent: number; kept: number; otp: number; personal: number; transactions: number };
  readonly months: ReadonlyMap<string, ExpectedMonth>;
  readonly salaries: readonly ExpectedSalary[];
  /** By `<account>/<date>`. */
  readonly balances: ReadonlyMap<string, ExpectedBalance>;
  readonly apps: ExpectedApps;
};

export type ExpectedInsights = {
  readonly customers: ReadonlyMap<string, ExpectedCustomer>;
  /** How many customers have each app, and at least one app of each category, by their newest snapshots. */
  readonly pool: { readonly apps: ReadonlyMap<string, number>; readonly categories: ReadonlyMap<string, number> };
};

/** What the system must find in these events, worked out from what the generator knows and no parser. */
export function expectedInsights(events: readonly PopulationEvent[]): ExpectedInsights {
  const inOrder = events.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
  const customers = new Map(
    [...Map.groupBy(inOrder, (event) => event.customerId)].map(([id, theirs]) => [id, expectedCustomer(theirs)]),
  );
  const apps = [...customers.values()].map((customer) => customer.apps);
  return {
    customers,
    pool: {
      apps: countEach(apps.flatMap(({ packages }) => packages)),
      categories: countEach(apps.flatMap(({ byCategory }) => [...byCategory.keys()])),
    },
  };
}

function expectedCustomer(events: readonly PopulationEvent[]): ExpectedCustomer {
  const messages = events.filter((event) => event.type === 'sms');
  const transactions = messages.flatMap((sms) => (sms.truth.isTransaction ? [{ sms, truth: sms.truth }] : []));
  const dropped = (why: string) => messages.filter(({ truth }) => 'dropped' in truth && truth.dropped === why).length;
  const [otp, personal] = [dropped('otp'), dropped('personal')];
  return {
    messages: {
      sent: messages.length,
      kept: messages.length - otp - personal,
      otp,
      personal,
      transactions: transactions.length,
    },
    months: expectedMonths(messages),
    salaries: transactions.flatMap(({ sms, truth }) => (truth.kind === 'salary' ? [salaryOf(sms, truth)] : [])),
    balances: expectedBalances(transactions),
    apps: expectedApps(events.filter((event) => event.type === 'apps')),
  };
}

function expectedMonths(messages: readonly PopulationSms[]): ReadonlyMap<string, ExpectedMonth> {
  const byMonth = Map.groupBy(messages, (sms) => monthOf(indiaDateOf(sms.receivedAt)));
  return new Map([...byMonth].map(([month, theirs]) => [month, expectedMonth(theirs)]));
}

function expectedMonth(messages: readonly PopulationSms[]): ExpectedMonth {
  const month: ExpectedMonth = {
    inflowMinor: 0n,
    outflowMinor: 0n,
    credits: 0,
    debits: 0,
    cardSpendMinor: 0n,
    cardSpends: 0,
    emiMinor: 0n,
    emis: 0,
    bounces: 0,
  };
  for (const { truth } of messages) {
    if (truth.isTransaction) addTransaction(month, truth);
    else if ('bounce' in truth && truth.bounce) month.bounces += 1;
  }
  return month;
}

function addTransaction(month: ExpectedMonth, { ledger, direction, kind, amountMinor }: TransactionTruth): void {
  if (ledger === 'card') {
    if (direction === 'credit') return;
    month.cardSpendMinor += amountMinor;
    month.cardSpends += 1;
    return;
  }
  if (direction === 'credit') {
    month.inflowMinor += amountMinor;
    month.credits += 1;
    return;
  }
  month.outflowMinor += amountMinor;
  month.debits += 1;
  if (kind !== 'emi') return;
  month.emiMinor += amountMinor;
  month.emis += 1;
}

function salaryOf(sms: PopulationSms, truth: TransactionTruth): ExpectedSalary {
  const date = indiaDateOf(sms.receivedAt);
  const { amountMinor, account } = truth;
  return { date, day: dayOfMonth(date), amountMinor, employer: truth.merchant ?? '', account };
}

function expectedBalances(
  transactions: readonly { readonly sms: PopulationSms; readonly truth: TransactionTruth }[],
): ReadonlyMap<string, ExpectedBalance> {
  const balances = new Map<string, ExpectedBalance>();
  for (const { sms, truth } of transactions) {
    const stated = truth.balanceMinor;
    if (stated === null) continue;
    const key = `${truth.account}/${indiaDateOf(sms.receivedAt)}`;
    const least = balances.get(key)?.minMinor;
    balances.set(key, { minMinor: least === undefined || stated < least ? stated : least, endMinor: stated });
  }
  return balances;
}

function expectedApps(snapshots: readonly AppsSnapshot[]): ExpectedApps {
  let packages: readonly string[] | undefined;
  let [installs, removals] = [0, 0];
  for (const snapshot of snapshots) {
    const before = packages;
    packages = snapshot.apps.map((app) => app.package).filter((name) => countedAs.get(name) !== null);
    if (before === undefined) continue;
    installs += packages.filter((name) => !before.includes(name)).length;
    removals += before.filter((name) => !packages?.includes(name)).length;
  }
  const last = packages?.toSorted() ?? [];
  return {
    packages: last,
    byCategory: countEach(last.map((name) => countedAs.get(name) ?? 'unknown')),
    installs,
    removals,
  };
}

const countEach = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));

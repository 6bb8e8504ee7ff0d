import type { IndiaDate } from './calendar.ts';
import { banks, cardIssuers, lenders } from './institutions.ts';
import { cities, commonApps, employers, familyNames, givenNames, lenderApps, otherApps } from './people.ts';
import { makeRandom, type Random } from './random.ts';
import type { Account, Customer, DeviceApp, Emi } from './types.ts';

export type PopulationOptions = {
  readonly seed: string | number;
  readonly customers: number;
  /** First day, in India. */
  readonly from: IndiaDate;
  readonly days: number;
};

/** Customers with their banks, debts and phones. More customers leave the first ones as they were. */
export const makePopulation = ({ seed, customers, from, days }: PopulationOptions): Customer[] =>
  Array.from({ length: customers }, (_, index) => makeCustomer(`${seed}/${index}`, from, days));

function makeCustomer(seed: string, from: IndiaDate, days: number): Customer {
  const random = makeRandom(seed);
  // Three in ten live from salary to salary: their EMI falls due before their salary, so that some bounce.
  const stretched = random.chance(0.3);
  const salaryMinor = thousands(random, stretched ? 18 : 30, stretched ? 35 : 120);
  return {
    id: random.uuid(),
    name: `${random.pick(givenNames)} ${random.pick(familyNames)}`,
    city: random.pick(cities),
    employer: random.pick(employers),
    salaryMinor,
    salaryDay: stretched ? 8 : random.pick([1, 2, 5, 7, 28]),
    accounts: makeAccounts(random, stretched),
    cards: random.sample(cardIssuers, stretched ? random.int(0, 1) : random.int(0, 2)).map((issuer) => ({
      issuer,
      tail: random.digits(4),
      limitMinor: thousands(random, 30, 150),
      statementDay: random.pick([3, 9, 12]),
    })),
    emis: makeEmis(random, stretched, salaryMinor),
    apps: makeApps(random, stretched),
    seed,
    from,
    days,
  };
}

function makeAccounts(random: Random, stretched: boolean): readonly [Account, ...Account[]] {
  const account = (bank = random.pick(banks)): Account => ({
    bank,
    tail: random.digits(4),
    openingMinor: stretched ? BigInt(random.int(40_000, 250_000)) : BigInt(random.int(1_500_000, 9_000_000)),
  });
  const first = account();
  const second = account(random.pick(banks.filter((bank) => bank !== first.bank)));
  return second.tail !== first.tail && random.chance(0.3) ? [first, second] : [first];
}

const makeEmis = (random: Random, stretched: boolean, salaryMinor: bigint): Emi[] =>
  random.sample(lenders, stretched ? random.int(1, 2) : random.int(0, 2)).map((lender) => ({
    lender,
    amountMinor: (salaryMinor * BigInt(random.int(8, 20))) / 100n,
    day: random.pick([3, 5, 6]),
  }));

function makeApps(random: Random, stretched: boolean): DeviceApp[] {
  const some = random.sample(otherApps, random.int(5, 12));
  const borrowing = random.sample(lenderApps, stretched ? random.int(1, 3) : random.int(0, 1));
  return [...commonApps, ...some, ...borrowing].map(onDevice);
}

/** The app as the phone reports it: without what it must be counted as. */
export const onDevice = ({ package: packageName, name, category }: DeviceApp): DeviceApp =>
  category === undefined ? { package: packageName, name } : { package: packageName, name, category };

const thousands = (random: Random, min: number, max: number): bigint => BigInt(random.int(min, max)) * 100_000n;

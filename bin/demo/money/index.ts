import type { Customer } from '../../../test/support/population/index.ts';
import type { Platform } from '../platform.ts';
import { books, statement } from './books.ts';
import { ordered } from './orders.ts';
import { planOf, shops } from './plan.ts';
import { spend } from './spend.ts';
import { caught, refunded, refused } from './stories.ts';
import { makeTeller } from './teller.ts';

/** Lets customers pay shops and one another, with what goes wrong at times. @returns what became of it, as a text */
export async function playMoney(platform: Platform, seed: string, customers: readonly Customer[]): Promise<string> {
  const teller = makeTeller(platform);
  const spenders = planOf(seed, customers);
  const [hero, other = hero] = spenders;
  if (hero === undefined || other === undefined) return '';
  const names = new Map([...customers, ...shops].map(({ id, name }) => [id, name]));
  const lines = [
    await spend(teller, spenders),
    await refused(teller, hero),
    await refunded(platform, teller, hero),
    await caught(platform, teller, seed),
    // Somebody else: after so many payments the first would be asked for a second factor.
    await ordered(teller, other),
    await books(teller, [...names.keys()]),
    ...(await platform.verified()),
    `\nThe wallet of ${hero.customer.name}, the newest first:`,
    await statement(teller, hero.customer.id, (owner) => names.get(owner) ?? owner),
  ];
  return `\nMoney\n${lines.join('\n')}`;
}

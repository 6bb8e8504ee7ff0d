import type { Customer } from '../../../test/support/population/index.ts';
import { makeRandom } from '../../../test/support/population/random.ts';

export type Payment = {
  readonly payee: string;
  readonly paise: number;
  readonly by: 'transfer' | 'code';
  readonly note: string;
};

export type Spender = {
  readonly customer: Customer;
  readonly topUpPaise: number;
  readonly payments: readonly Payment[];
};

type Shop = { readonly id: string; readonly name: string; readonly city: string; readonly most: number };

/** The demo's own, so that whatever else is paid here does not disturb its sums. */
export const shops: readonly [Shop, ...Shop[]] = [
  { id: 'demo-kirana', name: 'Lakshmi Kirana', city: 'Pune', most: 900 },
  { id: 'demo-chai', name: 'Chai Corner', city: 'Mumbai', most: 120 },
  { id: 'demo-books', name: 'Book Nook', city: 'Kochi', most: 1500 },
  { id: 'demo-metro', name: 'Metro Card', city: 'Delhi', most: 400 },
];

const gifts = ['Happy birthday', 'For the tickets', 'Thank you', 'Lunch'];

/** What each customer puts in and pays, the same for the same seed. Few enough that screening has nothing to ask. */
export const planOf = (seed: string, customers: readonly Customer[]): Spender[] =>
  customers.map((customer, index) => {
    const random = makeRandom(`${seed}/money/${customer.id}`);
    const toShops = Array.from({ length: random.int(2, 3) }, (): Payment => {
      const { id, name, most } = random.pick(shops);
      return {
        payee: id,
        paise: random.int(20, most) * 100,
        by: random.chance(0.4) ? 'code' : 'transfer',
        note: name,
      };
    });
    const friend = customers[(index + 1) % customers.length];
    const gift: Payment[] =
      friend === undefined || friend.id === customer.id
        ? []
        : [{ payee: friend.id, paise: random.int(50, 500) * 100, by: 'transfer', note: random.pick(gifts) }];
    return { customer, topUpPaise: random.int(90, 200) * 10_000, payments: [...toShops, ...gift] };
  });

import fc from 'fast-check';
import { pool } from '../../../../../lambdas/contracts/api/apps.ts';
import { appCounter, categoryCounter } from '../../../../../lambdas/devices/domain/pool/member.ts';
import { rank } from '../../../../../lambdas/devices/domain/pool/ranking.ts';

const sums = fc
  .array(
    fc.record({
      counter: fc.oneof(
        fc.constantFrom('com.a', 'com.b', 'app.c', 'category.d', 'in.e').map(appCounter),
        fc.constantFrom('upi', 'lender', 'app').map(categoryCounter),
      ),
      customers: fc.integer({ min: 0, max: 3 }),
    }),
  )
  .map((all) => new Map(all.map(({ counter, customers }) => [counter, customers])));

describe('the ranking of the pool', () => {
  it('has every app and category that somebody has, the most common first and equals by name', () => {
    fc.assert(
      fc.property(sums, (counted) => {
        const ranked = pool.parse(rank(counted, { limit: 1000, offset: 0 }));
        const lines = [
          ...ranked.apps.map(({ package: name, customers }) => [appCounter(name), customers] as const),
          ...ranked.categories.map(({ category, customers }) => [categoryCounter(category), customers] as const),
        ];
        expect(new Map(lines)).toEqual(new Map([...counted].filter(([, customers]) => customers > 0)));
        expect(ranked.total).toBe(ranked.apps.length);
        const order = ranked.apps.map(({ package: name, customers }) => `${9 - customers} ${name}`);
        expect(order).toEqual(order.toSorted());
      }),
    );
  });

  it('in pages is the whole, each app once', () => {
    fc.assert(
      fc.property(sums, fc.integer({ min: 1, max: 4 }), (counted, limit) => {
        const whole = rank(counted, { limit: 1000, offset: 0 });
        const pages = [0, 1, 2, 3, 4, 5].map((page) => rank(counted, { limit, offset: page * limit }));
        expect(pages.flatMap(({ apps }) => apps)).toEqual(whole.apps);
        for (const { total, categories } of pages) expect([total, categories]).toEqual([whole.total, whole.categories]);
      }),
    );
  });
});

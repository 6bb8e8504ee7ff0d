import fc from 'fast-check';
import { segmentSql } from '../../../../../lambdas/notifications/domain/audience/compile.ts';
import { segments } from '../../../../support/segments.ts';

it('joins comparisons, and takes nobody of whom nothing is known', () => {
  const { sql, params, readsInsights } = segmentSql({
    all: [
      { field: 'insights.salary', op: 'ge', value: { minor: '3000000', currency: 'INR' } },
      {
        any: [
          { field: 'customer.language', op: 'in', value: ['hi', 'mr'] },
          { not: { field: 'customer.zone', op: 'known' } },
        ],
      },
    ],
  });
  expect(sql).toBe(
    '(coalesce((i.currency = :p0 AND i.salary_minor >= :p1::bigint), false) AND (coalesce(c.language = ANY (ARRAY(SELECT jsonb_array_elements_text(:p2::jsonb))), false) OR (NOT coalesce(c.zone IS NOT NULL, false))))',
  );
  expect(params).toEqual({ p0: 'INR', p1: '3000000', p2: ['hi', 'mr'] });
  expect(readsInsights).toBe(true);
});

it('reads insights only for who asks for them', () => {
  expect(segmentSql({ field: 'wallet.balance', op: 'known' }).readsInsights).toBe(false);
});

/** The text without what stands in our own quotes. */
const bare = (sql: string): string => sql.replaceAll("'accepted'", '');

it('puts nothing that was asked for into the text of a statement', () => {
  const known = new Set<string>();
  fc.assert(
    fc.property(segments, (segment) => {
      const { sql, params } = segmentSql(segment);
      // Names, numbers and words of ours: no quote, no comment, no end of a statement.
      expect(bare(sql)).toMatch(/^[A-Za-z0-9_.:()<>=/,\s-]*$/);
      expect(sql).not.toContain('--');
      const placeholders = [...sql.matchAll(/(?<!:):(\w+)/g)].map(([, name]) => name);
      expect(placeholders).toEqual(Object.keys(params));
      // With other values it is the same text: it says what is asked, never of what.
      known.add(sql.replaceAll(/:p\d+/g, ':p'));
    }),
    { numRuns: 500 },
  );
  expect(known.size).toBeGreaterThan(50);
});

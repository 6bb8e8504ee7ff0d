import type { Database } from '../../shared/data-api.ts';

/**
 * Whether every row of the journal lies in the chains of its accounts. `verify` follows the chains, so a row that somebody
 * mighty put in by hand is seen only from the journal's side.
 */
export type JournalLinks = {
  /** @param until rows from then on are left for the next time: some of them may not be committed @returns whether both sides tell of the same entries */
  readonly agree: (until: Date) => Promise<boolean>;
  /** Ids of rows that are in no chain, are of another currency, or say that money moved and not of whose version. Slow: to be asked when they do not agree. */
  readonly unlinked: (until: Date) => Promise<string[]>;
};

type Page = { readonly next: string | null; readonly print: string; readonly odd: string };

/** So many chains and rows in one statement, which the Data API ends after 45 s. */
const accountsAtOnce = 200;
const rowsAtOnce = 20_000;
const rowsLookedUpAtOnce = 200;
/** More names nobody needs: where there are so many, the table was written to. */
const namedMost = 20;

/** An order-free sum over entries: equal where the same entries were added, whatever their order. */
const print = `coalesce(sum(hashtextextended(e.account || ' ' || e.version || ' ' || e.id, 0)::numeric), 0)::text AS print`;

const nextOfPage = `CASE WHEN (SELECT count(*) FROM page) = :upTo::integer THEN (SELECT max(id) FROM page) END AS next`;

const chained = `
  WITH page AS MATERIALIZED (SELECT a.id FROM payments.account AS a WHERE a.id > :after ORDER BY a.id LIMIT :upTo::integer)
  SELECT ${nextOfPage}, ${print}, '0' AS odd
  FROM page AS p CROSS JOIN LATERAL payments.walk(p.id, NULL, NULL) AS e WHERE e.created_at < :until::timestamptz`;

const page = 'SELECT * FROM payments.journal AS j WHERE j.id > :after ORDER BY j.id LIMIT :upTo::integer';

const sides = `
  SELECT id, debit AS account, debit_version AS version, created_at FROM page WHERE debit_version IS NOT NULL
  UNION ALL SELECT id, credit, credit_version, created_at FROM page WHERE credit_version IS NOT NULL`;

/** What moved or kept money has a version on each side that it changed, and their currency, and is not of the future. */
const isOdd = `(verdict IN ('posted', 'held', 'captured', 'voided', 'expired', 'reversed', 'folded') AND debit_version IS NULL)
  OR (verdict IN ('posted', 'captured', 'reversed', 'folded') AND credit_version IS NULL)
  OR (debit_version IS NOT NULL AND currency <> (SELECT a.currency FROM payments.account AS a WHERE a.id = debit))
  OR (credit_version IS NOT NULL AND currency <> (SELECT a.currency FROM payments.account AS a WHERE a.id = credit))
  OR created_at > now() + interval '1 hour'`;

const written = `
  WITH page AS MATERIALIZED (${page}), sides AS (${sides})
  SELECT ${nextOfPage}, ${print}, (SELECT count(*) FROM page WHERE ${isOdd})::text AS odd
  FROM sides AS e WHERE e.created_at < :until::timestamptz`;

const lookedUp = `
  WITH page AS MATERIALIZED (${page}), sides AS MATERIALIZED (${sides}), chain AS MATERIALIZED (
    SELECT w.account, w.id FROM (SELECT DISTINCT account FROM sides) AS s CROSS JOIN LATERAL payments.walk(s.account, NULL, NULL) AS w
  )
  SELECT ${nextOfPage}, array_to_string(ARRAY(
    SELECT s.id FROM sides AS s WHERE s.created_at < :until::timestamptz
      AND NOT EXISTS (SELECT FROM chain AS c WHERE c.account = s.account AND c.id = s.id)
    UNION SELECT id FROM page WHERE ${isOdd}
  ), E'\\n') AS ids`;

export function journalLinksIn(database: Database): JournalLinks {
  async function* pagesOf<Row extends { readonly next: string | null }>(sql: string, upTo: number, until: Date) {
    for (let after: string | null = ''; after !== null; ) {
      const [row]: Row[] = await database.query<Row>(sql, { after, upTo, until: until.toISOString() });
      if (row === undefined) throw new Error('the statement answers with a row');
      yield row;
      after = row.next;
    }
  }

  return {
    agree: async (until) => {
      let difference = 0n;
      let odd = 0n;
      for await (const row of pagesOf<Page>(chained, accountsAtOnce, until)) difference += BigInt(row.print);
      for await (const row of pagesOf<Page>(written, rowsAtOnce, until)) {
        difference -= BigInt(row.print);
        odd += BigInt(row.odd);
      }
      return difference === 0n && odd === 0n;
    },
    unlinked: async (until) => {
      const found = new Set<string>();
      type Ids = { readonly next: string | null; readonly ids: string };
      for await (const { ids } of pagesOf<Ids>(lookedUp, rowsLookedUpAtOnce, until)) {
        for (const id of ids.split('\n')) if (id !== '') found.add(id);
        if (found.size >= namedMost) break;
      }
      return [...found].slice(0, namedMost);
    },
  };
}

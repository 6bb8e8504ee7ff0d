import type { Query } from '../../shared/data-api.ts';
import type { Insight } from '../domain/enrichment/eligibility.ts';
import type { KnownCustomer } from '../domain/enrichment/known-customer.ts';

export type Wanted = {
  readonly insights: boolean;
  readonly wallets: boolean;
  /** Promotional messages that went out; left out, they count as none, and the claim decides. */
  readonly counts: boolean;
};

/** Customers by their ids, in a call for each few hundred; who is not known has no entry. */
export type ReadCustomers = (
  customerIds: readonly string[],
  wanted: Wanted,
) => Promise<ReadonlyMap<string, KnownCustomer>>;

/** Ten device tokens each as phones have them, and the answer stays below the Data API's 1 MiB. */
const customersPerCall = 250;

type Row = {
  readonly id: string;
  readonly name: string | null;
  readonly language: string;
  readonly zone: string;
  readonly endpoints: string | null;
  readonly preferences: string | null;
  readonly inDay: number;
  readonly inWeek: number;
  readonly insight?: string | null;
  readonly wallets?: string | null;
};

const countsSql = `(
  SELECT count(*) FILTER (WHERE n.claimed_at > now() - interval '1 day') AS in_day, count(*) AS in_week
  FROM notifications.notification AS n
  WHERE n.customer_id = c.customer_id AND n.requested_at > now() - interval '22 days' AND n.claimed_at > now() - interval '7 days'
    AND n.promotional AND n.state IN ('claimed', 'accepted', 'unknown'))`;

const insightSql = `json_build_object('currency', i.currency, 'salary', i.salary_minor::text,
  'salaryAt', (extract(epoch FROM i.salary_at) * 1000)::bigint, 'emi', i.emi_minor::text, 'balance', i.balance_minor::text,
  'bounces', i.bounces_90d, 'lenders', i.lenders_90d, 'apps', i.app_categories)::text`;

const walletsSql = `(SELECT json_agg(json_build_array(w.balance_minor::text, w.currency) ORDER BY w.currency)::text
  FROM payments.wallet_summary AS w WHERE w.customer_id = c.customer_id)`;

const sqlFor = ({ insights, wallets, counts }: Wanted): string => `
SELECT c.customer_id AS id, c.name, c.language, c.zone, e.endpoints, p.preferences,
  ${counts ? 's.in_day AS "inDay", s.in_week AS "inWeek"' : '0 AS "inDay", 0 AS "inWeek"'}
  ${insights ? `, CASE WHEN i.customer_id IS NOT NULL THEN ${insightSql} END AS insight` : ''}
  ${wallets ? `, ${walletsSql} AS wallets` : ''}
FROM jsonb_array_elements_text(:ids) AS a (id)
JOIN notifications.contact AS c ON c.customer_id = a.id
CROSS JOIN LATERAL (
  SELECT json_agg(json_build_array(x.channel, x.address, x.platform, y.address IS NOT NULL) ORDER BY x.updated_at DESC, x.address)::text
    AS endpoints
  FROM notifications.endpoint AS x
  LEFT JOIN notifications.suppression AS y ON y.channel = x.channel AND y.address = x.address
  WHERE x.customer_id = c.customer_id) AS e
CROSS JOIN LATERAL (
  SELECT json_agg(json_build_array(q.purpose, q.channel, q.wanted))::text AS preferences
  FROM notifications.preference AS q WHERE q.customer_id = c.customer_id) AS p
${counts ? `CROSS JOIN LATERAL ${countsSql} AS s` : ''}
${insights ? 'LEFT JOIN devices.insight_summary AS i ON i.customer_id = c.customer_id' : ''}`;

export const customersIn =
  ({ query }: { readonly query: Query }): ReadCustomers =>
  async (customerIds, wanted) => {
    const ids = [...new Set(customerIds)];
    const sql = sqlFor(wanted);
    const read = async (some: readonly string[]): Promise<Row[]> => {
      try {
        return await query<Row>(sql, { ids: some });
      } catch (error) {
        // Tokens may have a thousand characters: who brings ten of those must not hold up whoever stands beside them.
        if (some.length < 2 || !isTooLarge(error)) throw error;
        const middle = Math.ceil(some.length / 2);
        return (await Promise.all([read(some.slice(0, middle)), read(some.slice(middle))])).flat();
      }
    };
    const calls = Array.from({ length: Math.ceil(ids.length / customersPerCall) }, (_, call) =>
      read(ids.slice(call * customersPerCall, (call + 1) * customersPerCall)),
    );
    return new Map((await Promise.all(calls)).flat().map((row) => [row.id, toCustomer(row)]));
  };

const isTooLarge = (error: unknown): boolean => error instanceof Error && /size limit/.test(error.message);

type WireEndpoint = [KnownCustomer['addresses'][number]['channel'], string, 'android' | 'ios' | null, boolean];
type WireInsight = {
  readonly currency: string | null;
  readonly salary: string | null;
  readonly salaryAt: number | null;
  readonly emi: string;
  readonly balance: string | null;
  readonly bounces: number;
  readonly lenders: number;
  readonly apps: readonly string[] | null;
};

const toCustomer = (row: Row): KnownCustomer => ({
  name: row.name,
  language: row.language,
  zone: row.zone,
  addresses: parsed<WireEndpoint[]>(row.endpoints, []).map(([channel, address, platform, isSuppressed]) => ({
    channel,
    address,
    platform,
    isSuppressed,
  })),
  preferences: parsed<[string, string, boolean][]>(row.preferences, []).map(([purpose, channel, wanted]) => ({
    purpose,
    channel,
    wanted,
  })),
  sent: { inDay: row.inDay, inWeek: row.inWeek },
  insight: toInsight(parsed<WireInsight | undefined>(row.insight, undefined)),
  wallets: parsed<[string, string][]>(row.wallets, []).map(([minor, currency]) => ({ minor: BigInt(minor), currency })),
});

const parsed = <Wire>(text: string | null | undefined, otherwise: Wire): Wire =>
  text === null || text === undefined ? otherwise : (JSON.parse(text) as Wire);

const bigintOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

const toInsight = (wire: WireInsight | undefined): Insight | undefined =>
  wire && {
    currency: wire.currency,
    salaryMinor: bigintOf(wire.salary),
    salaryAt: wire.salaryAt === null ? null : new Date(wire.salaryAt),
    emiMinor: BigInt(wire.emi),
    balanceMinor: bigintOf(wire.balance),
    bounces90d: wire.bounces,
    lenders90d: wire.lenders,
    appCategories: wire.apps,
  };

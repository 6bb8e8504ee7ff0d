import type { Database } from '../../shared/data-api.ts';
import { invariant } from '../../shared/invariant.ts';
import { lookBackDays } from '../domain/insights/assemble.ts';
import type { Evidence, EvidenceFact } from '../domain/insights/evidence.ts';

/** Everything about one customer that insights are told from, in one call. */
export type ReadEvidence = (customerId: string, now: Date) => Promise<Evidence>;

/** The Data API answers with 1 MiB: the newest facts are enough to tell what recurs. */
const factsMax = 1500;

/** One row a finding, so that no row comes near the Data API's 64 KB. */
const sql = `
WITH here AS (
  SELECT zone, (:now::timestamptz AT TIME ZONE zone)::date AS today
  FROM (SELECT coalesce((SELECT zone FROM devices.customer WHERE customer_id = :customer), 'Asia/Kolkata') AS zone) AS of_customer
)
SELECT 'zone' AS section, to_json(zone)::text AS finding, '' AS place FROM here
UNION ALL
SELECT 'month', json_build_object(
  'month', to_char(month, 'YYYY-MM'), 'currency', currency, 'inflow', inflow_minor::text, 'outflow', outflow_minor::text,
  'inflowCount', inflow_count, 'outflowCount', outflow_count, 'cardSpend', card_spend_minor::text, 'cardSpendCount', card_spend_count, 'messages', messages)::text, to_char(month, 'YYYY-MM')
FROM devices.customer_month, here
WHERE customer_id = :customer AND month <= today
  AND month > date_trunc('month', today::timestamp) - interval '${lookBackDays.months} months'
UNION ALL
SELECT 'balance', json_build_object(
  'account', account, 'currency', currency, 'average', round(avg(end_balance_minor))::text,
  'minimum', min(min_balance_minor)::text, 'latest', ((array_agg(end_balance_minor ORDER BY day DESC))[1])::text,
  'days', count(*), 'messages', sum(messages))::text, account || ' ' || currency
FROM devices.account_day, here
WHERE customer_id = :customer AND day > today - ${lookBackDays.balances}
GROUP BY account, currency
UNION ALL
(SELECT 'fact', json_build_object(
  'key', sms_key, 'at', to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'day', day,
  'institution', institution, 'institutionType', institution_type, 'direction', direction, 'kind', kind, 'class', class,
  'amount', amount_minor::text, 'currency', currency, 'account', account, 'isCreditCard', is_credit_card, 'isBounce', is_bounce,
  'limit', limit_minor::text, 'minDue', min_due_minor::text, 'dueDate', due_date, 'counterparty', counterparty,
  'movement', movement)::text, sms_key
FROM devices.bank_fact, here
-- Keys begin with their instant in UTC.
WHERE customer_id = :customer AND sms_key >= to_char(
  (today - ${lookBackDays.facts} + 1)::timestamp AT TIME ZONE zone AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI'
) AND (
  kind IN ('salary', 'emi', 'loan', 'bounce') OR is_bounce OR is_credit_card OR institution_type IN ('lender', 'card')
  OR class IN ('due', 'statement') OR (direction = 'credit' AND kind IN ('neft', 'imps', 'rtgs', 'transfer'))
)
ORDER BY sms_key DESC LIMIT ${factsMax})
UNION ALL
SELECT 'profile', json_build_object(
  'takenAt', to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'total', total, 'categories', categories)::text, ''
FROM devices.app_profile WHERE customer_id = :customer
UNION ALL
(SELECT 'change', json_build_object(
  'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'package', package, 'change', change, 'category', category)::text,
  at::text || package
FROM devices.app_change, here
WHERE customer_id = :customer AND at >= (today - ${lookBackDays.changes} + 1)::timestamp AT TIME ZONE zone
ORDER BY at DESC LIMIT 200)
ORDER BY section, place DESC`;

export const readEvidenceFrom =
  (database: Database): ReadEvidence =>
  async (customerId, now) => {
    const rows = await database.query<{ section: string; finding: string }>(sql, {
      customer: customerId,
      now: now.toISOString(),
    });
    const of = <Finding>(section: string): Finding[] =>
      rows.filter((row) => row.section === section).map(({ finding }) => JSON.parse(finding) as Finding);
    const [zone] = of<string>('zone');
    invariant(zone !== undefined, 'the query tells every zone');
    return {
      zone,
      months: of<Evidence['months'][number]>('month'),
      balances: of<Evidence['balances'][number]>('balance'),
      facts: of<EvidenceFact>('fact'),
      profile: of<NonNullable<Evidence['profile']>>('profile')[0],
      changes: of<Evidence['changes'][number]>('change'),
    };
  };

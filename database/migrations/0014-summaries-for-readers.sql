-- What other domains may read of a customer, a row each, without knowing how it is kept.

-- Ids compare by their bytes everywhere, so that a join over domains finds the index of either side.
ALTER TABLE devices.customer ALTER COLUMN customer_id TYPE text COLLATE "C";
----
ALTER TABLE devices.customer_month ALTER COLUMN customer_id TYPE text COLLATE "C";
----
ALTER TABLE devices.account_day ALTER COLUMN customer_id TYPE text COLLATE "C";
----
ALTER TABLE devices.app_profile ALTER COLUMN customer_id TYPE text COLLATE "C";
----
-- The few facts among a customer's many that tell of income and credit.
CREATE INDEX bank_fact_of_credit ON devices.bank_fact (customer_id, sms_key)
WHERE kind IN ('salary', 'emi', 'loan') OR is_bounce OR institution_type = 'lender';
----
-- In one currency, that of the newest salary, else of the newest month; what is not known is null. The salary is what a bank
-- calls so; instalments are those of the last 35 days, a balance is the newest of each account in 30 days.
-- For some thousand customers at a time: `customer_id = ANY (...)`, or a join. It looks at each of them apart.
CREATE VIEW devices.insight_summary AS
SELECT
  c.customer_id, m.currency, f.salary_minor, f.salary_at, f.emi_minor, f.bounces_90d, f.lenders_90d, b.balance_minor, p.app_categories
FROM devices.customer AS c
LEFT JOIN LATERAL (
  SELECT n.currency, n.amount_minor, n.received_at FROM devices.bank_fact AS n
  WHERE n.customer_id = c.customer_id AND n.kind = 'salary' AND n.direction = 'credit'
    AND (n.kind IN ('salary', 'emi', 'loan') OR n.is_bounce OR n.institution_type = 'lender')
    AND n.sms_key >= to_char(now() AT TIME ZONE 'UTC' - interval '90 days', 'YYYY-MM-DD')
  ORDER BY n.sms_key DESC LIMIT 1
) AS s ON true
CROSS JOIN LATERAL (
  SELECT coalesce(s.currency, (
    SELECT x.currency FROM devices.customer_month AS x
    WHERE x.customer_id = c.customer_id ORDER BY x.month DESC, x.messages DESC LIMIT 1
  )) AS currency
) AS m
CROSS JOIN LATERAL (
  SELECT
    s.amount_minor AS salary_minor, s.received_at AS salary_at,
    coalesce(sum(d.amount_minor) FILTER (WHERE d.is_emi AND d.currency = m.currency AND d.received_at > now() - interval '35 days'), 0)::bigint
      AS emi_minor,
    -- A bounce is told by its notice, its charge or both.
    greatest(count(*) FILTER (WHERE d.is_bounce AND d.direction IS NULL), count(*) FILTER (WHERE d.is_bounce AND d.direction IS NOT NULL))::integer
      AS bounces_90d,
    count(DISTINCT d.lender)::integer AS lenders_90d
  FROM (
    -- Several notices of one movement are one payment.
    SELECT DISTINCT ON (g.movement) g.amount_minor, g.currency, g.received_at, g.is_bounce, g.direction,
      g.kind = 'emi' AND g.direction = 'debit' AS is_emi,
      CASE
        WHEN g.institution_type = 'lender' THEN coalesce(g.institution, g.counterparty, 'unknown')
        WHEN g.kind = 'loan' OR (g.kind = 'emi' AND g.direction = 'debit') THEN coalesce(g.counterparty, g.institution, 'unknown')
      END AS lender
    FROM devices.bank_fact AS g
    WHERE g.customer_id = c.customer_id
      AND (g.kind IN ('salary', 'emi', 'loan') OR g.is_bounce OR g.institution_type = 'lender')
      AND g.sms_key >= to_char(now() AT TIME ZONE 'UTC' - interval '90 days', 'YYYY-MM-DD')
    ORDER BY g.movement, g.sms_key
  ) AS d
) AS f
CROSS JOIN LATERAL (
  SELECT sum(a.end_balance_minor)::bigint AS balance_minor FROM (
    SELECT DISTINCT ON (y.account) y.end_balance_minor FROM devices.account_day AS y
    WHERE y.customer_id = c.customer_id AND y.currency = m.currency AND y.day > current_date - 30
    ORDER BY y.account, y.day DESC
  ) AS a
) AS b
LEFT JOIN LATERAL (
  SELECT ARRAY(SELECT jsonb_object_keys(q.categories) ORDER BY 1) AS app_categories
  FROM devices.app_profile AS q WHERE q.customer_id = c.customer_id
) AS p ON true;
----
GRANT SELECT ON devices.insight_summary TO sangam_app;
----
CREATE INDEX account_of_customer ON payments.account (owner COLLATE "C") WHERE kind = 'customer' AND parent IS NULL;
----
-- The wallets of a customer, one a currency. What is held is not available.
CREATE VIEW payments.wallet_summary AS
SELECT
  a.owner COLLATE "C" AS customer_id, a.currency, (a.balance + p.balance)::bigint AS balance_minor,
  (a.balance + p.balance - a.held - p.held)::bigint AS available_minor
FROM payments.account AS a
CROSS JOIN LATERAL (
  SELECT coalesce(sum(s.balance), 0) AS balance, coalesce(sum(s.held), 0) AS held
  FROM payments.account AS s WHERE s.parent = a.id
) AS p
WHERE a.kind = 'customer' AND a.parent IS NULL AND a.id = a.owner || ':' || a.currency;
----
GRANT SELECT ON payments.wallet_summary TO sangam_app;

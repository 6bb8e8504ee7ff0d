-- Sums grow by what a batch brings instead of being made anew from a month's facts, in one statement a batch.

-- Keys compare by their bytes: a key begins with its instant, so the primary key finds a customer's days, and a table of
-- facts can become a partition of its months as it is.
ALTER TABLE devices.bank_fact
  ALTER COLUMN customer_id TYPE text COLLATE "C",
  ALTER COLUMN sms_key TYPE text COLLATE "C";
----
DROP INDEX devices.bank_fact_by_month;
----
DROP INDEX devices.bank_fact_by_time;
----
-- A reference may stay the same for years, so it names a movement of money together with the day (in UTC) it came on.
UPDATE devices.bank_fact SET movement = left(sms_key, 10) || ' ' || movement WHERE movement <> sms_key;
----
-- The table is made anew: two currencies of one account are two balances, and `end_key` is the message that states the end.
DROP TABLE devices.account_day;
----
CREATE TABLE devices.account_day (
  customer_id text NOT NULL,
  account text NOT NULL,
  currency text NOT NULL,
  day date NOT NULL,
  min_balance_minor bigint NOT NULL,
  end_balance_minor bigint NOT NULL,
  end_key text COLLATE "C" NOT NULL,
  messages integer NOT NULL,
  PRIMARY KEY (customer_id, account, currency, day)
);
----
GRANT SELECT, INSERT, UPDATE ON devices.account_day TO sangam_app;
----
REVOKE DELETE ON devices.customer_month FROM sangam_app;
----
DROP FUNCTION devices.apply_bank_facts(jsonb, jsonb);
----
-- Takes in facts and events of a batch. Both may come again.
-- facts: [{customer_id, sms_key, received_at, ...columns of bank_fact}], events: [{id, subject, ...}]
-- Returns how many facts are new, and whether events of these customers wait for the stream.
CREATE FUNCTION devices.apply_bank_facts(facts jsonb, events jsonb) RETURNS TABLE (added integer, waiting boolean)
LANGUAGE plpgsql
-- Every table here is read by its key, row by row. A plan made while a table is young would read all of it when it is old.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  ids text[] := ARRAY(SELECT DISTINCT fact ->> 'customer_id' FROM jsonb_array_elements(facts) AS fact);
BEGIN
  PERFORM devices.lock_customers(ids);

  WITH fresh AS (
    INSERT INTO devices.bank_fact (
      customer_id, sms_key, received_at, day, month, institution, institution_type, direction, kind, class, amount_minor,
      currency, account, is_credit_card, is_bounce, balance_minor, limit_minor, min_due_minor, due_date,
      counterparty, reference, movement, rule, confidence
    )
    SELECT
      customer_id, f.sms_key, f.received_at,
      (f.received_at AT TIME ZONE c.zone)::date, date_trunc('month', f.received_at AT TIME ZONE c.zone)::date,
      f.institution, f.institution_type, f.direction, f.kind, f.class, f.amount_minor,
      f.currency, f.account, f.is_credit_card, f.is_bounce, f.balance_minor, f.limit_minor, f.min_due_minor, f.due_date,
      f.counterparty, f.reference, f.movement, f.rule, f.confidence
    FROM jsonb_to_recordset(facts) AS f (
      customer_id text, sms_key text, received_at timestamptz, institution text, institution_type text, direction text,
      kind text, class text, amount_minor bigint, currency text, account text, is_credit_card boolean, is_bounce boolean,
      balance_minor bigint, limit_minor bigint, min_due_minor bigint, due_date date, counterparty text, reference text,
      movement text, rule text, confidence real
    )
    JOIN devices.customer AS c USING (customer_id)
    ON CONFLICT DO NOTHING
    RETURNING customer_id, sms_key, day, month, direction, kind, amount_minor, currency, account, is_credit_card,
      balance_minor, movement
  ),
  -- All notices of the movements that fresh facts tell of. A statement reads tables as they were before it.
  notice AS (
    SELECT customer_id, movement, sms_key, month, currency, direction, kind, amount_minor, is_credit_card, true AS is_fresh
    FROM fresh
    WHERE direction IS NOT NULL
    UNION ALL
    SELECT customer_id, movement, f.sms_key, f.month, f.currency, f.direction, f.kind, f.amount_minor, f.is_credit_card, false
    FROM (
      SELECT DISTINCT customer_id, movement, left(sms_key, 10) AS utc_day
      FROM fresh
      WHERE direction IS NOT NULL AND movement <> sms_key
    ) AS touched
    JOIN devices.bank_fact AS f USING (customer_id, movement)
    -- The day's keys: `2026-11-21T...`, and U comes after T.
    WHERE f.sms_key >= utc_day AND f.sms_key < utc_day || 'U'
  ),
  -- One notice of a movement counts: the one that knows what it was for, or else the first. What counted before is
  -- taken back. A message counts where it came, for itself.
  change AS (
    SELECT customer_id, month, currency, direction, kind, amount_minor, is_credit_card, 1 AS sign, 0 AS message
    FROM (
      SELECT DISTINCT ON (customer_id, movement) * FROM notice
      ORDER BY customer_id, movement, kind IN ('salary', 'emi', 'loan') DESC, sms_key
    ) AS counts
    UNION ALL
    SELECT customer_id, month, currency, direction, kind, amount_minor, is_credit_card, -1, 0
    FROM (
      SELECT DISTINCT ON (customer_id, movement) * FROM notice WHERE NOT is_fresh
      ORDER BY customer_id, movement, kind IN ('salary', 'emi', 'loan') DESC, sms_key
    ) AS counted
    UNION ALL
    SELECT customer_id, month, currency, direction, kind, 0, is_credit_card, 0, 1 FROM fresh WHERE direction IS NOT NULL
  ),
  months AS (
    INSERT INTO devices.customer_month AS m (
      customer_id, month, currency, inflow_minor, outflow_minor, inflow_count, outflow_count, salary_minor, salary_count,
      emi_minor, emi_count, card_spend_minor, card_spend_count, messages
    )
    SELECT
      customer_id, month, currency,
      coalesce(sum(sign * amount_minor) FILTER (WHERE direction = 'credit' AND NOT is_credit_card), 0),
      coalesce(sum(sign * amount_minor) FILTER (WHERE direction = 'debit' AND NOT is_credit_card), 0),
      coalesce(sum(sign) FILTER (WHERE direction = 'credit' AND NOT is_credit_card), 0),
      coalesce(sum(sign) FILTER (WHERE direction = 'debit' AND NOT is_credit_card), 0),
      coalesce(sum(sign * amount_minor) FILTER (WHERE kind = 'salary'), 0),
      coalesce(sum(sign) FILTER (WHERE kind = 'salary'), 0),
      coalesce(sum(sign * amount_minor) FILTER (WHERE kind = 'emi' AND direction = 'debit' AND NOT is_credit_card), 0),
      coalesce(sum(sign) FILTER (WHERE kind = 'emi' AND direction = 'debit' AND NOT is_credit_card), 0),
      coalesce(sum(sign * amount_minor) FILTER (WHERE direction = 'debit' AND is_credit_card), 0),
      coalesce(sum(sign) FILTER (WHERE direction = 'debit' AND is_credit_card), 0),
      sum(message)
    FROM change
    GROUP BY customer_id, month, currency
    ON CONFLICT (customer_id, month, currency) DO UPDATE SET
      inflow_minor = m.inflow_minor + excluded.inflow_minor, outflow_minor = m.outflow_minor + excluded.outflow_minor,
      inflow_count = m.inflow_count + excluded.inflow_count, outflow_count = m.outflow_count + excluded.outflow_count,
      salary_minor = m.salary_minor + excluded.salary_minor, salary_count = m.salary_count + excluded.salary_count,
      emi_minor = m.emi_minor + excluded.emi_minor, emi_count = m.emi_count + excluded.emi_count,
      card_spend_minor = m.card_spend_minor + excluded.card_spend_minor,
      card_spend_count = m.card_spend_count + excluded.card_spend_count, messages = m.messages + excluded.messages
  ),
  days AS (
    INSERT INTO devices.account_day AS d (
      customer_id, account, currency, day, min_balance_minor, end_balance_minor, end_key, messages
    )
    SELECT
      customer_id, account, currency, day, min(balance_minor), (array_agg(balance_minor ORDER BY sms_key DESC))[1],
      max(sms_key), count(*)
    FROM fresh
    WHERE account IS NOT NULL AND balance_minor IS NOT NULL AND currency IS NOT NULL AND NOT is_credit_card
    GROUP BY customer_id, account, currency, day
    ON CONFLICT (customer_id, account, currency, day) DO UPDATE SET
      min_balance_minor = least(d.min_balance_minor, excluded.min_balance_minor),
      end_balance_minor = CASE WHEN excluded.end_key > d.end_key THEN excluded.end_balance_minor ELSE d.end_balance_minor END,
      end_key = greatest(d.end_key, excluded.end_key),
      messages = d.messages + excluded.messages
  )
  SELECT count(*) INTO added FROM fresh;

  PERFORM devices.state_events(events);
  waiting := EXISTS (SELECT FROM devices.outbox WHERE customer_id = ANY (ids) AND published_at IS NULL);
  RETURN NEXT;
END
$$;
----
-- Sums and balances of the facts that are there already.
DELETE FROM devices.customer_month;
----
INSERT INTO devices.customer_month (
  customer_id, month, currency, inflow_minor, outflow_minor, inflow_count, outflow_count, salary_minor, salary_count,
  emi_minor, emi_count, card_spend_minor, card_spend_count, messages
)
SELECT
  customer_id, month, currency,
  coalesce(sum(amount_minor) FILTER (WHERE counts AND direction = 'credit' AND NOT is_credit_card), 0),
  coalesce(sum(amount_minor) FILTER (WHERE counts AND direction = 'debit' AND NOT is_credit_card), 0),
  count(*) FILTER (WHERE counts AND direction = 'credit' AND NOT is_credit_card),
  count(*) FILTER (WHERE counts AND direction = 'debit' AND NOT is_credit_card),
  coalesce(sum(amount_minor) FILTER (WHERE counts AND kind = 'salary'), 0),
  count(*) FILTER (WHERE counts AND kind = 'salary'),
  coalesce(sum(amount_minor) FILTER (WHERE counts AND kind = 'emi' AND direction = 'debit' AND NOT is_credit_card), 0),
  count(*) FILTER (WHERE counts AND kind = 'emi' AND direction = 'debit' AND NOT is_credit_card),
  coalesce(sum(amount_minor) FILTER (WHERE counts AND direction = 'debit' AND is_credit_card), 0),
  count(*) FILTER (WHERE counts AND direction = 'debit' AND is_credit_card),
  count(*)
FROM (
  SELECT *, row_number() OVER (
    PARTITION BY customer_id, movement ORDER BY kind IN ('salary', 'emi', 'loan') DESC, sms_key
  ) = 1 AS counts
  FROM devices.bank_fact
  WHERE direction IS NOT NULL
) AS notice
GROUP BY customer_id, month, currency;
----
INSERT INTO devices.account_day
SELECT
  customer_id, account, currency, day, min(balance_minor), (array_agg(balance_minor ORDER BY sms_key DESC))[1],
  max(sms_key), count(*)
FROM devices.bank_fact
WHERE account IS NOT NULL AND balance_minor IS NOT NULL AND currency IS NOT NULL AND NOT is_credit_card
GROUP BY customer_id, account, currency, day;

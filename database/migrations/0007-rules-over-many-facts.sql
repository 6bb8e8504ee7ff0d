-- Rules may look at many facts: how many, or how much, within so many days.
-- A rule's condition is also one of
-- {"count": {"of": condition, "withinDays": days, "atLeast": number, "distinct": field}} (`distinct` may be left out)
-- {"sum": {"of": condition, "withinDays": days, "atLeast": "minor units", "currency": code}}

-- Each fact that such a rule is about, once.
CREATE TABLE devices.rule_match (
  customer_id text NOT NULL,
  rule_id text NOT NULL,
  -- Names the fact, as in events.
  cause text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  -- What counts once within the days.
  item text NOT NULL,
  -- 1, or minor units.
  weight bigint NOT NULL CHECK (weight > 0),
  -- As the rule's version says that saw the fact.
  within_days integer NOT NULL,
  at_least numeric NOT NULL,
  -- What is stated if this is the fact that makes the condition true.
  event jsonb NOT NULL,
  is_stated boolean NOT NULL DEFAULT false,
  PRIMARY KEY (customer_id, rule_id, cause)
);
----
CREATE INDEX rule_match_by_time ON devices.rule_match (customer_id, rule_id, at, cause);
----
GRANT SELECT, INSERT, UPDATE ON devices.rule_match TO sangam_app;
----
-- Keeps events until they are published; one that is known stays as it is. One with `when` is stated if its fact makes
-- the condition true: a fact at which what lies within the days reaches the bound, and without which it did not. From
-- there the condition stays true as long as enough lies within the days before each fact; such a stretch is stated once,
-- whichever of its facts came first.
-- events: [{id, subject, ..., when: {withinDays, atLeast, item, weight}}]
CREATE OR REPLACE FUNCTION devices.state_events(events jsonb) RETURNS void
LANGUAGE plpgsql
-- As in apply_bank_facts.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  touched jsonb;
BEGIN
  INSERT INTO devices.outbox (event_id, customer_id, event)
  SELECT event ->> 'id', event ->> 'subject', event FROM jsonb_array_elements(events) AS event
  WHERE NOT event ? 'when'
  ORDER BY 1
  ON CONFLICT DO NOTHING;
  IF NOT jsonb_path_exists(events, '$[*].when') THEN
    RETURN;
  END IF;

  PERFORM devices.lock_customers(
    ARRAY(SELECT DISTINCT event ->> 'subject' FROM jsonb_array_elements(events) AS event WHERE event ? 'when')
  );
  WITH fresh AS (
    INSERT INTO devices.rule_match (customer_id, rule_id, cause, at, item, weight, within_days, at_least, event)
    SELECT
      event ->> 'subject', event #>> '{data,ruleId}', event #>> '{data,cause}', (event ->> 'time')::timestamptz,
      event #>> '{when,item}', (event #>> '{when,weight}')::bigint, (event #>> '{when,withinDays}')::integer,
      (event #>> '{when,atLeast}')::numeric, event - 'when'
    FROM jsonb_array_elements(events) AS event
    WHERE event ? 'when'
    ORDER BY event ->> 'time'
    ON CONFLICT DO NOTHING
    RETURNING customer_id, rule_id, at
  )
  SELECT jsonb_agg(earliest) INTO touched
  FROM (SELECT customer_id, rule_id, min(at) AS since FROM fresh GROUP BY customer_id, rule_id) AS earliest;
  IF touched IS NULL THEN
    RETURN;
  END IF;

  -- What came before the earliest new fact saw what it saw.
  WITH seen AS (
    SELECT
      m.customer_id, m.rule_id, m.cause, m.at, m.is_stated, w.reached,
      w.reached >= m.at_least AND w.without < m.at_least AS is_start
    FROM jsonb_to_recordset(touched) AS t (customer_id text, rule_id text, since timestamptz)
    JOIN devices.rule_match AS m ON m.customer_id = t.customer_id AND m.rule_id = t.rule_id AND m.at >= t.since
    CROSS JOIN LATERAL (
      SELECT sum(weight) AS reached, coalesce(sum(weight) FILTER (WHERE NOT is_alone), 0) AS without
      FROM (
        SELECT o.item, o.weight, bool_and(o.cause = m.cause) AS is_alone
        FROM devices.rule_match AS o
        WHERE o.customer_id = m.customer_id AND o.rule_id = m.rule_id
          AND o.at > m.at - make_interval(hours => 24 * m.within_days) AND (o.at, o.cause) <= (m.at, m.cause)
        GROUP BY o.item, o.weight
      ) AS items
    ) AS w
  ),
  stretched AS (
    SELECT *, count(*) FILTER (WHERE is_start) OVER (PARTITION BY customer_id, rule_id ORDER BY at, cause) AS stretch
    FROM seen
  ),
  due AS (
    SELECT
      customer_id, rule_id,
      (array_agg(cause ORDER BY at, cause))[1] AS cause, (array_agg(reached ORDER BY at, cause))[1] AS reached
    FROM stretched
    -- Those before the first start belong to a stretch that began, and was stated, before.
    WHERE stretch > 0
    GROUP BY customer_id, rule_id, stretch
    HAVING NOT bool_or(is_stated)
  ),
  stated AS (
    UPDATE devices.rule_match AS m SET is_stated = true
    FROM due
    WHERE m.customer_id = due.customer_id AND m.rule_id = due.rule_id AND m.cause = due.cause
    RETURNING m.customer_id, jsonb_set(m.event, '{data,reached}', to_jsonb(due.reached::text)) AS event
  )
  INSERT INTO devices.outbox (event_id, customer_id, event)
  SELECT event ->> 'id', customer_id, event FROM stated
  ORDER BY 1
  ON CONFLICT DO NOTHING;
END
$$;
----
INSERT INTO devices.insight_rule (rule_id, version, source, condition, event_type, enabled) VALUES
  (
    'bounced-again', 1, 'bank-fact',
    '{"count": {"of": {"all": [{"field": "isBounce", "is": true}, {"field": "class", "is": "failed"}]}, "distinct": "utcDay", "withinDays": 30, "atLeast": 2}}',
    'sangam.devices.bounces-repeated.v1', true
  ),
  (
    'three-loan-apps', 1, 'app-change',
    '{"count": {"of": {"all": [{"field": "change", "is": "installed"}, {"field": "category", "in": ["lender", "bnpl"]}]}, "distinct": "package", "withinDays": 7, "atLeast": 3}}',
    'sangam.devices.loan-apps-amassed.v1', true
  ),
  (
    'wallet-outflow', 1, 'bank-fact',
    '{"sum": {"of": {"all": [{"field": "kind", "is": "wallet"}, {"field": "direction", "is": "debit"}]}, "withinDays": 30, "atLeast": "2500000", "currency": "INR"}}',
    'sangam.devices.wallet-outflow-high.v1', true
  );

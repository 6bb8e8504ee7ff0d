-- Events that a campaign was for, of customers whose message was with its provider at that moment: whether it went out was not
-- written down yet. The sweep counts them once it is.
CREATE TABLE notifications.early_event (
  event_id text NOT NULL,
  notification_id uuid NOT NULL,
  type text NOT NULL,
  customer_id notifications.customer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (event_id, notification_id)
);
----
-- Counts events as what campaigns were for: `[{id, type, customer_id, at}]`, in any order and any number of times. A message
-- counts once, by the earliest event within the hours of its campaign; so do customers who were held out, for comparison.
-- Hours run from the claim, for both: what comes between the provider's answer and our note of it counts. Answers the facts
-- that these events decide, the same when asked again.
CREATE OR REPLACE FUNCTION notifications.convert(events jsonb)
RETURNS TABLE (notification_id uuid, customer_id text, campaign_id text, rule_id text, variant text, channel text, at timestamptz, by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
DECLARE
  part CONSTANT smallint := floor(random() * 16);
BEGIN
  IF NOT EXISTS (
    SELECT FROM notifications.campaign AS c
    WHERE c.definition #>> '{conversion,eventType}' IN (SELECT e ->> 'type' FROM jsonb_array_elements(events) AS e)
      AND c.started_at IS NOT NULL
  ) THEN RETURN; END IF;

  -- In order of ids, so that two batches never wait for each other.
  PERFORM FROM notifications.notification AS n
  WHERE n.campaign_id IN (
      SELECT c.campaign_id FROM notifications.campaign AS c
      WHERE c.definition #>> '{conversion,eventType}' IN (SELECT e ->> 'type' FROM jsonb_array_elements(events) AS e)
        AND c.started_at IS NOT NULL
    )
    AND n.customer_id IN (SELECT e ->> 'customer_id' FROM jsonb_array_elements(events) AS e)
  ORDER BY n.id FOR UPDATE;

  RETURN QUERY
  WITH near AS MATERIALIZED (
    SELECT n.id, n.customer_id::text AS customer_id, n.campaign_id, n.rule_id, n.variant, n.channel::text AS channel, n.state,
      n.converted_at AS was, e.at, e.id AS event_id, e.type
    FROM jsonb_to_recordset(events) AS e (id text, type text, customer_id text, at timestamptz)
    JOIN notifications.campaign AS c ON c.definition #>> '{conversion,eventType}' = e.type AND c.started_at IS NOT NULL
    JOIN notifications.notification AS n ON n.customer_id = e.customer_id AND n.campaign_id = c.campaign_id
    WHERE e.at >= n.claimed_at
      AND e.at < n.claimed_at + (c.definition #>> '{conversion,withinHours}')::integer * interval '1 hour'
  ),
  set_aside AS (
    INSERT INTO notifications.early_event (event_id, notification_id, type, customer_id, at)
    SELECT n.event_id, n.id, n.type, n.customer_id, n.at FROM near AS n WHERE n.state = 'claimed'
    ON CONFLICT DO NOTHING
  ),
  met AS MATERIALIZED (
    SELECT DISTINCT ON (n.id) n.* FROM near AS n
    -- A call that broke may have sent the message all the same.
    WHERE n.state IN ('accepted', 'unknown', 'held-out')
    ORDER BY n.id, n.at, n.event_id
  ),
  updated AS (
    UPDATE notifications.notification AS n SET converted_at = m.at
    FROM met AS m WHERE n.id = m.id AND (m.was IS NULL OR m.at < m.was)
  ),
  tallied AS (
    INSERT INTO notifications.tally AS y (source, variant, channel, stage, reason, spread, count)
    SELECT 'campaign:' || m.campaign_id AS source, m.variant, coalesce(m.channel, '') AS channel, 'converted', '', part, count(*)
    FROM met AS m WHERE m.was IS NULL
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ON CONSTRAINT tally_pkey DO UPDATE SET count = y.count + excluded.count
  )
  SELECT m.id, m.customer_id, m.campaign_id, m.rule_id, m.variant, m.channel, m.at, m.event_id
  FROM met AS m WHERE m.channel IS NOT NULL AND (m.was IS NULL OR m.at <= m.was);
END
$$;
----
GRANT SELECT, DELETE ON notifications.early_event TO sangam_app;

-- Whom messages reach and where, which events call for messages, and what messages led to.

-- What servers say of customers, each as a whole: `[{customer_id, name, language, zone, sms, email}]`, a customer once.
-- Addresses that are not said are forgotten; device tokens stay.
CREATE FUNCTION notifications.put_contacts(contacts jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  saved integer;
BEGIN
  -- In order of ids, so that two lists never wait for each other.
  INSERT INTO notifications.contact AS c (customer_id, name, language, zone)
  SELECT said.customer_id, said.name, said.language, said.zone
  FROM jsonb_to_recordset(contacts) AS said (customer_id text, name text, language text, zone text)
  ORDER BY said.customer_id COLLATE "C"
  ON CONFLICT (customer_id) DO UPDATE
  SET name = excluded.name, language = excluded.language, zone = excluded.zone, updated_at = now();
  GET DIAGNOSTICS saved = ROW_COUNT;

  DELETE FROM notifications.endpoint AS e
  USING jsonb_to_recordset(contacts) AS said (customer_id text, sms text, email text)
  WHERE e.customer_id = said.customer_id
    AND ((e.channel = 'sms' AND e.address IS DISTINCT FROM said.sms) OR (e.channel = 'email' AND e.address IS DISTINCT FROM said.email));

  INSERT INTO notifications.endpoint (customer_id, channel, address)
  SELECT said.customer_id, a.channel, a.address
  FROM jsonb_to_recordset(contacts) AS said (customer_id text, sms text, email text)
  CROSS JOIN LATERAL (VALUES ('sms', said.sms), ('email', said.email)) AS a (channel, address)
  WHERE a.address IS NOT NULL
  ORDER BY said.customer_id COLLATE "C", a.channel
  ON CONFLICT DO NOTHING;
  RETURN saved;
END
$$;
----
-- A token belongs to the phone's present customer alone, and works again once an app brings it again. Of a customer's
-- tokens the ten newest stay.
CREATE FUNCTION notifications.put_push_token(of_customer text, token text, of_platform text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  -- Two customers who bring one token at the same moment would not see each other.
  PERFORM pg_advisory_xact_lock(hashtextextended(token, 14));
  INSERT INTO notifications.contact (customer_id) VALUES (of_customer) ON CONFLICT DO NOTHING;
  DELETE FROM notifications.endpoint AS e WHERE e.channel = 'push' AND e.address = token AND e.customer_id <> of_customer;
  INSERT INTO notifications.endpoint AS e (customer_id, channel, address, platform) VALUES (of_customer, 'push', token, of_platform)
  ON CONFLICT (customer_id, channel, address) DO UPDATE SET platform = excluded.platform, updated_at = clock_timestamp();
  DELETE FROM notifications.endpoint AS e
  WHERE e.customer_id = of_customer AND e.channel = 'push' AND e.address IN (
    SELECT o.address FROM notifications.endpoint AS o WHERE o.customer_id = of_customer AND o.channel = 'push'
    ORDER BY o.updated_at DESC, o.address = token DESC OFFSET 10
  );
  DELETE FROM notifications.suppression AS s WHERE s.channel = 'push' AND s.address = token AND s.reason = 'dead';
END
$$;
----
-- Writes down what a customer wants: `[{purpose, channel, wanted}]`. Answers all that was said, when it was said first: who
-- died before it was told tells the same again.
CREATE FUNCTION notifications.prefer(of_customer text, changes jsonb, by text, at_time timestamptz)
RETURNS SETOF notifications.preference
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO notifications.preference AS p (customer_id, purpose, channel, wanted, source, changed_at)
  SELECT of_customer, c.purpose, c.channel, c.wanted, by, at_time
  FROM jsonb_to_recordset(changes) AS c (purpose text, channel text, wanted boolean)
  ORDER BY c.purpose, c.channel
  ON CONFLICT (customer_id, purpose, channel) DO UPDATE
  SET wanted = excluded.wanted, source = excluded.source, changed_at = excluded.changed_at
  WHERE p.wanted <> excluded.wanted;
  RETURN QUERY SELECT p.* FROM notifications.preference AS p
  JOIN jsonb_to_recordset(changes) AS c (purpose text, channel text) ON c.purpose = p.purpose AND c.channel = p.channel
  WHERE p.customer_id = of_customer ORDER BY p.purpose, p.channel;
END
$$;
----
-- Adds the next version of a rule. The newest one written again stays what it is.
CREATE FUNCTION notifications.put_trigger_rule(of_rule text, new_definition jsonb, by text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  newest notifications.trigger_rule;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('notifications.trigger_rule'));
  SELECT * INTO newest FROM notifications.trigger_rule AS r WHERE r.rule_id = of_rule ORDER BY r.version DESC LIMIT 1;
  IF newest.definition = new_definition THEN RETURN newest.version; END IF;
  INSERT INTO notifications.trigger_rule (rule_id, version, definition, changed_by)
  VALUES (of_rule, coalesce(newest.version, 0) + 1, new_definition, by);
  RETURN coalesce(newest.version, 0) + 1;
END
$$;
----
-- The campaigns that an event may be the aim of.
CREATE INDEX campaign_by_conversion ON notifications.campaign ((definition #>> '{conversion,eventType}'))
WHERE definition #>> '{conversion,eventType}' IS NOT NULL;
----
-- Counts events as what campaigns were for: `[{id, type, customer_id, at}]`, in any order and any number of times. A message
-- counts once, by the earliest event within the hours of its campaign; so do customers who were held out, for comparison.
-- Answers the facts that these events decide, the same when asked again.
CREATE FUNCTION notifications.convert(events jsonb)
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
  WITH met AS MATERIALIZED (
    SELECT DISTINCT ON (n.id) n.id, n.customer_id::text AS customer_id, n.campaign_id, n.rule_id, n.variant, n.channel::text AS channel,
      n.converted_at AS was, e.at, e.id AS event_id
    FROM jsonb_to_recordset(events) AS e (id text, type text, customer_id text, at timestamptz)
    JOIN notifications.campaign AS c ON c.definition #>> '{conversion,eventType}' = e.type AND c.started_at IS NOT NULL
    JOIN notifications.notification AS n ON n.customer_id = e.customer_id AND n.campaign_id = c.campaign_id
    -- A call that broke may have sent the message all the same.
    WHERE n.state IN ('accepted', 'unknown', 'held-out')
      AND e.at >= coalesce(n.accepted_at, n.claimed_at)
      AND e.at < coalesce(n.accepted_at, n.claimed_at) + (c.definition #>> '{conversion,withinHours}')::integer * interval '1 hour'
    ORDER BY n.id, e.at, e.id
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
REVOKE ALL ON FUNCTION notifications.put_contacts, notifications.put_push_token, notifications.prefer,
  notifications.put_trigger_rule, notifications.convert FROM PUBLIC;
----
GRANT EXECUTE ON FUNCTION notifications.put_contacts, notifications.put_push_token, notifications.prefer,
  notifications.put_trigger_rule, notifications.convert TO sangam_app;

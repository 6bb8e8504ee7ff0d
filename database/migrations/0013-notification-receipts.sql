-- What the row of a message has no column for: which links people clicked, and what machines opened and clicked.
CREATE TABLE notifications.engagement (
  notification_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('opened', 'clicked')),
  -- Of the template; empty where only the message was opened.
  link text NOT NULL,
  machine boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (notification_id, kind, link, machine)
);
----
-- Operators' networks may tell of an SMS by the provider's id alone.
CREATE INDEX notification_by_provider ON notifications.notification (provider_id) WHERE channel = 'sms' AND provider_id IS NOT NULL;
----
-- Writes down what became of messages: `[{notification_id | provider_id, kind, at, reason, permanent, link, machine, channel,
-- address}]`, in any order and any number of times. Of each kind the earliest counts, and it is counted once. Answers the
-- facts that these receipts decide, the same when asked again: a caller that died before it told them tells them then.
CREATE FUNCTION notifications.track(receipts jsonb)
RETURNS TABLE (
  fact text, notification_id uuid, customer_id text, campaign_id text, rule_id text, variant text, channel text,
  at timestamptz, link text, machine boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
DECLARE
  part CONSTANT smallint := floor(random() * 16);
BEGIN
  -- In order of ids, so that two batches never wait for each other.
  PERFORM FROM notifications.notification AS n
  WHERE n.id IN (
    SELECT (r ->> 'notification_id')::uuid FROM jsonb_array_elements(receipts) AS r
    UNION ALL
    SELECT p.id FROM jsonb_array_elements(receipts) AS r
    JOIN notifications.notification AS p
      ON p.channel = 'sms' AND p.provider_id = r ->> 'provider_id' AND r ->> 'notification_id' IS NULL
  )
  ORDER BY n.id FOR UPDATE;

  RETURN QUERY
  WITH asked AS MATERIALIZED (
    SELECT coalesce(r.notification_id, p.id) AS id, r.kind, r.at, coalesce(r.reason, '') AS reason, coalesce(r.permanent, false) AS permanent,
      coalesce(r.link, '') AS link, coalesce(r.machine, false) AS machine, r.channel, r.address
    FROM jsonb_to_recordset(receipts) AS r (notification_id uuid, provider_id text, kind text, at timestamptz, reason text,
      permanent boolean, link text, machine boolean, channel text, address text)
    LEFT JOIN notifications.notification AS p
      ON r.notification_id IS NULL AND p.channel = 'sms' AND p.provider_id = r.provider_id
  ),
  told AS MATERIALIZED (
    -- A phone's clock may be wrong: nothing happens to a message before somebody asked for it.
    SELECT a.id, a.kind, greatest(a.at, n.requested_at) AS at, a.reason, a.permanent, a.link, a.machine, a.address, n.customer_id,
      n.channel::text AS channel
    FROM asked AS a JOIN notifications.notification AS n ON n.id = a.id AND n.channel IS NOT NULL
  ),
  earliest AS (
    SELECT t.id,
      -- Who opens, clicks, answers or complains was reached, whether or not a network says so.
      min(t.at) FILTER (WHERE t.kind IN ('delivered', 'complained') OR (t.kind IN ('opened', 'clicked', 'replied') AND NOT t.machine))
        AS delivered_at,
      min(t.at) FILTER (WHERE t.kind IN ('bounced', 'undelivered')) AS bounced_at,
      min(t.at) FILTER (WHERE t.kind = 'complained') AS complained_at,
      min(t.at) FILTER (WHERE t.kind = 'opened' AND NOT t.machine) AS opened_at,
      min(t.at) FILTER (WHERE t.kind = 'clicked' AND NOT t.machine) AS clicked_at,
      min(t.at) FILTER (WHERE t.kind = 'replied') AS replied_at
    FROM told AS t GROUP BY t.id
  ),
  merged AS MATERIALIZED (
    SELECT n.id, n.customer_id::text AS customer_id, n.campaign_id, n.rule_id, n.variant, n.channel::text AS channel,
      least(n.delivered_at, e.delivered_at) AS delivered_at, n.delivered_at AS delivered_was,
      least(n.bounced_at, e.bounced_at) AS bounced_at, n.bounced_at AS bounced_was,
      least(n.complained_at, e.complained_at) AS complained_at, n.complained_at AS complained_was,
      least(n.opened_at, e.opened_at) AS opened_at, n.opened_at AS opened_was,
      least(n.clicked_at, e.clicked_at) AS clicked_at, n.clicked_at AS clicked_was,
      least(n.replied_at, e.replied_at) AS replied_at, n.replied_at AS replied_was
    FROM earliest AS e JOIN notifications.notification AS n ON n.id = e.id
  ),
  updated AS (
    UPDATE notifications.notification AS n
    SET delivered_at = m.delivered_at, bounced_at = m.bounced_at, complained_at = m.complained_at, opened_at = m.opened_at,
      clicked_at = m.clicked_at, replied_at = m.replied_at
    FROM merged AS m
    WHERE n.id = m.id
      AND (m.delivered_at, m.bounced_at, m.complained_at, m.opened_at, m.clicked_at, m.replied_at)
        IS DISTINCT FROM (m.delivered_was, m.bounced_was, m.complained_was, m.opened_was, m.clicked_was, m.replied_was)
  ),
  touched AS MATERIALIZED (
    SELECT t.id, t.kind, t.link, t.machine, min(t.at) AS at, g.at AS was
    FROM told AS t
    LEFT JOIN notifications.engagement AS g
      ON g.notification_id = t.id AND g.kind = t.kind AND g.link = t.link AND g.machine = t.machine
    WHERE t.kind = 'clicked' OR (t.kind = 'opened' AND t.machine)
    GROUP BY t.id, t.kind, t.link, t.machine, g.at
  ),
  engaged AS (
    INSERT INTO notifications.engagement AS g (notification_id, kind, link, machine, at)
    SELECT t.id, t.kind, t.link, t.machine, t.at FROM touched AS t WHERE t.was IS NULL OR t.at < t.was
    ON CONFLICT ON CONSTRAINT engagement_pkey DO UPDATE SET at = least(g.at, excluded.at)
  ),
  why AS (
    SELECT DISTINCT ON (t.id) t.id, t.kind, t.reason FROM told AS t WHERE t.kind IN ('bounced', 'undelivered')
    ORDER BY t.id, t.at, t.kind, t.reason
  ),
  counted AS (
    SELECT m.id, c.stage, c.reason
    FROM merged AS m
    LEFT JOIN why AS w ON w.id = m.id
    CROSS JOIN LATERAL (VALUES
      ('delivered', '', m.delivered_was, m.delivered_at),
      (w.kind, w.reason, m.bounced_was, m.bounced_at),
      ('complained', '', m.complained_was, m.complained_at),
      ('opened', '', m.opened_was, m.opened_at),
      ('clicked', '', m.clicked_was, m.clicked_at),
      ('replied', '', m.replied_was, m.replied_at)
    ) AS c (stage, reason, was, at)
    WHERE c.was IS NULL AND c.at IS NOT NULL
    UNION ALL
    SELECT t.id, CASE WHEN t.machine THEN 'machine-' ELSE 'link-' END || t.kind, t.link FROM touched AS t WHERE t.was IS NULL
  ),
  tallied AS (
    INSERT INTO notifications.tally AS y (source, variant, channel, stage, reason, spread, count)
    SELECT coalesce('campaign:' || m.campaign_id, 'rule:' || m.rule_id) AS source, m.variant, m.channel, c.stage, c.reason, part, count(*)
    FROM counted AS c JOIN merged AS m ON m.id = c.id
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT ON CONSTRAINT tally_pkey DO UPDATE SET count = y.count + excluded.count
  ),
  lost AS (
    -- Where the network does not say which address it was, and the customer has only one, it was that one.
    SELECT a.channel, a.address, a.kind, a.at FROM asked AS a
    WHERE a.address IS NOT NULL AND a.channel IS NOT NULL AND (a.kind = 'complained' OR a.permanent)
    UNION ALL
    SELECT t.channel, min(e.address), t.kind, t.at
    FROM told AS t JOIN notifications.endpoint AS e ON e.customer_id = t.customer_id AND e.channel = t.channel
    WHERE t.address IS NULL AND (t.kind = 'complained' OR t.permanent)
    GROUP BY t.id, t.channel, t.kind, t.at HAVING count(*) = 1
  ),
  suppressed AS (
    INSERT INTO notifications.suppression (channel, address, reason, since)
    SELECT DISTINCT ON (l.channel, l.address) l.channel, l.address,
      CASE WHEN l.kind = 'complained' THEN 'complained' ELSE 'bounced' END, l.at
    FROM lost AS l ORDER BY l.channel, l.address, l.at
    ON CONFLICT DO NOTHING
  ),
  facts AS (
    SELECT DISTINCT CASE t.kind WHEN 'opened' THEN 'opened' ELSE 'bounced' END AS fact, t.id, t.at, '' AS link, false AS machine
    FROM told AS t JOIN merged AS m ON m.id = t.id
    WHERE (t.kind = 'opened' AND NOT t.machine AND t.at = m.opened_at) OR (t.kind IN ('bounced', 'undelivered') AND t.at = m.bounced_at)
    UNION ALL
    SELECT 'clicked', t.id, t.at, t.link, t.machine FROM touched AS t WHERE t.kind = 'clicked' AND (t.was IS NULL OR t.at <= t.was)
  )
  SELECT f.fact, f.id, m.customer_id, m.campaign_id, m.rule_id, m.variant, m.channel, f.at, f.link, f.machine
  FROM facts AS f JOIN merged AS m ON m.id = f.id;
END
$$;
----
REVOKE ALL ON FUNCTION notifications.track FROM PUBLIC;
----
GRANT EXECUTE ON FUNCTION notifications.track TO sangam_app;
----
GRANT SELECT ON notifications.engagement TO sangam_app;

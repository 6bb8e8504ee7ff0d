-- Receipts that come before we know what they are about: an operator's network that names an SMS by the provider's id alone may
-- be faster than the note of that id, which is written for a batch as a whole. The sweep tracks them once it is there.
CREATE TABLE notifications.early_receipt (
  provider_id text NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  reason text NOT NULL,
  permanent boolean NOT NULL,
  heard_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (provider_id, kind, at)
);
----
CREATE INDEX early_receipt_by_age ON notifications.early_receipt (heard_at);
----
GRANT SELECT, DELETE ON notifications.early_receipt TO sangam_app;
----
-- Writes down what became of messages; see 0013 for what it is told and answers. A bounce that names a channel is about that one.
CREATE OR REPLACE FUNCTION notifications.track(receipts jsonb)
RETURNS TABLE (
  fact text, notification_id uuid, customer_id text, campaign_id text, rule_id text, variant text, channel text,
  at timestamptz, link text, machine boolean
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
#variable_conflict use_column
DECLARE
  part CONSTANT smallint := floor(random() * 16);
BEGIN
  -- In order of ids, so that two batches never wait for each other; apart, so that what follows sees what others wrote before.
  PERFORM FROM notifications.notification AS n
  WHERE n.id = ANY (ARRAY(
    SELECT coalesce(r.notification_id, p.id) FROM jsonb_to_recordset(receipts) AS r (notification_id uuid, provider_id text)
    LEFT JOIN LATERAL (
      SELECT p.id FROM notifications.notification AS p
      WHERE p.channel = 'sms' AND p.provider_id = r.provider_id AND r.notification_id IS NULL OFFSET 0
    ) AS p ON true
  ))
  ORDER BY n.id FOR UPDATE;

  RETURN QUERY
  WITH asked AS MATERIALIZED (
    SELECT coalesce(r.notification_id, p.id) AS id, r.kind, r.at, coalesce(r.reason, '') AS reason, coalesce(r.permanent, false) AS permanent,
      coalesce(r.link, '') AS link, coalesce(r.machine, false) AS machine, r.channel, r.address, r.provider_id
    FROM jsonb_to_recordset(receipts) AS r (notification_id uuid, provider_id text, kind text, at timestamptz, reason text,
      permanent boolean, link text, machine boolean, channel text, address text)
    LEFT JOIN LATERAL (
      SELECT p.id FROM notifications.notification AS p
      WHERE p.channel = 'sms' AND p.provider_id = r.provider_id AND r.notification_id IS NULL OFFSET 0
    ) AS p ON true
  ),
  told AS MATERIALIZED (
    -- A phone's clock may be wrong: nothing happens to a message before somebody asked for it.
    SELECT a.id, a.kind, greatest(a.at, n.requested_at) AS at, a.reason, a.permanent, a.link, a.machine, a.address, a.channel AS by, n.customer_id,
      n.campaign_id, n.rule_id, n.variant, n.channel, n.delivered_at, n.bounced_at, n.complained_at, n.opened_at, n.clicked_at, n.replied_at
    FROM asked AS a
    CROSS JOIN LATERAL (
      SELECT n.requested_at, n.state, n.customer_id::text AS customer_id, n.campaign_id, n.rule_id, n.variant, n.channel::text AS channel,
        n.delivered_at, n.bounced_at, n.complained_at, n.opened_at, n.clicked_at, n.replied_at
      FROM notifications.notification AS n WHERE n.id = a.id OFFSET 0
    ) AS n
    WHERE n.channel IS NOT NULL
      -- A channel that was tried before the one that took it: what it did not bring, the other one did.
      AND NOT coalesce(a.kind IN ('bounced', 'undelivered') AND a.channel <> n.channel AND n.state NOT IN ('claimed', 'unknown'), false)
  ),
  set_aside AS (
    INSERT INTO notifications.early_receipt (provider_id, kind, at, reason, permanent)
    SELECT DISTINCT ON (a.provider_id, a.kind, a.at) a.provider_id, a.kind, a.at, a.reason, a.permanent
    FROM asked AS a WHERE a.id IS NULL AND a.provider_id IS NOT NULL ORDER BY a.provider_id, a.kind, a.at
    ON CONFLICT DO NOTHING
  ),
  merged AS MATERIALIZED (
    SELECT e.id, e.customer_id, e.campaign_id, e.rule_id, e.variant, e.channel,
      least(e.delivered_was, e.delivered_now) AS delivered_at, e.delivered_was,
      least(e.bounced_was, e.bounced_now) AS bounced_at, e.bounced_was, e.bounced_now, e.bounced_kind, e.bounced_why,
      e.bounced_by,
      least(e.complained_was, e.complained_now) AS complained_at, e.complained_was,
      least(e.opened_was, e.opened_now) AS opened_at, e.opened_was, e.opened_now,
      least(e.clicked_was, e.clicked_now) AS clicked_at, e.clicked_was,
      least(e.replied_was, e.replied_now) AS replied_at, e.replied_was
    FROM (
      SELECT t.id, t.customer_id, t.campaign_id, t.rule_id, t.variant, t.channel, t.delivered_at AS delivered_was, t.bounced_at AS bounced_was,
        t.complained_at AS complained_was, t.opened_at AS opened_was, t.clicked_at AS clicked_was, t.replied_at AS replied_was,
        -- Who opens, clicks, answers or complains was reached, whether or not a network says so.
        min(t.at) FILTER (WHERE t.kind IN ('delivered', 'complained') OR (t.kind IN ('opened', 'clicked', 'replied') AND NOT t.machine))
          AS delivered_now,
        min(t.at) FILTER (WHERE t.kind IN ('bounced', 'undelivered')) AS bounced_now,
        (array_agg(t.kind ORDER BY t.at, t.kind, t.reason) FILTER (WHERE t.kind IN ('bounced', 'undelivered')))[1] AS bounced_kind,
        (array_agg(t.reason ORDER BY t.at, t.kind, t.reason) FILTER (WHERE t.kind IN ('bounced', 'undelivered')))[1] AS bounced_why,
        (array_agg(t.by ORDER BY t.at, t.kind, t.reason) FILTER (WHERE t.kind IN ('bounced', 'undelivered')))[1] AS bounced_by,
        min(t.at) FILTER (WHERE t.kind = 'complained') AS complained_now,
        min(t.at) FILTER (WHERE t.kind = 'opened' AND NOT t.machine) AS opened_now,
        min(t.at) FILTER (WHERE t.kind = 'clicked' AND NOT t.machine) AS clicked_now,
        min(t.at) FILTER (WHERE t.kind = 'replied') AS replied_now
      FROM told AS t GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    ) AS e
  ),
  updated AS (
    UPDATE notifications.notification AS n
    SET delivered_at = m.delivered_at, bounced_at = m.bounced_at, complained_at = m.complained_at, opened_at = m.opened_at,
      clicked_at = m.clicked_at, replied_at = m.replied_at,
      -- Its dispatcher died: the row has the channel that was tried first, the bounce the one that it went by.
      channel = CASE WHEN n.state = 'unknown' AND m.bounced_by <> n.channel THEN m.bounced_by ELSE n.channel END,
      request = CASE WHEN n.state = 'unknown' AND m.bounced_by <> n.channel THEN notifications.request_behind(n.request, m.bounced_by)
        ELSE n.request END
    FROM merged AS m
    WHERE n.id = m.id
      AND (m.delivered_at, m.bounced_at, m.complained_at, m.opened_at, m.clicked_at, m.replied_at)
        IS DISTINCT FROM (m.delivered_was, m.bounced_was, m.complained_was, m.opened_was, m.clicked_was, m.replied_was)
  ),
  touched AS MATERIALIZED (
    SELECT t.*, g.at AS was
    FROM (
      SELECT t.id, t.kind, t.link, t.machine, t.customer_id, t.campaign_id, t.rule_id, t.variant, t.channel, min(t.at) AS at
      FROM told AS t
      WHERE t.kind = 'clicked' OR (t.kind = 'opened' AND t.machine)
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ) AS t
    LEFT JOIN LATERAL (
      SELECT g.at FROM notifications.engagement AS g
      WHERE g.notification_id = t.id AND g.kind = t.kind AND g.link = t.link AND g.machine = t.machine
    ) AS g ON true
  ),
  engaged AS (
    INSERT INTO notifications.engagement AS g (notification_id, kind, link, machine, at)
    SELECT t.id, t.kind, t.link, t.machine, t.at FROM touched AS t WHERE t.was IS NULL OR t.at < t.was
    ON CONFLICT ON CONSTRAINT engagement_pkey DO UPDATE SET at = least(g.at, excluded.at)
  ),
  counted AS (
    SELECT m.campaign_id, m.rule_id, m.variant, m.channel, c.stage, c.reason
    FROM merged AS m
    CROSS JOIN LATERAL (VALUES
      ('delivered', '', m.delivered_was, m.delivered_at),
      (m.bounced_kind, m.bounced_why, m.bounced_was, m.bounced_at),
      ('complained', '', m.complained_was, m.complained_at),
      ('opened', '', m.opened_was, m.opened_at),
      ('clicked', '', m.clicked_was, m.clicked_at),
      ('replied', '', m.replied_was, m.replied_at)
    ) AS c (stage, reason, was, at)
    WHERE c.was IS NULL AND c.at IS NOT NULL
    UNION ALL
    SELECT t.campaign_id, t.rule_id, t.variant, t.channel, CASE WHEN t.machine THEN 'machine-' ELSE 'link-' END || t.kind, t.link
    FROM touched AS t WHERE t.was IS NULL
  ),
  tallied AS (
    INSERT INTO notifications.tally AS y (source, variant, channel, stage, reason, spread, count)
    SELECT coalesce('campaign:' || c.campaign_id, 'rule:' || c.rule_id) AS source, c.variant, c.channel, c.stage, c.reason, part, count(*)
    FROM counted AS c
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
  )
  SELECT 'opened', m.id, m.customer_id, m.campaign_id, m.rule_id, m.variant, m.channel, m.opened_at, '', false
  FROM merged AS m WHERE m.opened_now = m.opened_at
  UNION ALL
  SELECT 'bounced', m.id, m.customer_id, m.campaign_id, m.rule_id, m.variant, m.channel, m.bounced_at, '', false
  FROM merged AS m WHERE m.bounced_now = m.bounced_at
  UNION ALL
  SELECT 'clicked', t.id, t.customer_id, t.campaign_id, t.rule_id, t.variant, t.channel, t.at, t.link, t.machine
  FROM touched AS t WHERE t.kind = 'clicked' AND (t.was IS NULL OR t.at <= t.was);
END
$$;

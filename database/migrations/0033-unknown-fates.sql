-- What may have gone out and nobody knows. If it bounces later it goes by the next channel, as what was taken for sure does;
-- if it was delivered it is not sent again; and if it is not sent again for another reason, its fate stays unknown.
DROP INDEX notifications.notification_to_replace;
----
DROP INDEX notifications.notification_replaceable;
----
CREATE INDEX notification_to_replace ON notifications.notification (id)
WHERE state IN ('accepted', 'unknown', 'replaced') AND request IS NOT NULL AND bounced_at IS NOT NULL;
----
CREATE INDEX notification_replaceable ON notifications.notification (due_at)
WHERE state IN ('accepted', 'unknown', 'replaced') AND request IS NOT NULL;
----
-- A request for the channels that come behind one of its own; null where none does.
CREATE FUNCTION notifications.request_behind(request jsonb, of_channel text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT jsonb_set(request, '{channels}', jsonb_agg(c.channel ORDER BY c.place))
  FROM jsonb_array_elements_text(request -> 'channels') WITH ORDINALITY AS c (channel, place)
  WHERE c.place > (
    SELECT f.place FROM jsonb_array_elements_text(request -> 'channels') WITH ORDINALITY AS f (channel, place)
    WHERE f.channel = of_channel
  );
$$;
----
REVOKE ALL ON FUNCTION notifications.request_behind FROM PUBLIC;
----
-- Gives up messages that a channel took, or may have taken, and later did not bring; see 0025.
CREATE OR REPLACE FUNCTION notifications.replace_bounced(ids jsonb) RETURNS TABLE (id uuid, request text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  wanted uuid[];
  counts jsonb;
BEGIN
  wanted := ARRAY(
    SELECT n.id FROM notifications.notification AS n
    WHERE n.state IN ('accepted', 'unknown', 'replaced') AND n.request IS NOT NULL AND n.bounced_at IS NOT NULL
      AND (ids IS NULL OR n.id IN (SELECT i::uuid FROM jsonb_array_elements_text(ids) AS i))
    ORDER BY n.id LIMIT 500 FOR UPDATE
  );
  WITH before AS (
    SELECT n.id, n.state FROM notifications.notification AS n WHERE n.id = ANY (wanted)
  ),
  replaced AS (
    UPDATE notifications.notification AS n SET state = 'replaced'
    FROM before AS b
    WHERE n.id = b.id AND b.state IN ('accepted', 'unknown') AND n.delivered_at IS NULL AND n.converted_at IS NULL
      AND n.due_at > clock_timestamp()
    RETURNING n.campaign_id, n.rule_id, n.variant, n.channel::text AS channel, b.state AS was, coalesce(n.reason, '') AS reason
  )
  SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') INTO counts FROM (
    SELECT coalesce('campaign:' || r.campaign_id, 'rule:' || r.rule_id) AS source, r.variant, c.channel, c.stage, c.reason,
      sum(c.count) AS count
    FROM replaced AS r
    CROSS JOIN LATERAL (
      VALUES
        -- What was interrupted was counted by the claim, before it was known which channel it went by.
        (CASE r.reason WHEN 'interrupted' THEN '' ELSE r.channel END, r.was, r.reason, -1),
        (r.channel, 'replaced', '', 1),
        ('', 'requested', '', -1)
    ) AS c (channel, stage, reason, count)
    GROUP BY 1, 2, 3, 4, 5
  ) AS s;
  PERFORM notifications.count_stages(counts);
  RETURN QUERY SELECT n.id, n.request::text FROM notifications.notification AS n
    WHERE n.id = ANY (wanted) AND n.state = 'replaced' ORDER BY n.id;
END
$$;
----
-- Takes care of messages; see 0019 for what it is asked and answers.
CREATE OR REPLACE FUNCTION notifications.claim(wishes jsonb, asked jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
#variable_conflict use_column
DECLARE
  at CONSTANT timestamptz := clock_timestamp();
  never CONSTANT timestamptz := '9999-12-31T00:00:00Z';
  part CONSTANT smallint := floor(random() * 16);
  answer jsonb;
  reserved jsonb;
BEGIN
  -- Whoever counts what a customer had lately holds the customer meanwhile; in order, so that nobody waits in a circle.
  PERFORM FROM notifications.contact AS c
  WHERE c.customer_id = ANY (ARRAY(
    SELECT a.customer FROM jsonb_to_recordset(asked) AS a (w integer, customer text, decision text)
    WHERE a.decision = 'claimed' AND (wishes -> a.w ->> 'promotional')::boolean
  ))
  ORDER BY c.customer_id FOR NO KEY UPDATE;

  PERFORM FROM notifications.campaign AS c
  WHERE c.campaign_id = ANY (ARRAY(
    SELECT w ->> 'campaign' FROM jsonb_array_elements(wishes) AS w WHERE w ->> 'budget' IS NOT NULL))
  ORDER BY c.campaign_id FOR NO KEY UPDATE;

  WITH wish AS MATERIALIZED (
    SELECT w.place - 1 AS w, r.*, c.state AS campaign_state, r.budget - c.spent_micros AS left_micros
    FROM jsonb_array_elements(wishes) WITH ORDINALITY AS w (wish, place)
    CROSS JOIN LATERAL jsonb_to_record(w.wish) AS r (claim text, campaign text, rule text, template text, version integer, variant text,
      purpose text, promotional boolean, requested_at timestamptz, per_day integer, per_week integer, budget bigint, request jsonb)
    LEFT JOIN notifications.campaign AS c ON c.campaign_id = r.campaign
  ),
  asked_for AS MATERIALIZED (
    SELECT row_number() OVER () - 1 AS place, a.*
    FROM jsonb_to_recordset(asked) AS a (w integer, id uuid, customer text, decision text, reason text, channel text, due timestamptz,
      reserve bigint, recipient jsonb)
  ),
  known AS MATERIALIZED (
    SELECT a.*, w.claim, w.campaign, w.rule, w.template, w.version, w.variant, w.purpose, w.promotional, w.requested_at, w.per_day,
      w.per_week, w.left_micros, w.campaign_state, w.request, n.state AS was, n.reason AS reason_was, coalesce(n.cost_micros, 0) AS kept,
      n.channel AS channel_was,
      -- An earlier call for it broke, or died before its answer was written down.
      coalesce(n.state IN ('claimed', 'unknown') OR n.reason = 'provider-silent', false) AS may_be_out,
      CASE
        WHEN n.delivered_at IS NOT NULL AND ((n.state = 'waiting' AND n.due_at <= at)
          OR (n.state IN ('claimed', 'unknown') AND NOT w.promotional AND split_part(n.claim, '#', 1) = split_part(w.claim, '#', 1)))
          THEN 'arrived'
        WHEN n.state IS NULL OR (n.state = 'waiting' AND n.due_at <= at) THEN 'open'
        -- The answer of this very call was lost, and it is made again: nothing was sent meanwhile.
        WHEN n.state = 'claimed' AND n.claim = w.claim THEN 'mine'
        WHEN split_part(n.claim, '#', 1) <> split_part(w.claim, '#', 1) THEN 'dropped'
        -- Its record came again after a crash. Promotion is not sent a second time, whatever happened to the first.
        WHEN n.state = 'claimed' AND w.promotional THEN 'interrupted'
        WHEN n.state IN ('claimed', 'unknown') AND NOT w.promotional THEN 'open'
        ELSE 'dropped'
      END AS hold
    FROM (SELECT * FROM asked_for ORDER BY id) AS a
    JOIN wish AS w ON w.w = a.w
    LEFT JOIN LATERAL (
      SELECT n.state, n.reason, n.channel::text AS channel, n.claim, n.due_at, n.cost_micros, n.delivered_at FROM notifications.notification AS n WHERE n.id = a.id FOR UPDATE
    ) AS n ON true
  ),
  capped AS (
    SELECT k.*, CASE WHEN k.is_counted THEN s.in_day + k.nth > k.per_day OR s.in_week + k.nth > k.per_week END AS is_over
    FROM (
      SELECT k.*, c.is_counted, count(*) FILTER (WHERE c.is_counted) OVER (PARTITION BY k.customer ORDER BY k.place) AS nth
      FROM known AS k CROSS JOIN LATERAL (SELECT k.hold = 'open' AND k.decision = 'claimed' AND k.promotional AS is_counted) AS c
    ) AS k
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE n.claimed_at > at - interval '1 day') AS in_day, count(*) AS in_week
      FROM notifications.notification AS n
      -- What waited long was asked for long ago.
      WHERE n.customer_id = k.customer AND n.requested_at > at - interval '22 days' AND n.claimed_at > at - interval '7 days'
        AND n.promotional AND n.state IN ('claimed', 'accepted', 'unknown') AND n.id <> k.id AND k.is_counted
    ) AS s ON true
  ),
  judged AS (
    SELECT k.*, v.state AS state_before_budget,
      CASE WHEN v.state = 'claimed' AND sum(CASE WHEN v.state = 'claimed' THEN k.reserve - k.kept ELSE 0 END) OVER (PARTITION BY k.campaign ORDER BY k.place)
        > k.left_micros THEN 'suppressed' ELSE v.state END AS state,
      v.why
    FROM capped AS k
    CROSS JOIN LATERAL (
      SELECT
        CASE
          WHEN k.hold IN ('dropped', 'mine') THEN NULL
          WHEN k.hold = 'arrived' THEN 'accepted'
          WHEN k.hold = 'interrupted' THEN 'unknown'
          WHEN k.campaign_state = 'cancelled' AND k.decision <> 'held-out' THEN 'suppressed'
          WHEN k.campaign_state = 'paused' AND k.decision = 'claimed' THEN 'waiting'
          WHEN k.is_over THEN 'suppressed'
          ELSE k.decision
        END AS state,
        CASE
          WHEN k.hold = 'arrived' THEN NULL
          WHEN k.hold = 'interrupted' THEN 'interrupted'
          WHEN k.campaign_state = 'cancelled' AND k.decision <> 'held-out' THEN 'cancelled'
          WHEN k.campaign_state = 'paused' AND k.decision = 'claimed' THEN 'paused'
          WHEN k.is_over THEN 'frequency-cap'
          ELSE k.reason
        END AS why
    ) AS v
  ),
  decided AS (
    -- What may have gone out and is not sent again was not suppressed: nobody knows.
    SELECT j.*, CASE WHEN j.state = 'suppressed' AND j.may_be_out THEN 'unknown' ELSE j.state END AS new_state,
      CASE WHEN j.state = 'suppressed' AND j.may_be_out THEN coalesce(j.reason_was, 'interrupted')
        WHEN j.state <> j.state_before_budget THEN 'budget' ELSE j.why END AS new_reason
    FROM judged AS j
  ),
  final AS MATERIALIZED (
    SELECT j.*,
      -- A message has one reservation: what an earlier claim of it left is part of the new one, and stays where none is made.
      CASE WHEN j.state = 'claimed' THEN j.reserve ELSE j.kept END AS cost,
      CASE WHEN j.state = 'waiting' OR j.hold = 'interrupted' THEN j.request || jsonb_build_object('recipients', jsonb_build_array(j.recipient)) END AS later,
      CASE WHEN j.state = 'waiting' THEN CASE j.why WHEN 'paused' THEN never ELSE j.due END END AS due_then
    FROM decided AS j
  ),
  inserted AS (
    INSERT INTO notifications.notification (id, customer_id, campaign_id, rule_id, template_id, template_version, variant, purpose,
      promotional, state, reason, channel, claim, request, due_at, cost_micros, requested_at, claimed_at)
    SELECT f.id, f.customer, f.campaign, f.rule, f.template, f.version, f.variant, f.purpose, f.promotional, f.new_state, f.new_reason,
      CASE WHEN f.state = 'claimed' THEN f.channel END, f.claim, f.later, f.due_then, f.cost, f.requested_at, at
    FROM final AS f WHERE f.was IS NULL ORDER BY f.id
    ON CONFLICT (id) DO NOTHING
    RETURNING id
  ),
  updated AS (
    UPDATE notifications.notification AS n
    SET state = f.new_state, reason = f.new_reason, claim = f.claim, released_at = NULL,
      -- What was interrupted is sent by another channel if it bounces.
      request = CASE WHEN f.hold = 'interrupted' THEN notifications.request_behind(f.later, f.channel_was) ELSE f.later END,
      due_at = CASE WHEN f.hold = 'interrupted' THEN (f.later ->> 'expiresAt')::timestamptz ELSE f.due_then END,
      -- What may have gone out keeps its channel, by which receipts and links come, and its time; anything keeps its price.
      channel = CASE WHEN f.state = 'claimed' THEN f.channel WHEN f.may_be_out THEN n.channel END,
      cost_micros = f.cost,
      claimed_at = CASE WHEN f.hold IN ('interrupted', 'arrived') THEN n.claimed_at ELSE at END,
      accepted_at = CASE WHEN f.hold = 'arrived' THEN n.delivered_at END
    FROM final AS f
    WHERE n.id = f.id AND f.was IS NOT NULL AND f.hold IN ('open', 'interrupted', 'arrived')
    RETURNING n.id
  ),
  done AS MATERIALIZED (
    SELECT f.*, f.is_new OR f.id IN (SELECT u.id FROM updated AS u) AS is_done
    -- In a column, where it is looked up by a hash: each row is not held against each.
    FROM (SELECT f.*, f.id IN (SELECT i.id FROM inserted AS i) AS is_new FROM final AS f) AS f
  ),
  stages AS (
    SELECT coalesce('campaign:' || d.campaign, 'rule:' || d.rule) AS source, d.variant, s.channel, s.stage, s.reason, sum(s.count) AS count
    FROM done AS d
    CROSS JOIN LATERAL (
      VALUES
        ('', 'requested', '', CASE WHEN d.is_new THEN 1 ELSE 0 END),
        (CASE WHEN d.hold = 'arrived' THEN d.channel_was ELSE '' END, d.new_state, coalesce(d.new_reason, ''),
          CASE WHEN d.state = 'claimed' THEN 0 ELSE 1 END),
        ('', d.was, coalesce(d.reason_was, ''), CASE WHEN d.was IN ('waiting', 'unknown') THEN -1 ELSE 0 END)
    ) AS s (channel, stage, reason, count)
    WHERE d.is_done AND s.count <> 0
    GROUP BY 1, 2, 3, 4, 5
  ),
  tallied AS (
    INSERT INTO notifications.tally AS y (source, variant, channel, stage, reason, spread, count)
    SELECT s.source, s.variant, s.channel, s.stage, s.reason, part, s.count FROM stages AS s WHERE s.count <> 0
    -- In one order, so that two writers never wait for each other.
    ORDER BY s.source, s.variant, s.channel, s.stage, s.reason
    ON CONFLICT ON CONSTRAINT tally_pkey DO UPDATE SET count = y.count + excluded.count
  ),
  verdicts AS (
    SELECT d.place, CASE WHEN d.hold = 'mine' THEN 'claimed' WHEN NOT d.is_done OR d.hold = 'arrived' THEN 'dropped' WHEN d.hold = 'interrupted' THEN 'interrupted'
      WHEN d.state = 'claimed' THEN 'claimed' ELSE d.new_state || ':' || coalesce(d.new_reason, '') END AS verdict
    FROM done AS d
  )
  SELECT
    (SELECT coalesce(jsonb_object_agg(g.verdict, g.places), '{}') FROM (
      SELECT v.verdict, jsonb_agg(v.place ORDER BY v.place) AS places FROM verdicts AS v GROUP BY v.verdict) AS g),
    (SELECT jsonb_agg(to_jsonb(m)) FROM (
      SELECT d.campaign, sum(d.cost - d.kept) AS micros FROM done AS d WHERE d.is_done AND d.campaign IS NOT NULL AND d.cost <> d.kept
      GROUP BY d.campaign) AS m)
  INTO answer, reserved;

  -- Last, because all claims of a campaign meet here.
  IF reserved IS NOT NULL THEN
    UPDATE notifications.campaign AS c SET spent_micros = c.spent_micros + m.micros
    FROM jsonb_to_recordset(reserved) AS m (campaign text, micros bigint) WHERE c.campaign_id = m.campaign;
  END IF;
  RETURN answer;
END
$$;

-- Sending: who takes care of a message, and what came of it.

-- When what waited was put on its lane again; until it is claimed from there it waits.
ALTER TABLE notifications.notification ADD COLUMN released_at timestamptz;
----
-- Adds to tallies: `[{source, variant, channel, stage, reason, count}]`, each at most once.
CREATE FUNCTION notifications.count_stages(counts jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO notifications.tally AS y (source, variant, channel, stage, reason, spread, count)
  SELECT c.source, c.variant, c.channel, c.stage, c.reason, p.part, c.count
  FROM jsonb_to_recordset(counts) AS c (source text, variant text, channel text, stage text, reason text, count bigint)
  CROSS JOIN (SELECT floor(random() * 16)::smallint AS part) AS p
  WHERE c.count <> 0
  -- In one order, so that two writers never wait for each other.
  ORDER BY c.source, c.variant, c.channel, c.stage, c.reason
  ON CONFLICT ON CONSTRAINT tally_pkey DO UPDATE SET count = y.count + excluded.count;
$$;
----
-- Takes care of messages: who is answered `claimed` sends them, nobody else does.
-- wishes: what messages have in common, `[{claim, campaign, rule, template, version, variant, purpose, promotional, requested_at,
-- per_day, per_week, budget, request}]`; `claim` names the record on its stream and, behind a `#`, the call; `request` is what the
-- record asked for without its recipients, `budget` what the campaign may spend.
-- asked: `[{w, id, customer, decision, reason, channel, due, reserve, recipient}]`, each id once; `w` is the place of its wish
-- from 0, `decision` is `claimed` for what is to be sent or else the state that it gets, `reserve` what it will cost at most.
-- Answers the places in `asked` by their verdict: a state, `interrupted` for promotion that this record claimed before, or
-- `dropped` for what is in other hands or done.
CREATE FUNCTION notifications.claim(wishes jsonb, asked jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
-- By keys whatever the statistics say: a table read as a whole is slow.
SET search_path = '' SET enable_seqscan = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
  at CONSTANT timestamptz := clock_timestamp();
  never CONSTANT timestamptz := '9999-12-31T00:00:00Z';
  answer jsonb;
  counts jsonb;
  reserved jsonb;
BEGIN
  -- Whoever counts what a customer had lately holds the customer meanwhile; in order, so that nobody waits in a circle.
  PERFORM FROM jsonb_to_recordset(asked) AS a (w integer, customer text, decision text)
  JOIN notifications.contact AS c ON c.customer_id = a.customer
  WHERE a.decision = 'claimed' AND (wishes -> a.w ->> 'promotional')::boolean
  ORDER BY c.customer_id FOR NO KEY UPDATE OF c;

  PERFORM FROM notifications.campaign AS c
  WHERE c.campaign_id IN (SELECT w ->> 'campaign' FROM jsonb_array_elements(wishes) AS w WHERE w ->> 'budget' IS NOT NULL)
  ORDER BY c.campaign_id FOR NO KEY UPDATE;

  PERFORM FROM jsonb_to_recordset(asked) AS a (id uuid)
  JOIN notifications.notification AS n ON n.id = a.id
  ORDER BY n.id FOR UPDATE OF n;

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
      w.per_week, w.left_micros, w.campaign_state, w.request, n.state AS was, n.reason AS reason_was,
      CASE
        WHEN n.id IS NULL OR (n.state = 'waiting' AND n.due_at <= at) THEN 'open'
        -- The answer of this very call was lost, and it is made again: nothing was sent meanwhile.
        WHEN n.state = 'claimed' AND n.claim = w.claim THEN 'mine'
        WHEN split_part(n.claim, '#', 1) <> split_part(w.claim, '#', 1) THEN 'dropped'
        -- Its record came again after a crash. Promotion is not sent a second time, whatever happened to the first.
        WHEN n.state = 'claimed' AND w.promotional THEN 'interrupted'
        WHEN n.state IN ('claimed', 'unknown') AND NOT w.promotional THEN 'open'
        ELSE 'dropped'
      END AS hold
    FROM asked_for AS a
    JOIN wish AS w ON w.w = a.w
    LEFT JOIN notifications.notification AS n ON n.id = a.id
  ),
  capped AS MATERIALIZED (
    SELECT k.place,
      s.in_day + row_number() OVER same_customer > k.per_day OR s.in_week + row_number() OVER same_customer > k.per_week AS is_over
    FROM known AS k
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE n.claimed_at > at - interval '1 day') AS in_day, count(*) AS in_week
      FROM notifications.notification AS n
      -- What waited long was asked for long ago.
      WHERE n.customer_id = k.customer AND n.requested_at > at - interval '22 days' AND n.claimed_at > at - interval '7 days'
        AND n.promotional AND n.state IN ('claimed', 'accepted', 'unknown') AND n.id <> k.id
    ) AS s
    WHERE k.hold = 'open' AND k.decision = 'claimed' AND k.promotional
    WINDOW same_customer AS (PARTITION BY k.customer ORDER BY k.place)
  ),
  judged AS MATERIALIZED (
    SELECT k.*, v.state AS state_before_budget,
      CASE WHEN v.state = 'claimed' AND sum(CASE WHEN v.state = 'claimed' THEN k.reserve ELSE 0 END) OVER (PARTITION BY k.campaign ORDER BY k.place)
        > k.left_micros THEN 'suppressed' ELSE v.state END AS state,
      v.why
    FROM known AS k
    LEFT JOIN capped AS c ON c.place = k.place
    CROSS JOIN LATERAL (
      SELECT
        CASE
          WHEN k.hold IN ('dropped', 'mine') THEN NULL
          WHEN k.hold = 'interrupted' THEN 'unknown'
          WHEN k.campaign_state = 'cancelled' AND k.decision <> 'held-out' THEN 'suppressed'
          WHEN k.campaign_state = 'paused' AND k.decision = 'claimed' THEN 'waiting'
          WHEN c.is_over THEN 'suppressed'
          ELSE k.decision
        END AS state,
        CASE
          WHEN k.hold = 'interrupted' THEN 'interrupted'
          WHEN k.campaign_state = 'cancelled' AND k.decision <> 'held-out' THEN 'cancelled'
          WHEN k.campaign_state = 'paused' AND k.decision = 'claimed' THEN 'paused'
          WHEN c.is_over THEN 'frequency-cap'
          ELSE k.reason
        END AS why
    ) AS v
  ),
  final AS MATERIALIZED (
    SELECT j.*, CASE WHEN j.state <> j.state_before_budget THEN 'budget' ELSE j.why END AS new_reason,
      CASE WHEN j.state = 'claimed' THEN j.reserve ELSE 0 END AS cost,
      CASE WHEN j.state = 'waiting' THEN j.request || jsonb_build_object('recipients', jsonb_build_array(j.recipient)) END AS later,
      CASE WHEN j.state = 'waiting' THEN CASE j.why WHEN 'paused' THEN never ELSE j.due END END AS due_then
    FROM judged AS j
  ),
  inserted AS (
    INSERT INTO notifications.notification (id, customer_id, campaign_id, rule_id, template_id, template_version, variant, purpose,
      promotional, state, reason, channel, claim, request, due_at, cost_micros, requested_at, claimed_at)
    SELECT f.id, f.customer, f.campaign, f.rule, f.template, f.version, f.variant, f.purpose, f.promotional, f.state, f.new_reason,
      CASE WHEN f.state = 'claimed' THEN f.channel END, f.claim, f.later, f.due_then, f.cost, f.requested_at, at
    FROM final AS f WHERE f.was IS NULL ORDER BY f.id
    ON CONFLICT (id) DO NOTHING
    RETURNING id
  ),
  updated AS (
    UPDATE notifications.notification AS n
    SET state = f.state, reason = f.new_reason, claim = f.claim, request = f.later, due_at = f.due_then, released_at = NULL,
      -- What was interrupted keeps its channel, its time and its price: it may have gone out.
      channel = CASE WHEN f.hold = 'interrupted' THEN n.channel WHEN f.state = 'claimed' THEN f.channel END,
      cost_micros = CASE WHEN f.hold = 'interrupted' THEN n.cost_micros ELSE f.cost END,
      claimed_at = CASE WHEN f.hold = 'interrupted' THEN n.claimed_at ELSE at END
    FROM final AS f
    WHERE n.id = f.id AND f.was IS NOT NULL AND f.hold IN ('open', 'interrupted')
    RETURNING n.id
  ),
  done AS MATERIALIZED (
    SELECT f.*, i.id IS NOT NULL AS is_new
    FROM final AS f LEFT JOIN inserted AS i ON i.id = f.id LEFT JOIN updated AS u ON u.id = f.id
    WHERE i.id IS NOT NULL OR u.id IS NOT NULL
  ),
  stages AS (
    SELECT coalesce('campaign:' || d.campaign, 'rule:' || d.rule) AS source, d.variant, s.channel, s.stage, s.reason, sum(s.count) AS count
    FROM done AS d
    CROSS JOIN LATERAL (
      VALUES
        ('', 'requested', '', CASE WHEN d.is_new THEN 1 ELSE 0 END),
        ('', d.state, coalesce(d.new_reason, ''), CASE WHEN d.state = 'claimed' THEN 0 ELSE 1 END),
        ('', d.was, coalesce(d.reason_was, ''), CASE WHEN d.was IN ('waiting', 'unknown') THEN -1 ELSE 0 END)
    ) AS s (channel, stage, reason, count)
    WHERE s.count <> 0
    GROUP BY 1, 2, 3, 4, 5
  ),
  verdicts AS (
    SELECT f.place, CASE WHEN f.hold = 'mine' THEN 'claimed' WHEN d.id IS NULL THEN 'dropped' WHEN f.hold = 'interrupted' THEN 'interrupted'
      WHEN f.state = 'claimed' THEN 'claimed' ELSE f.state || ':' || coalesce(f.new_reason, '') END AS verdict
    FROM final AS f LEFT JOIN done AS d ON d.id = f.id
  )
  SELECT
    (SELECT coalesce(jsonb_object_agg(g.verdict, g.places), '{}') FROM (
      SELECT v.verdict, jsonb_agg(v.place ORDER BY v.place) AS places FROM verdicts AS v GROUP BY v.verdict) AS g),
    (SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') FROM stages AS s),
    (SELECT coalesce(jsonb_agg(to_jsonb(m)), '[]') FROM (
      SELECT d.campaign, sum(d.cost) AS micros FROM done AS d WHERE d.campaign IS NOT NULL AND d.cost > 0 GROUP BY d.campaign) AS m)
  INTO answer, counts, reserved;

  PERFORM notifications.count_stages(counts);
  -- Last, because all claims of a campaign meet here.
  UPDATE notifications.campaign AS c SET spent_micros = c.spent_micros + m.micros
  FROM jsonb_to_recordset(reserved) AS m (campaign text, micros bigint) WHERE c.campaign_id = m.campaign;
  RETURN answer;
END
$$;
----
-- Writes down what came of claimed messages. Said again, it changes nothing.
-- outcomes: `[{id, claim, state, reason, channel, provider_id, cost, due, request, title, body, link}]`, each id once; title, body
-- and link are of messages in the inbox. lost: addresses that are sent nothing any more, `[{channel, address, reason}]`.
-- moved: tokens with what replaces them, `[{customer, address, new_address}]`. Answers how many were settled.
CREATE FUNCTION notifications.settle(outcomes jsonb, lost jsonb, moved jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = '' SET enable_seqscan = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
  at CONSTANT timestamptz := clock_timestamp();
  settled integer;
  counts jsonb;
  spent jsonb;
BEGIN
  PERFORM FROM jsonb_to_recordset(outcomes) AS o (id uuid)
  JOIN notifications.notification AS n ON n.id = o.id
  ORDER BY n.id FOR UPDATE OF n;

  WITH before AS MATERIALIZED (
    SELECT o.*, n.customer_id::text AS customer, n.campaign_id, n.rule_id, n.variant, n.cost_micros AS reserved
    FROM jsonb_to_recordset(outcomes) AS o (id uuid, claim text, state text, reason text, channel text, provider_id text, cost bigint,
      due timestamptz, request jsonb, title text, body text, link text)
    JOIN notifications.notification AS n ON n.id = o.id AND n.state = 'claimed' AND n.claim = o.claim
  ),
  updated AS (
    UPDATE notifications.notification AS n
    SET state = b.state, reason = b.reason, channel = coalesce(b.channel, n.channel), provider_id = b.provider_id, cost_micros = b.cost,
      accepted_at = CASE WHEN b.state = 'accepted' THEN at END, request = b.request, due_at = b.due
    FROM before AS b WHERE n.id = b.id
  ),
  written AS (
    INSERT INTO notifications.inbox (customer_id, notification_id, title, body, link, created_at)
    SELECT b.customer, b.id, b.title, b.body, b.link, at FROM before AS b WHERE b.state = 'accepted' AND b.channel = 'inbox'
    ON CONFLICT DO NOTHING
  )
  SELECT
    (SELECT count(*) FROM before),
    (SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') FROM (
      SELECT coalesce('campaign:' || b.campaign_id, 'rule:' || b.rule_id) AS source, b.variant,
        CASE WHEN b.state = 'waiting' THEN '' ELSE coalesce(b.channel, '') END AS channel, b.state AS stage,
        coalesce(b.reason, '') AS reason, count(*) AS count
      FROM before AS b GROUP BY 1, 2, 3, 4, 5) AS s),
    (SELECT coalesce(jsonb_agg(to_jsonb(m)), '[]') FROM (
      SELECT b.campaign_id AS campaign, sum(b.cost - b.reserved) AS micros FROM before AS b
      WHERE b.campaign_id IS NOT NULL GROUP BY 1 HAVING sum(b.cost - b.reserved) <> 0) AS m)
  INTO settled, counts, spent;

  INSERT INTO notifications.suppression (channel, address, reason, since)
  SELECT DISTINCT ON (l.channel, l.address) l.channel, l.address, l.reason, at
  FROM jsonb_to_recordset(lost) AS l (channel text, address text, reason text)
  ORDER BY l.channel, l.address, l.reason
  ON CONFLICT DO NOTHING;

  INSERT INTO notifications.endpoint (customer_id, channel, address, platform, updated_at)
  SELECT DISTINCT ON (e.customer_id, m.new_address) e.customer_id, 'push', m.new_address, e.platform, e.updated_at
  FROM jsonb_to_recordset(moved) AS m (customer text, address text, new_address text)
  JOIN notifications.endpoint AS e ON e.customer_id = m.customer AND e.channel = 'push' AND e.address = m.address
  ORDER BY e.customer_id, m.new_address
  ON CONFLICT DO NOTHING;
  DELETE FROM notifications.endpoint AS e USING jsonb_to_recordset(moved) AS m (customer text, address text, new_address text)
  WHERE e.customer_id = m.customer AND e.channel = 'push' AND e.address = m.address AND m.address <> m.new_address;

  PERFORM notifications.count_stages(counts);
  -- Last, because all messages of a campaign meet here.
  UPDATE notifications.campaign AS c SET spent_micros = c.spent_micros + m.micros
  FROM jsonb_to_recordset(spent) AS m (campaign text, micros bigint) WHERE c.campaign_id = m.campaign;
  RETURN settled;
END
$$;
----
-- Gives up claims that nobody settled: of promotion and of the rest, each from before an instant. What became of them nobody
-- knows. Answers how many.
CREATE FUNCTION notifications.close_claims(promotional_before timestamptz, others_before timestamptz, up_to integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
DECLARE
  ids uuid[];
  counts jsonb;
BEGIN
  ids := ARRAY(
    SELECT n.id FROM notifications.notification AS n
    WHERE n.state = 'claimed' AND n.claimed_at < CASE WHEN n.promotional THEN promotional_before ELSE others_before END
      AND n.claimed_at < greatest(promotional_before, others_before)
    ORDER BY n.id LIMIT up_to FOR UPDATE SKIP LOCKED
  );
  WITH closed AS (
    UPDATE notifications.notification AS n SET state = 'unknown', reason = 'interrupted' WHERE n.id = ANY (ids)
    RETURNING n.campaign_id, n.rule_id, n.variant, n.channel
  )
  SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') INTO counts FROM (
    SELECT coalesce('campaign:' || c.campaign_id, 'rule:' || c.rule_id) AS source, c.variant, coalesce(c.channel, '') AS channel,
      'unknown' AS stage, 'interrupted' AS reason, count(*) AS count
    FROM closed AS c GROUP BY 1, 2, 3
  ) AS s;
  PERFORM notifications.count_stages(counts);
  RETURN cardinality(ids);
END
$$;
----
REVOKE ALL ON FUNCTION notifications.count_stages, notifications.claim, notifications.settle, notifications.close_claims FROM PUBLIC;
----
GRANT EXECUTE ON FUNCTION notifications.claim, notifications.settle, notifications.close_claims TO sangam_app;
----
INSERT INTO notifications.policy (version, definition, changed_by) VALUES (1, '{
  "windows": [{"purposes": ["promotional"], "channels": ["push", "sms", "email"], "from": "10:00", "to": "21:00"}],
  "caps": {"promotional": {"perDay": 2, "perWeek": 5}},
  "currency": "INR",
  "pricesMicros": {"push": 85, "sms": 150000, "email": 8500, "inbox": 0}
}', 'migration 19');
----
INSERT INTO notifications.product (product_id, definition) VALUES
('salary-advance', '{
  "name": "Salary Advance", "currency": "INR",
  "conditions": [
    {"field": "insights.salary", "op": "ge", "minor": "1500000"},
    {"field": "insights.salaryDaysAgo", "op": "le", "value": 45},
    {"field": "insights.bounces90d", "op": "le", "value": 0}
  ],
  "amount": {"least": [{"minor": "10000000"}, {"percent": 50, "of": "insights.salary"}]},
  "stepMinor": "50000", "leastMinor": "200000"
}'),
('personal-loan', '{
  "name": "Personal Loan", "currency": "INR",
  "conditions": [
    {"field": "insights.salary", "op": "ge", "minor": "2500000"},
    {"field": "insights.salaryDaysAgo", "op": "le", "value": 45},
    {"field": "insights.bounces90d", "op": "le", "value": 1},
    {"field": "insights.lenders90d", "op": "le", "value": 3}
  ],
  "amount": {"least": [
    {"minor": "50000000"},
    {"minus": [{"percent": 1000, "of": "insights.salary"}, {"percent": 1200, "of": "insights.emi"}]}
  ]},
  "stepMinor": "500000", "leastMinor": "1000000"
}');

-- Gives up messages that bounced, as many at a time as an answer holds requests of; see 0025.
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
  -- The Data API answers with 1 MiB at most, quotation marks of JSON in JSON counted twice.
  wanted := ARRAY(
    SELECT s.id FROM (
      SELECT n.id, sum(octet_length(n.request::text)) OVER (ORDER BY n.id) - octet_length(n.request::text) AS bytes_before
      FROM notifications.notification AS n WHERE n.id = ANY (wanted)
    ) AS s
    WHERE s.bytes_before < 400000 ORDER BY s.id
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

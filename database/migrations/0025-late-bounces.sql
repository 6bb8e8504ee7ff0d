-- What a channel took and later did not bring goes by the next one: by a message of its own, which the request of the first is
-- kept for until it expires.
ALTER TABLE notifications.notification DROP CONSTRAINT notification_state_check;
----
-- Not held against what is there: it met a narrower rule.
ALTER TABLE notifications.notification ADD CONSTRAINT notification_state_check
  CHECK (state IN ('claimed', 'accepted', 'replaced', 'failed', 'suppressed', 'waiting', 'unknown', 'held-out')) NOT VALID;
----
ALTER TABLE notifications.notification DROP CONSTRAINT notification_check1;
----
ALTER TABLE notifications.notification ADD CONSTRAINT notification_waits_with_request
  CHECK (state <> 'waiting' OR request IS NOT NULL) NOT VALID;
----
-- Those that bounced and are not asked for again yet; usually none.
CREATE INDEX notification_to_replace ON notifications.notification (id)
WHERE state IN ('accepted', 'replaced') AND request IS NOT NULL AND bounced_at IS NOT NULL;
----
-- Those that may still bounce, until it is too late to send another.
CREATE INDEX notification_replaceable ON notifications.notification (due_at)
WHERE state IN ('accepted', 'replaced') AND request IS NOT NULL;
----
-- Gives up messages that a channel took and later did not bring, where another channel is left and there is time: `ids`, or any
-- when null. Each is given up once: what was delivered or led to what it was for is left. Its campaign or rule asked for one
-- message, so `requested` counts the one that comes for it. Answers what is to be asked for, until that is noted.
CREATE FUNCTION notifications.replace_bounced(ids jsonb) RETURNS TABLE (id uuid, request text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  wanted uuid[];
  counts jsonb;
BEGIN
  wanted := ARRAY(
    SELECT n.id FROM notifications.notification AS n
    WHERE n.state IN ('accepted', 'replaced') AND n.request IS NOT NULL AND n.bounced_at IS NOT NULL
      AND (ids IS NULL OR n.id IN (SELECT i::uuid FROM jsonb_array_elements_text(ids) AS i))
    ORDER BY n.id LIMIT 500 FOR UPDATE
  );
  WITH replaced AS (
    UPDATE notifications.notification AS n SET state = 'replaced'
    WHERE n.id = ANY (wanted) AND n.state = 'accepted' AND n.delivered_at IS NULL AND n.converted_at IS NULL
      AND n.due_at > clock_timestamp()
    RETURNING n.campaign_id, n.rule_id, n.variant, n.channel::text AS channel
  )
  SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') INTO counts FROM (
    SELECT coalesce('campaign:' || r.campaign_id, 'rule:' || r.rule_id) AS source, r.variant, c.channel, c.stage, '' AS reason,
      sum(c.count) AS count
    FROM replaced AS r
    CROSS JOIN LATERAL (
      VALUES (r.channel, 'accepted', -1), (r.channel, 'replaced', 1), ('', 'requested', -1)
    ) AS c (channel, stage, count)
    GROUP BY 1, 2, 3, 4
  ) AS s;
  PERFORM notifications.count_stages(counts);
  RETURN QUERY SELECT n.id, n.request::text FROM notifications.notification AS n
    WHERE n.id = ANY (wanted) AND n.state = 'replaced' ORDER BY n.id;
END
$$;
----
REVOKE ALL ON FUNCTION notifications.replace_bounced FROM PUBLIC;
----
GRANT EXECUTE ON FUNCTION notifications.replace_bounced TO sangam_app;

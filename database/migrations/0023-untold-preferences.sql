-- What customers said that nobody was told yet: written with the preference, taken out once it is told. Whoever tells it may
-- die in between; then the sweep tells it.
CREATE TABLE notifications.untold_preference (
  customer_id notifications.customer NOT NULL,
  purpose text NOT NULL,
  channel text NOT NULL,
  wanted boolean NOT NULL,
  source text NOT NULL,
  changed_at timestamptz NOT NULL,
  stated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, purpose, channel, changed_at)
);
----
CREATE INDEX untold_preference_by_age ON notifications.untold_preference (stated_at);
----
-- Writes down what a customer wants, and that it is to be told: `[{purpose, channel, wanted}]`. Answers all that was said, when
-- it was said first.
CREATE OR REPLACE FUNCTION notifications.prefer(of_customer text, changes jsonb, by text, at_time timestamptz)
RETURNS SETOF notifications.preference
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  WITH written AS (
    INSERT INTO notifications.preference AS p (customer_id, purpose, channel, wanted, source, changed_at)
    SELECT of_customer, c.purpose, c.channel, c.wanted, by, at_time
    FROM jsonb_to_recordset(changes) AS c (purpose text, channel text, wanted boolean)
    ORDER BY c.purpose, c.channel
    ON CONFLICT (customer_id, purpose, channel) DO UPDATE
    SET wanted = excluded.wanted, source = excluded.source, changed_at = excluded.changed_at
    WHERE p.wanted <> excluded.wanted
    RETURNING p.*
  )
  INSERT INTO notifications.untold_preference (customer_id, purpose, channel, wanted, source, changed_at)
  SELECT w.customer_id, w.purpose, w.channel, w.wanted, w.source, w.changed_at FROM written AS w
  ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT p.* FROM notifications.preference AS p
  JOIN jsonb_to_recordset(changes) AS c (purpose text, channel text) ON c.purpose = p.purpose AND c.channel = p.channel
  WHERE p.customer_id = of_customer ORDER BY p.purpose, p.channel;
END
$$;
----
GRANT SELECT, INSERT, DELETE ON notifications.untold_preference TO sangam_app;

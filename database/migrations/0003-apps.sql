-- The newest list of apps of a customer, as sums and one by one.
CREATE TABLE devices.app_profile (
  customer_id text PRIMARY KEY,
  first_taken_at timestamptz NOT NULL,
  taken_at timestamptz NOT NULL,
  total integer NOT NULL,
  -- {category: number of apps}
  categories jsonb NOT NULL
);
----
CREATE TABLE devices.customer_app (
  customer_id text NOT NULL,
  package text NOT NULL,
  category text NOT NULL,
  PRIMARY KEY (customer_id, package)
);
----
-- What came and went between two lists. The first list changes nothing: nobody knows when its apps came.
CREATE TABLE devices.app_change (
  customer_id text NOT NULL,
  at timestamptz NOT NULL,
  package text NOT NULL,
  change text NOT NULL CHECK (change IN ('installed', 'removed')),
  category text NOT NULL,
  PRIMARY KEY (customer_id, at, package)
);
----
GRANT SELECT, INSERT, UPDATE ON devices.app_profile TO sangam_app;
----
GRANT SELECT, INSERT, DELETE ON devices.customer_app TO sangam_app;
----
GRANT SELECT, INSERT ON devices.app_change TO sangam_app;
----
-- Takes in lists of apps, one a customer; one that is no newer than what is known changes nothing.
-- snapshots: [{customer_id, taken_at, apps: [{package, category}]}]
-- Returns the changes that these lists made, now or when they came before.
CREATE FUNCTION devices.apply_app_snapshots(snapshots jsonb)
RETURNS TABLE (customer_id text, at timestamptz, package text, change text, category text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM devices.lock_customers(ARRAY(SELECT s ->> 'customer_id' FROM jsonb_array_elements(snapshots) AS s));

  CREATE TEMPORARY TABLE IF NOT EXISTS fresh_app (
    customer_id text, taken_at timestamptz, is_first boolean, package text, category text
  ) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS fresh_snapshot (
    customer_id text PRIMARY KEY, taken_at timestamptz, is_first boolean
  ) ON COMMIT DELETE ROWS;
  DELETE FROM fresh_app;
  DELETE FROM fresh_snapshot;

  INSERT INTO fresh_snapshot
  SELECT s.customer_id, s.taken_at, p.customer_id IS NULL
  FROM jsonb_to_recordset(snapshots) AS s (customer_id text, taken_at timestamptz)
  LEFT JOIN devices.app_profile AS p USING (customer_id)
  WHERE p.customer_id IS NULL OR p.taken_at < s.taken_at;

  INSERT INTO fresh_app
  SELECT f.customer_id, f.taken_at, f.is_first, a.package, a.category
  FROM jsonb_to_recordset(snapshots) AS s (customer_id text, apps jsonb)
  JOIN fresh_snapshot AS f USING (customer_id)
  CROSS JOIN LATERAL jsonb_to_recordset(s.apps) AS a (package text, category text);

  INSERT INTO devices.app_change
  SELECT n.customer_id, n.taken_at, n.package, 'installed', n.category
  FROM fresh_app AS n
  WHERE NOT n.is_first
    AND NOT EXISTS (SELECT FROM devices.customer_app AS o WHERE o.customer_id = n.customer_id AND o.package = n.package)
  ON CONFLICT DO NOTHING;

  INSERT INTO devices.app_change
  SELECT o.customer_id, f.taken_at, o.package, 'removed', o.category
  FROM fresh_snapshot AS f
  JOIN devices.customer_app AS o USING (customer_id)
  WHERE NOT EXISTS (SELECT FROM fresh_app AS n WHERE n.customer_id = o.customer_id AND n.package = o.package)
  ON CONFLICT DO NOTHING;

  DELETE FROM devices.customer_app AS o USING fresh_snapshot AS f WHERE o.customer_id = f.customer_id;
  INSERT INTO devices.customer_app SELECT customer_id, package, category FROM fresh_app;

  INSERT INTO devices.app_profile
  SELECT
    f.customer_id, f.taken_at, f.taken_at,
    (SELECT count(*) FROM fresh_app AS a WHERE a.customer_id = f.customer_id),
    (
      SELECT coalesce(jsonb_object_agg(category, n), '{}')
      FROM (SELECT category, count(*) AS n FROM fresh_app AS a WHERE a.customer_id = f.customer_id GROUP BY category) AS sums
    )
  FROM fresh_snapshot AS f
  ON CONFLICT (customer_id) DO UPDATE SET
    taken_at = excluded.taken_at, total = excluded.total, categories = excluded.categories;

  RETURN QUERY
  SELECT c.customer_id, c.at, c.package, c.change, c.category
  FROM jsonb_to_recordset(snapshots) AS s (customer_id text, taken_at timestamptz)
  JOIN devices.app_change AS c ON c.customer_id = s.customer_id AND c.at = s.taken_at;
END
$$;

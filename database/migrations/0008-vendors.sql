-- Who brings money in, takes it out or delivers what was paid for, and how it is served. Sums in minor units.
CREATE TABLE payments.vendor (
  vendor_id text COLLATE "C" PRIMARY KEY CHECK (vendor_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  -- Its service level: `instant` answers within the request, `standard` within minutes, `bulk` within hours.
  lane text NOT NULL CHECK (lane IN ('instant', 'standard', 'bulk')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  min_minor bigint NOT NULL CHECK (min_minor > 0),
  max_minor bigint NOT NULL CHECK (max_minor >= min_minor),
  fee_minor bigint NOT NULL CHECK (fee_minor >= 0),
  fee_basis_points integer NOT NULL CHECK (fee_basis_points BETWEEN 0 AND 10000),
  timeout_sec integer NOT NULL CHECK (timeout_sec BETWEEN 1 AND 86400),
  enabled boolean NOT NULL
);
----
INSERT INTO payments.vendor VALUES
  ('upi-gateway', 'instant', 'INR', 100, 10000000, 0, 0, 30, true),
  ('card-gateway', 'instant', 'INR', 100, 20000000, 200, 150, 60, true),
  ('bank-transfer', 'standard', 'INR', 100, 100000000, 500, 0, 3600, true),
  ('payout-bank', 'bulk', 'INR', 100, 100000000, 250, 0, 86400, true);
----
GRANT SELECT ON payments.vendor TO sangam_app;

CREATE SCHEMA screening;
----
GRANT USAGE ON SCHEMA screening TO sangam_app;
----
-- Every version of the rules for payments in a currency; the newest counts, older ones are never changed. Of one in
-- `shadow` nothing decides: its rules are only told of.
CREATE TABLE screening.rule_set (
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  version integer NOT NULL CHECK (version > 0),
  rules jsonb NOT NULL CHECK (jsonb_typeof(rules) = 'array'),
  mode text NOT NULL CHECK (mode IN ('live', 'shadow')),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  PRIMARY KEY (currency, version)
);
----
-- Adds the next version. The newest one written again stays what it is, so that a repeat changes nothing.
CREATE FUNCTION screening.put_rule_set(for_currency text, new_rules jsonb, new_mode text, by text)
RETURNS SETOF screening.rule_set
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  newest screening.rule_set;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('screening.rule_set'));
  SELECT * INTO newest FROM screening.rule_set AS r WHERE r.currency = for_currency ORDER BY r.version DESC LIMIT 1;
  IF newest.rules = new_rules AND newest.mode = new_mode THEN
    RETURN NEXT newest;
    RETURN;
  END IF;
  RETURN QUERY INSERT INTO screening.rule_set (currency, version, rules, mode, created_by)
  VALUES (for_currency, coalesce(newest.version, 0) + 1, new_rules, new_mode, by) RETURNING *;
END
$$;
----
INSERT INTO screening.rule_set (currency, version, rules, mode, created_by) VALUES ('INR', 1, '[
  {"id":"velocity-10m","version":1,"mode":"live","action":"step-up","condition":{"feature":"paid.10m.count","above":{"threshold":"most"}},"thresholds":{"most":{"base":6}}},
  {"id":"velocity-1h","version":1,"mode":"live","action":"review","condition":{"feature":"paid.1h.count","above":{"threshold":"most"}},"thresholds":{"most":{"base":20}}},
  {"id":"sum-per-day","version":1,"mode":"live","action":"step-up","condition":{"feature":"paid.24h.sum","above":{"threshold":"most"}},"thresholds":{"most":{"base":"10000000"}}},
  {"id":"sum-per-day-hard","version":1,"mode":"live","action":"block","condition":{"feature":"paid.24h.sum","above":{"threshold":"most"}},"thresholds":{"most":{"base":"50000000"}}},
  {"id":"new-payee-high-amount","version":1,"mode":"live","action":"step-up","condition":{"all":[{"feature":"payment.payeeKind","is":"customer"},{"feature":"payee.knownHours","below":24},{"feature":"payment.amount","above":{"threshold":"high"}}]},"thresholds":{"high":{"base":"1000000","min":"200000","max":"5000000","adapts":{"by":"own-habit","spreads":2},"step":0.25}}},
  {"id":"structuring","version":1,"mode":"live","action":"review","condition":{"all":[{"feature":"payment.amount","below":{"threshold":"limit"}},{"feature":"payment.amount","atLeast":{"threshold":"limit","times":0.85}},{"feature":"paid.24h.similar","atLeast":3}]},"thresholds":{"limit":{"base":"5000000"}}},
  {"id":"impossible-travel","version":1,"mode":"live","action":"step-up","condition":{"all":[{"feature":"travel.km","above":100},{"feature":"travel.kmh","above":{"threshold":"fastest"}}]},"thresholds":{"fastest":{"base":900}}},
  {"id":"mule-in-and-out","version":1,"mode":"live","action":"review","condition":{"all":[{"feature":"received.1h.sum","atLeast":{"threshold":"least"}},{"feature":"payers.24h","atLeast":3},{"feature":"paid.1h.sum","atLeast":{"feature":"received.1h.sum","times":0.8}}]},"thresholds":{"least":{"base":"2000000"}}},
  {"id":"payee-collects","version":1,"mode":"live","action":"review","condition":{"all":[{"feature":"payment.payeeKind","is":"customer"},{"feature":"payee.payers.24h","above":{"threshold":"most"}}]},"thresholds":{"most":{"base":25}}},
  {"id":"device-many-accounts","version":1,"mode":"live","action":"review","condition":{"feature":"device.accounts.30d","above":{"threshold":"most"}},"thresholds":{"most":{"base":3}}},
  {"id":"device-velocity","version":1,"mode":"live","action":"review","condition":{"feature":"device.paid.1h.count","above":{"threshold":"most"}},"thresholds":{"most":{"base":30,"min":30,"max":90,"adapts":{"by":"load"},"step":0.5}}},
  {"id":"new-device-high-amount","version":1,"mode":"live","action":"step-up","condition":{"all":[{"feature":"device.isNew","is":true},{"feature":"payment.amount","above":{"threshold":"high"}}]},"thresholds":{"high":{"base":"500000"}}},
  {"id":"amount-outside-habit","version":1,"mode":"live","action":"step-up","condition":{"feature":"payment.amount","above":{"threshold":"usual"}},"thresholds":{"usual":{"base":"5000000","min":"500000","max":"10000000","adapts":{"by":"own-habit","spreads":4},"step":0.25}}},
  {"id":"many-devices","version":1,"mode":"shadow","action":"step-up","condition":{"feature":"devices.30d","above":{"threshold":"most"}},"thresholds":{"most":{"base":5}}},
  {"id":"merchant-burst","version":1,"mode":"shadow","action":"review","condition":{"all":[{"feature":"payment.payeeKind","is":"merchant"},{"feature":"payee.received.10m.count","above":{"threshold":"most"}}]},"thresholds":{"most":{"base":300,"min":300,"max":1500,"adapts":{"by":"load"},"step":0.5}}},
  {"id":"region-surge","version":1,"mode":"shadow","action":"review","condition":{"all":[{"feature":"region.1h.count","atLeast":200},{"feature":"region.load","above":{"threshold":"most"}}]},"thresholds":{"most":{"base":4}}}
]', 'live', 'sangam');
----
REVOKE ALL ON FUNCTION screening.put_rule_set FROM PUBLIC;
----
GRANT EXECUTE ON FUNCTION screening.put_rule_set TO sangam_app;
----
GRANT SELECT ON screening.rule_set TO sangam_app;

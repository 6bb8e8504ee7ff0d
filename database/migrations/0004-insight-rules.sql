-- When a fact raises an event. A rule is changed by adding its next version; what was raised stays raised.
CREATE TABLE devices.insight_rule (
  rule_id text NOT NULL,
  version integer NOT NULL,
  -- What it looks at: facts of bank messages, or changes of apps.
  source text NOT NULL CHECK (source IN ('bank-fact', 'app-change')),
  -- {"all": [...]} | {"any": [...]} | {"not": {...}} | {"field": name, "is": value} | {"field": name, "in": [values]}
  -- | {"field": name, "atLeast": number}
  condition jsonb NOT NULL,
  event_type text NOT NULL,
  enabled boolean NOT NULL,
  PRIMARY KEY (rule_id, version)
);
----
INSERT INTO devices.insight_rule (rule_id, version, source, condition, event_type, enabled) VALUES
  (
    'salary-credited', 1, 'bank-fact',
    '{"all": [{"field": "kind", "is": "salary"}, {"field": "direction", "is": "credit"}]}',
    'sangam.devices.salary-credited.v1', true
  ),
  (
    'emi-bounced', 1, 'bank-fact',
    '{"all": [{"field": "isBounce", "is": true}, {"field": "class", "is": "failed"}]}',
    'sangam.devices.emi-bounced.v1', true
  ),
  (
    'loan-app-installed', 1, 'app-change',
    '{"all": [{"field": "change", "is": "installed"}, {"field": "category", "in": ["lender", "bnpl"]}]}',
    'sangam.devices.loan-app-installed.v1', true
  );
----
GRANT SELECT ON devices.insight_rule TO sangam_app;

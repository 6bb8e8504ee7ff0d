-- Which rules of screening had a payment held, for the operator who decides. Written beside the hold, and not in its
-- metadata: a request that comes again must be the same, whatever the rules say by then.
CREATE TABLE payments.review_reason (
  id text COLLATE "C" PRIMARY KEY,
  rules jsonb NOT NULL CHECK (jsonb_typeof(rules) = 'array'),
  noted_at timestamptz NOT NULL DEFAULT now()
);
----
-- Payments that wait for an operator, the oldest first. They are held for three days, and other holds for less, but of
-- an order with the longest patience: so the many holds of orders write nothing here.
CREATE INDEX hold_of_review ON payments.hold (created_at, id)
WHERE status = 'active' AND expires_at - created_at >= interval '3 days';
----
GRANT SELECT, INSERT ON payments.review_reason TO sangam_app;

-- An end that cannot be told waits with its cause, so that it holds back none behind it. It is tried again after a while.
ALTER TABLE payments.untold_order
  ADD COLUMN parked_at timestamptz,
  ADD COLUMN cause text CHECK (length(cause) BETWEEN 1 AND 200),
  ADD CHECK ((parked_at IS NULL) = (cause IS NULL));
----
GRANT UPDATE (parked_at, cause) ON payments.untold_order TO sangam_app;

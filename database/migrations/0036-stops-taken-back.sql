-- START takes a STOP back, and no more: what was said before the STOP holds again, and who never asked for offers by SMS has
-- not asked for them now.

-- What the customer wanted when they said STOP; null: they had said nothing about all promotion by SMS.
ALTER TABLE notifications.preference ADD COLUMN before_stop boolean;
----
-- When a customer took their STOP back for the last time: one that was said before and comes later does not count.
CREATE TABLE notifications.sms_start (
  customer_id notifications.customer PRIMARY KEY,
  at timestamptz NOT NULL
);
----
GRANT SELECT, INSERT, UPDATE ON notifications.sms_start TO sangam_app;
----
-- A STOP leaves nothing behind when it is taken back and nothing was said before it.
GRANT DELETE ON notifications.preference TO sangam_app;

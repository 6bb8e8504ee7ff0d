-- Ends of orders that nobody was told yet: written with the end, taken out once it is told. The execution that tells it may
-- die in between; then the schedule tells it.
CREATE TABLE payments.untold_order (
  order_id text COLLATE "C" NOT NULL REFERENCES payments.order,
  state text NOT NULL CHECK (state IN ('delivered', 'undone', 'stuck')),
  -- As it is told, so that it is told the same again.
  captured bigint NOT NULL,
  reason text,
  noted_at timestamptz NOT NULL,
  PRIMARY KEY (order_id, state)
);
----
CREATE INDEX untold_order_by_age ON payments.untold_order (noted_at);
----
-- Notes a step once, and the state that it brings; of an end also that it is to be told. A step that is known changes nothing,
-- so that an execution which was taken for dead and is only slow cannot turn an order back; what ended can only get stuck.
-- Answers when the step was noted.
CREATE OR REPLACE FUNCTION payments.note_order(id text, step text, state text, captured bigint, reason text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  at CONSTANT timestamptz := clock_timestamp();
  all_steps jsonb;
BEGIN
  WITH noted AS (
    UPDATE payments.order AS o SET
      steps = o.steps || payments.step_of(note_order.step, at),
      state = CASE WHEN o.state IN ('delivered', 'undone', 'stuck') AND note_order.state <> 'stuck' THEN o.state ELSE note_order.state END,
      captured = coalesce(note_order.captured, o.captured),
      reason = coalesce(note_order.reason, o.reason)
    WHERE o.id = note_order.id AND NOT o.steps @> jsonb_build_array(jsonb_build_object('step', note_order.step))
    RETURNING o.id, o.captured
  )
  INSERT INTO payments.untold_order (order_id, state, captured, reason, noted_at)
  SELECT n.id, note_order.step, n.captured, note_order.reason, at FROM noted AS n
  WHERE note_order.step IN ('delivered', 'undone', 'stuck');
  SELECT o.steps INTO all_steps FROM payments.order AS o WHERE o.id = note_order.id;
  RETURN (SELECT s ->> 'at' FROM jsonb_array_elements(all_steps) AS s WHERE s ->> 'step' = note_order.step);
END
$$;
----
GRANT SELECT, DELETE ON payments.untold_order TO sangam_app;

-- Where a vendor is asked, how it answers what it does not answer at once, and who may answer for it.
ALTER TABLE payments.vendor
  ADD COLUMN endpoint text CHECK (length(endpoint) <= 200),
  ADD COLUMN answers text NOT NULL DEFAULT 'callback' CHECK (answers IN ('callback', 'poll')),
  -- The subject of its tokens.
  ADD COLUMN client text CHECK (length(client) <= 128);
----
-- Makes or changes a vendor.
CREATE FUNCTION payments.put_vendor(vendor jsonb) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO payments.vendor AS v (vendor_id, lane, currency, min_minor, max_minor, fee_minor, fee_basis_points, timeout_sec, enabled, endpoint, answers, client)
  SELECT r.id, r.lane, r.currency, r.min_minor, r.max_minor, r.fee_minor, r.fee_basis_points, r.timeout_sec, r.enabled, r.endpoint, r.answers, r.client
  FROM jsonb_to_record(vendor) AS r (id text, lane text, currency text, min_minor bigint, max_minor bigint, fee_minor bigint,
    fee_basis_points integer, timeout_sec integer, enabled boolean, endpoint text, answers text, client text)
  ON CONFLICT (vendor_id) DO UPDATE SET
    lane = excluded.lane, currency = excluded.currency, min_minor = excluded.min_minor, max_minor = excluded.max_minor,
    fee_minor = excluded.fee_minor, fee_basis_points = excluded.fee_basis_points, timeout_sec = excluded.timeout_sec,
    enabled = excluded.enabled, endpoint = excluded.endpoint, answers = excluded.answers, client = excluded.client
  RETURNING v.vendor_id
$$;
----
-- What a customer pays for and a vendor has to confirm. Its saga alone moves it on.
CREATE TABLE payments.order (
  id text COLLATE "C" PRIMARY KEY,
  payer text NOT NULL,
  vendor text COLLATE "C" NOT NULL REFERENCES payments.vendor,
  -- As it was asked for: the same key with another request is refused.
  request jsonb NOT NULL,
  -- Fees and time-out as they were then; what changes later is not the customer's.
  terms jsonb NOT NULL,
  state text NOT NULL DEFAULT 'placed' CHECK (state IN ('placed', 'held', 'captured', 'delivered', 'undoing', 'undone', 'stuck')),
  -- Why it is undone or stuck.
  reason text,
  -- The vendor's answer, or that there was none: the first counts.
  answer jsonb,
  captured bigint NOT NULL DEFAULT 0,
  -- Wakes the execution that waits for the answer.
  callback_id text,
  -- Each step with its time, once.
  steps jsonb NOT NULL DEFAULT '[]',
  placed_at timestamptz NOT NULL
) WITH (fillfactor = 70);
----
CREATE INDEX order_by_state ON payments.order (state) WHERE state NOT IN ('delivered', 'undone');
----
CREATE FUNCTION payments.step_of(step text, at timestamptz) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT jsonb_build_array(jsonb_build_object('step', step, 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
$$;
----
-- Keeps an order; the same again answers `known`, the same id with another request `id-reused`.
CREATE FUNCTION payments.open_order(id text, payer text, vendor text, request jsonb, terms jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  at CONSTANT timestamptz := clock_timestamp();
BEGIN
  INSERT INTO payments.order (id, payer, vendor, request, terms, steps, placed_at)
  VALUES (open_order.id, open_order.payer, open_order.vendor, open_order.request, open_order.terms, payments.step_of('placed', at), at)
  ON CONFLICT DO NOTHING;
  IF FOUND THEN RETURN 'opened'; END IF;
  PERFORM FROM payments.order AS o WHERE o.id = open_order.id AND o.payer = open_order.payer AND o.request = open_order.request;
  RETURN CASE WHEN FOUND THEN 'known' ELSE 'id-reused' END;
END
$$;
----
-- Keeps the first answer, and tells which that is; null without such an order. A late one changes nothing.
CREATE FUNCTION payments.answer_order(id text, answer jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  first jsonb;
BEGIN
  UPDATE payments.order AS o SET
    answer = coalesce(o.answer, answer_order.answer),
    steps = CASE WHEN o.answer IS NULL THEN o.steps || payments.step_of(answer_order.answer ->> 'kind', clock_timestamp()) ELSE o.steps END
  WHERE o.id = answer_order.id
  RETURNING o.answer INTO first;
  RETURN first;
END
$$;
----
-- Notes a step once, and the state that it brings. A step that is known changes nothing, so that an execution which was
-- taken for dead and is only slow cannot turn an order back; what ended can only get stuck. Answers when the step was noted.
CREATE FUNCTION payments.note_order(id text, step text, state text, captured bigint, reason text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  all_steps jsonb;
BEGIN
  UPDATE payments.order AS o SET
    steps = o.steps || payments.step_of(note_order.step, clock_timestamp()),
    state = CASE WHEN o.state IN ('delivered', 'undone', 'stuck') AND note_order.state <> 'stuck' THEN o.state ELSE note_order.state END,
    captured = coalesce(note_order.captured, o.captured),
    reason = coalesce(note_order.reason, o.reason)
  WHERE o.id = note_order.id AND NOT o.steps @> jsonb_build_array(jsonb_build_object('step', note_order.step));
  SELECT o.steps INTO all_steps FROM payments.order AS o WHERE o.id = note_order.id;
  RETURN (SELECT s ->> 'at' FROM jsonb_array_elements(all_steps) AS s WHERE s ->> 'step' = note_order.step);
END
$$;
----
-- Notes what wakes the execution that waits for the vendor.
CREATE FUNCTION payments.await_order(id text, callback_id text) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  UPDATE payments.order AS o SET callback_id = await_order.callback_id WHERE o.id = await_order.id RETURNING o.id
$$;
----
REVOKE ALL ON ROUTINE payments.put_vendor, payments.step_of, payments.open_order, payments.answer_order, payments.note_order, payments.await_order FROM PUBLIC;
----
GRANT EXECUTE ON ROUTINE payments.put_vendor, payments.open_order, payments.answer_order, payments.note_order, payments.await_order TO sangam_app;
----
GRANT SELECT ON payments.order TO sangam_app;

-- What a merchant asks for with a dynamic code, which is paid once. A code on a wall has no row: it is paid again and again.
CREATE TABLE payments.qr_request (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,35}$'),
  merchant text NOT NULL,
  -- In minor units; null where the payer decides.
  amount bigint CHECK (amount > 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- As it was asked for: the same key with other terms is refused.
  terms jsonb NOT NULL,
  payload text NOT NULL CHECK (octet_length(payload) <= 512),
  state text NOT NULL DEFAULT 'created' CHECK (state IN ('created', 'paid', 'cancelled')),
  -- One transfer pays one request, and is in the journal.
  paid_by text COLLATE "C" UNIQUE REFERENCES payments.journal,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  CHECK ((state = 'paid') = (paid_by IS NOT NULL))
) WITH (fillfactor = 80);
----
-- A request as others see it. What is over is expired without anybody having written it down.
CREATE VIEW payments.qr_request_state AS
SELECT
  r.id, r.merchant, r.amount, r.currency, r.terms, r.payload,
  CASE WHEN r.state = 'created' AND clock_timestamp() >= r.expires_at THEN 'expired' ELSE r.state END AS state,
  r.paid_by, j.created_at AS paid_at, r.created_at, r.expires_at
FROM payments.qr_request AS r
LEFT JOIN payments.journal AS j ON j.id = r.paid_by;
----
-- Keeps a request; the same again answers `known`, the same id with other terms or of another merchant `id-reused`.
CREATE FUNCTION payments.open_qr_request(id text, merchant text, amount bigint, currency text, terms jsonb, payload text, expires_sec integer)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  at CONSTANT timestamptz := clock_timestamp();
BEGIN
  INSERT INTO payments.qr_request (id, merchant, amount, currency, terms, payload, created_at, expires_at)
  VALUES (open_qr_request.id, open_qr_request.merchant, open_qr_request.amount, open_qr_request.currency, open_qr_request.terms,
    open_qr_request.payload, at, at + expires_sec * interval '1 second')
  ON CONFLICT DO NOTHING;
  IF FOUND THEN RETURN 'opened'; END IF;
  PERFORM FROM payments.qr_request AS r
  WHERE r.id = open_qr_request.id AND r.merchant = open_qr_request.merchant AND r.terms = open_qr_request.terms;
  RETURN CASE WHEN FOUND THEN 'known' ELSE 'id-reused' END;
END
$$;
----
-- Cancels what nobody has paid; again answers the same.
CREATE FUNCTION payments.cancel_qr_request(id text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  was text;
BEGIN
  SELECT r.state INTO was FROM payments.qr_request AS r WHERE r.id = cancel_qr_request.id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'unknown-request'; END IF;
  IF was = 'paid' THEN RETURN 'already-paid'; END IF;
  UPDATE payments.qr_request AS r SET state = 'cancelled' WHERE r.id = cancel_qr_request.id AND r.state = 'created';
  RETURN 'cancelled';
END
$$;
----
-- Pays a request with a post, in the caller's transaction: the request's row is locked, so that of many scans one decides
-- at a time, and money and state change together or not at all. Answers the ledger's line for the post (see
-- `post_as_lines`), or why the request is not paid, without a space in it.
CREATE FUNCTION payments.pay_qr_request_once(request_id text, operation jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  transfer CONSTANT text := (operation ->> 'caller') || '/' || (operation ->> 'key');
  r payments.qr_request;
  refusal text;
  line text;
BEGIN
  SELECT * INTO r FROM payments.qr_request AS q WHERE q.id = request_id FOR UPDATE;
  IF NOT FOUND OR (operation ->> 'op' = 'post' AND operation ->> 'credit' ^@ (r.merchant || ':')) IS NOT TRUE THEN
    RETURN 'unknown-request';
  END IF;
  refusal := CASE
    WHEN r.state = 'paid' THEN 'already-paid'
    WHEN r.state = 'cancelled' THEN 'cancelled'
    WHEN clock_timestamp() >= r.expires_at THEN 'expired'
    WHEN (operation ->> 'currency' = r.currency) IS NOT TRUE THEN 'wrong-currency'
    WHEN r.amount IS NOT NULL AND (operation ->> 'amount' = r.amount::text) IS NOT TRUE THEN 'amount-differs'
  END;
  IF refusal IS NOT NULL THEN
    -- A key that was answered before is answered so again, and by the ledger, which moves nothing for it.
    IF NOT EXISTS (SELECT FROM payments.journal AS j WHERE j.id = transfer) THEN RETURN refusal; END IF;
    RETURN payments.post_as_lines(jsonb_build_array(operation));
  END IF;
  line := payments.post_as_lines(jsonb_build_array(operation));
  IF line ^@ 'posted ' THEN
    UPDATE payments.qr_request AS q SET state = 'paid', paid_by = transfer WHERE q.id = request_id;
  END IF;
  RETURN line;
END
$$;
----
-- The same as one call that is SERIALIZABLE whatever the caller's default; see `payments.post`.
CREATE PROCEDURE payments.pay_qr_request(request_id text, operation jsonb, INOUT answer text DEFAULT NULL)
LANGUAGE plpgsql AS $$
BEGIN
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
  answer := payments.pay_qr_request_once(request_id, operation);
END
$$;
----
REVOKE ALL ON ROUTINE payments.open_qr_request, payments.cancel_qr_request, payments.pay_qr_request_once, payments.pay_qr_request FROM PUBLIC;
----
GRANT EXECUTE ON ROUTINE payments.open_qr_request, payments.cancel_qr_request, payments.pay_qr_request_once, payments.pay_qr_request TO sangam_app;
----
GRANT SELECT ON payments.qr_request_state TO sangam_app;

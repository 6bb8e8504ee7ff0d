-- Single postings go to the function that makes them, and not through two others that each set the search path.
CREATE OR REPLACE FUNCTION payments.post_single(o jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
DECLARE
  most CONSTANT bigint := 999999999999999999;
  caller CONSTANT text := o ->> 'caller';
  key CONSTANT text := o ->> 'key';
  payer CONSTANT text COLLATE "C" := o ->> 'debit';
  payee CONSTANT text COLLATE "C" := o ->> 'credit';
  minor CONSTANT text := o ->> 'amount';
  money CONSTANT text := o ->> 'currency';
  row_id CONSTANT text := caller || '/' || key;
  -- The rows that carry it: the account or one of its stripes.
  debit text COLLATE "C" := payer;
  credit text COLLATE "C" := payee;
  amount bigint; fits boolean;
  debit_balance bigint; debit_version bigint; debit_before text; credit_balance bigint; credit_version bigint; credit_before text;
BEGIN
  IF (o ->> 'op' = 'post' AND minor ~ '^[1-9][0-9]{0,17}$' AND payer <> payee
    AND length(caller) BETWEEN 1 AND 64 AND caller !~ '[#/[:cntrl:]]' AND length(key) BETWEEN 1 AND 200
    AND strpos(payer, '#') = 0 AND strpos(payee, '#') = 0) IS NOT TRUE
    OR o ?| ARRAY['hold', 'reverses', 'hold_sec', 'group']
    OR length(o ->> 'kind') > 60 OR length(o ->> 'reference') > 200 OR length(o ->> 'metadata') > 1000
  THEN
    RETURN NULL;
  END IF;
  amount := minor;
  FOR try IN 1..2 LOOP
    -- The lower id is locked first. A striped account's own row is not: those who pay it would wait for each other.
    IF debit < credit THEN
      SELECT
        x.status = 'open' AND y.status = 'open' AND x.currency = money AND y.currency = money
          AND x.balance > amount - most AND y.balance < most - amount AND (x.floor IS NULL OR x.balance - x.held - amount >= x.floor),
        x.balance - amount, x.version + 1, x.last, y.balance + amount, y.version + 1, y.last
      INTO fits, debit_balance, debit_version, debit_before, credit_balance, credit_version, credit_before
      FROM payments.account AS x, payments.account AS y
      WHERE x.id = debit AND x.stripes = 1 AND y.id = credit AND y.stripes = 1 FOR NO KEY UPDATE OF x, y;
    ELSE
      SELECT
        x.status = 'open' AND y.status = 'open' AND x.currency = money AND y.currency = money
          AND x.balance > amount - most AND y.balance < most - amount AND (x.floor IS NULL OR x.balance - x.held - amount >= x.floor),
        x.balance - amount, x.version + 1, x.last, y.balance + amount, y.version + 1, y.last
      INTO fits, debit_balance, debit_version, debit_before, credit_balance, credit_version, credit_before
      FROM payments.account AS x, payments.account AS y
      WHERE x.id = debit AND x.stripes = 1 AND y.id = credit AND y.stripes = 1 FOR NO KEY UPDATE OF y, x;
    END IF;
    EXIT WHEN FOUND;
    IF try = 2 THEN RETURN NULL; END IF;
    SELECT
      coalesce(max(x.account || '#' || pg_backend_pid() % x.stripes + 1) FILTER (WHERE x.account = payer AND x.both_ways), payer),
      coalesce(max(x.account || '#' || pg_backend_pid() % x.stripes + 1) FILTER (WHERE x.account = payee), payee)
    INTO debit, credit FROM payments.striped AS x WHERE x.account IN (payer, payee);
    IF debit = payer AND credit = payee THEN RETURN NULL; END IF;
  END LOOP;
  IF fits IS NOT TRUE THEN RETURN NULL; END IF;
  INSERT INTO payments.journal
    (id, op, verdict, debit, credit, amount, currency, kind, reference, metadata, debit_balance, debit_version, credit_balance, credit_version,
      created_at, debit_before, credit_before)
  VALUES (row_id, 'post', 'posted', debit, credit, amount, money, o ->> 'kind', o ->> 'reference', nullif(o -> 'metadata', 'null'),
    debit_balance, debit_version, credit_balance, credit_version, clock_timestamp(), debit_before, credit_before)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE payments.account AS a SET balance = debit_balance, version = debit_version, last = row_id WHERE a.id = debit;
  UPDATE payments.account AS a SET balance = credit_balance, version = credit_version, last = row_id WHERE a.id = credit;
  INSERT INTO payments.outbox (ids) VALUES (ARRAY[row_id]);
  RETURN 'posted ' || CASE WHEN debit = payer THEN debit_balance::text ELSE '-' END
    || CASE WHEN credit = payee THEN ' ' || credit_balance::text ELSE ' -' END;
END
$$;
----
CREATE FUNCTION payments.many_as_lines(batch jsonb) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  SELECT string_agg(payments.to_line(v), E'\n' ORDER BY v.n) FROM payments.post_many(batch) AS v
$$;
----
CREATE OR REPLACE PROCEDURE payments.post(batch jsonb, INOUT verdicts text DEFAULT NULL)
LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_array_length(batch) = 1 THEN
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
    verdicts := payments.post_single(batch -> 0);
    IF verdicts IS NOT NULL THEN RETURN; END IF;
  ELSIF jsonb_array_length(batch) < 20 THEN
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
  ELSE
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
    -- Nothing may stand before it: even an IF would take the snapshot.
    LOCK TABLE payments.turn IN SHARE ROW EXCLUSIVE MODE;
  END IF;
  verdicts := payments.many_as_lines(batch);
END
$$;
----
REVOKE ALL ON ROUTINE payments.many_as_lines FROM PUBLIC;
----
-- It writes all of a transfer or nothing, whoever calls it.
GRANT EXECUTE ON ROUTINE payments.post_single, payments.many_as_lines TO sangam_app;

-- Without the block that undid what was written: it was a transaction of its own to PostgreSQL, with a number of its own,
-- which eight writers felt. Now whoever cannot be served after something was written is thrown out (23505), and asks
-- `payments.post`. The id comes whole, because an expression costs as much as a column.
DROP FUNCTION payments.post_one(text, text, text, text, bigint, text, text, text, jsonb);
----
-- Posts one transfer for which nothing stands in the way. Null when something does and nothing was written; 23505 when it
-- came to light after the first write, when the key is known or another made it at the same time, and 40001 or 40P01 when
-- another was faster: then nothing is written either. The line is that of `payments.to_line`. An UPDATE locks, looks and
-- writes at once, which takes less than to lock first. Whoever calls may have made up what he gives, so what the books rest
-- on is checked; a text that is too long hurts nobody. Rows are found by their keys whatever the statistics say: see
-- `enable_seqscan` of the role, and of `post_single`.
-- Each side stands in both branches, because PL/pgSQL makes every condition and assignment ready once a transaction.
DO $$
DECLARE
  side CONSTANT text := $side$
    UPDATE payments.account AS a
    SET balance = a.balance %2$s amount, version = a.version + 1, last_before = a.last, last = row_id
    WHERE a.id = %1$s AND a.stripes = 1 AND a.status = 'open' AND a.currency = money AND %3$s
    RETURNING a.balance, a.version, a.last_before INTO %1$s_balance, %1$s_version, %1$s_before;$side$;
  -- A striped account's own row is not locked: those who pay it would wait for each other. A stripe lies next to it in the
  -- order of ids, and what it holds says nothing about its account.
  side_or_stripe CONSTANT text := side || $stripe$
    IF NOT FOUND THEN
      SELECT x.account || '#' || coalesce(nullif(current_setting('payments.seat', true), '')::bigint, payments.new_seat()) %% x.stripes + 1
      INTO %1$s FROM payments.striped AS x WHERE x.account = %1$s AND %4$s;
      IF NOT FOUND THEN
        IF %5$s IS NULL THEN RETURN NULL; END IF;
        RAISE EXCEPTION 'not at once' USING ERRCODE = 'unique_violation';
      END IF;$stripe$ || side || $missing$
      IF NOT FOUND THEN RAISE EXCEPTION 'not at once' USING ERRCODE = 'unique_violation'; END IF;
      %1$s_striped := true;
    END IF;$missing$;
  take CONSTANT text := format(side_or_stripe, 'debit', '-',
    'a.balance > amount - most AND (a.floor IS NULL OR a.balance - a.held - amount >= a.floor)', 'x.both_ways', 'credit_version');
  give CONSTANT text := format(side_or_stripe, 'credit', '+', 'a.balance < most - amount', 'true', 'debit_version');
BEGIN
  EXECUTE format($function$
CREATE FUNCTION payments.post_one(row_id text, debit text, credit text, amount bigint, money text, kind text, reference text, metadata jsonb)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $body$
#variable_conflict use_variable
DECLARE
  most CONSTANT bigint := 999999999999999999;
  debit_striped boolean; credit_striped boolean;
  debit_balance bigint; debit_version bigint; debit_before text; credit_balance bigint; credit_version bigint; credit_before text;
BEGIN
  IF (amount > 0 AND debit <> credit AND NOT row_id ^@ '#') IS NOT TRUE THEN RETURN NULL; END IF;
  -- The lower id is locked first.
  IF debit COLLATE "C" < credit THEN%1$s%2$s
  ELSE%2$s%1$s
  END IF;
  INSERT INTO payments.journal
    (id, op, verdict, debit, credit, amount, currency, kind, reference, metadata, debit_balance, debit_version, credit_balance, credit_version,
      created_at, debit_before, credit_before)
  VALUES (row_id, 'post', 'posted', debit, credit, amount, money, kind, reference, metadata,
    debit_balance, debit_version, credit_balance, credit_version, clock_timestamp(), debit_before, credit_before);
  INSERT INTO payments.outbox (ids) VALUES (ARRAY[row_id]);
  IF debit_striped THEN debit_balance := NULL; END IF;
  IF credit_striped THEN credit_balance := NULL; END IF;
  RETURN 'posted ' || coalesce(debit_balance::text, '-') || ' ' || coalesce(credit_balance::text, '-');
END
$body$
$function$, take, give);
END
$$;
----
-- The same of an operation of a batch, whatever it is; null and nothing written when it cannot be posted like that, and
-- `post_batch` says why.
CREATE OR REPLACE FUNCTION payments.post_single(o jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
DECLARE
  caller CONSTANT text := o ->> 'caller';
  key CONSTANT text := o ->> 'key';
  payer CONSTANT text := o ->> 'debit';
  payee CONSTANT text := o ->> 'credit';
  minor CONSTANT text := o ->> 'amount';
BEGIN
  IF (o ->> 'op' = 'post' AND minor ~ '^[1-9][0-9]{0,17}$'
    AND length(caller) BETWEEN 1 AND 64 AND caller !~ '[#/[:cntrl:]]' AND length(key) BETWEEN 1 AND 200
    AND strpos(payer || payee, '#') = 0) IS NOT TRUE
    OR o ?| ARRAY['hold', 'reverses', 'hold_sec', 'group']
    OR length(o ->> 'kind') > 60 OR length(o ->> 'reference') > 200 OR length(o ->> 'metadata') > 1000
  THEN
    RETURN NULL;
  END IF;
  RETURN payments.post_one(caller || '/' || key, payer, payee, minor::bigint, o ->> 'currency', o ->> 'kind', o ->> 'reference',
    nullif(o -> 'metadata', 'null'));
EXCEPTION WHEN unique_violation OR serialization_failure OR deadlock_detected THEN
  RETURN NULL;
END
$$;
----
REVOKE ALL ON FUNCTION payments.post_one FROM PUBLIC;
----
GRANT EXECUTE ON FUNCTION payments.post_one TO sangam_ledger;
----
ALTER ROLE sangam_ledger SET enable_seqscan = off;

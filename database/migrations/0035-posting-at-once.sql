-- The role that posts single transfers at once: it may do nothing else, and its transactions are SERIALIZABLE from their
-- beginning, so that a posting is one SELECT. Its password is set as that of `sangam_app`.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sangam_ledger') THEN
    CREATE ROLE sangam_ledger NOLOGIN;
  END IF;
END
$$;
----
ALTER ROLE sangam_ledger SET default_transaction_isolation = 'serializable';
----
ALTER ROLE sangam_ledger SET statement_timeout = '40s';
----
GRANT USAGE ON SCHEMA payments TO sangam_ledger;
----
-- Nobody may delete an account or change its id, and only `stripe_account` writes what pointed there: the keys guarded
-- nothing, and every UPDATE of an account copied their triggers.
ALTER TABLE payments.striped DROP CONSTRAINT striped_account_fkey;
----
ALTER TABLE payments.account DROP CONSTRAINT account_parent_fkey;
----
-- The last line of defence is a policy now: PostgreSQL keeps it with the plan of a statement, and reads a check anew at
-- each. It binds the owner too, for whom the functions write; only superusers pass, which Aurora gives to nobody. Without
-- a floor the comparison is null.
ALTER TABLE payments.account DROP CONSTRAINT account_check, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
----
CREATE POLICY account_floor ON payments.account USING (true) WITH CHECK ((balance - held >= floor) IS NOT FALSE);
----
-- Posts one transfer for which nothing stands in the way; null when anything does, when the key is known, or when another
-- was faster: then nothing was written. The line is that of `payments.to_line`. An UPDATE locks, looks and writes at once,
-- and what was written before something stood in the way is undone with the block: that takes less than to lock first.
-- Whoever calls may have made up what he gives, so what the books rest on is checked; a text that is too long hurts nobody.
-- Each side stands in both branches, because PL/pgSQL makes every condition and assignment ready once a transaction.
DO $$
DECLARE
  side CONSTANT text := $side$
      UPDATE payments.account AS a
      SET balance = a.balance %2$s amount, version = a.version + 1, last_before = a.last, last = row_id
      WHERE a.id = %1$s AND a.stripes = 1 AND a.status = 'open' AND a.currency = money AND %3$s
      RETURNING a.balance, a.version, a.last_before INTO %1$s_balance, %1$s_version, %1$s_before;$side$;
  -- A striped account's own row is not locked: those who pay it would wait for each other. A stripe lies next to it in the
  -- order of ids.
  side_or_stripe CONSTANT text := side || $stripe$
      IF NOT FOUND THEN
        SELECT x.account || '#' || coalesce(nullif(current_setting('payments.seat', true), '')::bigint, payments.new_seat()) %% x.stripes + 1
        INTO %1$s FROM payments.striped AS x WHERE x.account = %1$s AND %4$s;
        IF NOT FOUND THEN RAISE unique_violation; END IF;$stripe$ || side || $missing$
        IF NOT FOUND THEN RAISE unique_violation; END IF;
      END IF;$missing$;
  take CONSTANT text := format(side_or_stripe, 'debit', '-',
    'a.balance > amount - most AND (a.floor IS NULL OR a.balance - a.held - amount >= a.floor)', 'x.both_ways');
  give CONSTANT text := format(side_or_stripe, 'credit', '+', 'a.balance < most - amount', 'true');
BEGIN
  EXECUTE format($function$
CREATE FUNCTION payments.post_one(caller text, key text, payer text, payee text, amount bigint, money text, kind text, reference text,
  metadata jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $body$
#variable_conflict use_variable
DECLARE
  most CONSTANT bigint := 999999999999999999;
  row_id CONSTANT text := caller || '/' || key;
  -- The rows that carry it: the account, or one of its stripes.
  debit text COLLATE "C" := payer;
  credit text COLLATE "C" := payee;
  debit_balance bigint; debit_version bigint; debit_before text; credit_balance bigint; credit_version bigint; credit_before text;
BEGIN
  IF (amount > 0 AND payer <> payee AND NOT row_id ^@ '#') IS NOT TRUE THEN RETURN NULL; END IF;
  BEGIN
    -- The lower id is locked first.
    IF payer COLLATE "C" < payee THEN%1$s%2$s
    ELSE%2$s%1$s
    END IF;
    INSERT INTO payments.journal
      (id, op, verdict, debit, credit, amount, currency, kind, reference, metadata, debit_balance, debit_version, credit_balance, credit_version,
        created_at, debit_before, credit_before)
    VALUES (row_id, 'post', 'posted', debit, credit, amount, money, kind, reference, metadata,
      debit_balance, debit_version, credit_balance, credit_version, clock_timestamp(), debit_before, credit_before);
    INSERT INTO payments.outbox (ids) VALUES (ARRAY[row_id]);
  EXCEPTION WHEN unique_violation OR serialization_failure OR deadlock_detected THEN
    RETURN NULL;
  END;
  -- What a stripe holds says nothing about its account.
  RETURN 'posted ' || CASE WHEN debit = payer THEN debit_balance::text ELSE '-' END
    || CASE WHEN credit = payee THEN ' ' || credit_balance::text ELSE ' -' END;
END
$body$
$function$, take, give);
END
$$;
----
-- The same of an operation of a batch, whatever it is. Null says the same, and `post_batch` says why.
CREATE OR REPLACE FUNCTION payments.post_single(o jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
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
  RETURN payments.post_one(caller, key, payer, payee, minor::bigint, o ->> 'currency', o ->> 'kind', o ->> 'reference', nullif(o -> 'metadata', 'null'));
END
$$;
----
REVOKE ALL ON FUNCTION payments.post_one FROM PUBLIC;
----
GRANT EXECUTE ON FUNCTION payments.post_one TO sangam_ledger;

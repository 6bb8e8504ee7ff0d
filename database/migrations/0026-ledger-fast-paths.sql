-- What `last` was before the last single posting: an UPDATE says nothing of the row that it replaced.
ALTER TABLE payments.account ADD COLUMN last_before text COLLATE "C";
----
-- Numbers for connections that pay striped accounts: neighbours in time get stripes of their own.
CREATE SEQUENCE payments.seat;
----
-- The number of this connection from now on; `payments.seat` keeps it.
CREATE FUNCTION payments.new_seat() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  seat CONSTANT bigint := nextval('payments.seat');
BEGIN
  PERFORM set_config('payments.seat', seat::text, false);
  RETURN seat;
END
$$;
----
-- Posts one transfer for which nothing stands in the way; null when anything does, when the key is known, or when another
-- was faster: then nothing was written, and `post_batch` says what it is. The line is that of `payments.to_line`. An UPDATE
-- locks, looks and writes at once, and what was written before something stood in the way is undone with the block: that
-- takes less than to lock first.
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
  -- The rows that carry it: the account, or one of its stripes, which lies next to it in the order of ids.
  debit text COLLATE "C" := payer;
  credit text COLLATE "C" := payee;
  amount bigint;
  debit_balance bigint; debit_version bigint; debit_before text; credit_balance bigint; credit_version bigint; credit_before text;
BEGIN
  IF (o ->> 'op' = 'post' AND minor ~ '^[1-9][0-9]{0,17}$' AND payer <> payee
    AND length(caller) BETWEEN 1 AND 64 AND caller !~ '[#/[:cntrl:]]' AND length(key) BETWEEN 1 AND 200
    AND strpos(payer || payee, '#') = 0) IS NOT TRUE
    OR o ?| ARRAY['hold', 'reverses', 'hold_sec', 'group']
    OR length(o ->> 'kind') > 60 OR length(o ->> 'reference') > 200 OR length(o ->> 'metadata') > 1000
  THEN
    RETURN NULL;
  END IF;
  amount := minor;
  BEGIN
    -- The lower id is locked first. A striped account's own row is not: those who pay it would wait for each other.
    FOR turn IN 1..2 LOOP
      IF (turn = 1) = (payer < payee) THEN
        UPDATE payments.account AS a
        SET balance = a.balance - amount, version = a.version + 1, last_before = a.last, last = row_id
        WHERE a.id = debit AND a.stripes = 1 AND a.status = 'open' AND a.currency = money AND a.balance > amount - most
          AND (a.floor IS NULL OR a.balance - a.held - amount >= a.floor)
        RETURNING a.balance, a.version, a.last_before INTO debit_balance, debit_version, debit_before;
        IF NOT FOUND THEN
          SELECT x.account || '#' || coalesce(nullif(current_setting('payments.seat', true), '')::bigint, payments.new_seat()) % x.stripes + 1
          INTO debit FROM payments.striped AS x WHERE x.account = payer AND x.both_ways;
          IF NOT FOUND THEN RAISE unique_violation; END IF;
          UPDATE payments.account AS a
          SET balance = a.balance - amount, version = a.version + 1, last_before = a.last, last = row_id
          WHERE a.id = debit AND a.stripes = 1 AND a.status = 'open' AND a.currency = money AND a.balance > amount - most
            AND (a.floor IS NULL OR a.balance - a.held - amount >= a.floor)
          RETURNING a.balance, a.version, a.last_before INTO debit_balance, debit_version, debit_before;
          IF NOT FOUND THEN RAISE unique_violation; END IF;
        END IF;
      ELSE
        UPDATE payments.account AS a
        SET balance = a.balance + amount, version = a.version + 1, last_before = a.last, last = row_id
        WHERE a.id = credit AND a.stripes = 1 AND a.status = 'open' AND a.currency = money AND a.balance < most - amount
        RETURNING a.balance, a.version, a.last_before INTO credit_balance, credit_version, credit_before;
        IF NOT FOUND THEN
          SELECT x.account || '#' || coalesce(nullif(current_setting('payments.seat', true), '')::bigint, payments.new_seat()) % x.stripes + 1
          INTO credit FROM payments.striped AS x WHERE x.account = payee;
          IF NOT FOUND THEN RAISE unique_violation; END IF;
          UPDATE payments.account AS a
          SET balance = a.balance + amount, version = a.version + 1, last_before = a.last, last = row_id
          WHERE a.id = credit AND a.stripes = 1 AND a.status = 'open' AND a.currency = money AND a.balance < most - amount
          RETURNING a.balance, a.version, a.last_before INTO credit_balance, credit_version, credit_before;
          IF NOT FOUND THEN RAISE unique_violation; END IF;
        END IF;
      END IF;
    END LOOP;
    INSERT INTO payments.journal
      (id, op, verdict, debit, credit, amount, currency, kind, reference, metadata, debit_balance, debit_version, credit_balance, credit_version,
        created_at, debit_before, credit_before)
    VALUES (row_id, 'post', 'posted', debit, credit, amount, money, o ->> 'kind', o ->> 'reference', nullif(o -> 'metadata', 'null'),
      debit_balance, debit_version, credit_balance, credit_version, clock_timestamp(), debit_before, credit_before);
    INSERT INTO payments.outbox (ids) VALUES (ARRAY[row_id]);
  EXCEPTION WHEN unique_violation OR serialization_failure OR deadlock_detected THEN
    RETURN NULL;
  END;
  -- What a stripe holds says nothing about its account.
  RETURN 'posted ' || CASE WHEN debit = payer THEN debit_balance::text ELSE '-' END
    || CASE WHEN credit = payee THEN ' ' || credit_balance::text ELSE ' -' END;
END
$$;
----
-- Reads a batch of plain posts in one currency before it waits for its turn: `names` are the rows that carry them, in
-- the order of ids, `debit_at` and `credit_at` where each operation's lie. All null when it is anything else.
CREATE FUNCTION payments.read_plain(batch jsonb, OUT names text[], OUT money text, OUT ids text[], OUT debit_at integer[],
  OUT credit_at integer[], OUT amounts bigint[], OUT kinds text[], OUT refs text[], OUT metas jsonb[])
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = '' SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_mergejoin = off AS $$
DECLARE
  plain boolean; currencies bigint; debits text[]; credits text[]; striped jsonb; folds boolean; place jsonb;
BEGIN
  SELECT
    bool_and(coalesce(r.op = 'post' AND r.minor IS NOT NULL AND r.debit <> r.credit
      AND length(r.caller) BETWEEN 1 AND 64 AND r.caller !~ '[#/[:cntrl:]]' AND length(r.key) BETWEEN 1 AND 200
      AND strpos(r.debit, '#') = 0 AND strpos(r.credit, '#') = 0
      AND num_nonnulls(r.hold, r.reverses, r."group", r.hold_sec) = 0
      AND coalesce(length(r.kind) <= 60, true) AND coalesce(length(r.reference) <= 200, true)
      AND coalesce(length(r.metadata::text) <= 1000, true), false)),
    min(r.currency), count(DISTINCT r.currency) + count(*) FILTER (WHERE r.currency IS NULL),
    array_agg(r.caller || '/' || r.key), array_agg(r.debit), array_agg(r.credit), array_agg(r.minor),
    array_agg(r.kind), array_agg(r.reference), array_agg(r.metadata)
  INTO plain, money, currencies, ids, debits, credits, amounts, kinds, refs, metas
  FROM (
    SELECT o.*, CASE WHEN o.amount ~ '^[1-9][0-9]{0,17}$' THEN o.amount::bigint END AS minor
    FROM jsonb_to_recordset(batch) AS o (
      op text, caller text, key text, debit text, credit text, amount text, currency text, hold text, reverses text,
      "group" text, hold_sec text, kind text, reference text, metadata jsonb
    )
    OFFSET 0 -- so that it is worked out once
  ) AS r;
  IF plain IS NOT TRUE OR currencies <> 1 OR cardinality(ids) > 1000 THEN
    ids := NULL;
    RETURN;
  END IF;
  SELECT array_agg(a.name ORDER BY a.name COLLATE "C") INTO names FROM (SELECT DISTINCT unnest(debits || credits) AS name) AS a;
  SELECT jsonb_object_agg(a.name, a.n) INTO place FROM unnest(names) WITH ORDINALITY AS a (name, n);
  SELECT array_agg((place ->> debits[i])::integer), array_agg((place ->> credits[i])::integer) INTO debit_at, credit_at
  FROM generate_series(1, cardinality(ids)) AS i;
  -- A connection keeps to one stripe of an account. To debit a striped account with a floor is to fold it: not plain.
  SELECT
    jsonb_object_agg(x.account, x.account || '#' || coalesce(nullif(current_setting('payments.seat', true), '')::bigint, payments.new_seat()) % x.stripes + 1),
    bool_or(NOT x.both_ways AND x.account = ANY (debits))
  INTO striped, folds FROM payments.striped AS x WHERE x.account = ANY (names);
  IF folds THEN
    ids := NULL;
  ELSIF striped IS NOT NULL THEN
    -- A stripe's id comes where its account's did: nothing in an id is below `#`.
    SELECT array_agg(coalesce(striped ->> a.name, a.name) ORDER BY a.n) INTO names FROM unnest(names) WITH ORDINALITY AS a (name, n);
  END IF;
END
$$;
----
-- Posts what `read_plain` read, when all accounts are there and open; all null when anything stands in the way or a key
-- is known: then nothing was written. Refusals for want of money are answers. Whoever calls may have made up what he
-- gives, so what the books rest on is checked here; a text that is too long hurts nobody.
CREATE FUNCTION payments.post_plain(names text[], money text, ids text[], debit_at integer[], credit_at integer[], amounts bigint[],
  kinds text[], refs text[], metas jsonb[], OUT verdicts text[], OUT debit_balances bigint[], OUT credit_balances bigint[])
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_variable
DECLARE
  most CONSTANT bigint := 999999999999999999;
  size CONSTANT integer := cardinality(ids);
  at timestamptz;
  -- One element a locked account.
  found text[]; tids tid[]; balances bigint[]; spare bigint[]; versions bigint[]; was bigint[]; lasts text[]; fit boolean;
  -- One element an operation.
  answers text[]; debit_afters bigint[]; credit_afters bigint[];
  debit_versions bigint[]; credit_versions bigint[]; debit_befores text[]; credit_befores text[];
  d integer; c integer; amount bigint; changed bigint; written bigint;
BEGIN
  SELECT
    array_agg(a.id), array_agg(a.ctid), array_agg(a.balance), array_agg(a.spare), array_agg(a.version), array_agg(a.last),
    bool_and(a.status = 'open' AND a.currency = money AND a.stripes = 1)
  INTO found, tids, balances, spare, versions, lasts, fit
  FROM (
    SELECT x.ctid, x.id, x.balance, x.balance - x.held - greatest(x.floor, -4 * most) AS spare, x.version, x.last, x.status, x.currency, x.stripes
    FROM payments.account AS x WHERE x.id = ANY (names) ORDER BY x.id FOR NO KEY UPDATE
  ) AS a;
  IF (fit AND found = names AND size BETWEEN 1 AND 1000) IS NOT TRUE THEN RETURN; END IF;
  at := clock_timestamp();
  was := versions;
  answers := array_fill('posted'::text, ARRAY[size]);
  debit_afters := array_fill(NULL::bigint, ARRAY[size]);
  credit_afters := debit_afters;
  debit_versions := debit_afters;
  credit_versions := debit_afters;
  debit_befores := array_fill(NULL::text, ARRAY[size]);
  credit_befores := debit_befores;
  FOR i IN 1..size LOOP
    d := debit_at[i];
    c := credit_at[i];
    amount := amounts[i];
    IF (amount > 0 AND amount <= most AND d <> c AND balances[c] <= most - amount AND balances[d] >= amount - most
      AND NOT ids[i] ^@ '#') IS NOT TRUE
    THEN
      RETURN;
    END IF;
    IF spare[d] < amount THEN
      answers[i] := 'insufficient-funds';
    ELSE
      balances[d] := balances[d] - amount;
      balances[c] := balances[c] + amount;
      spare[d] := spare[d] - amount;
      spare[c] := spare[c] + amount;
      versions[d] := versions[d] + 1;
      versions[c] := versions[c] + 1;
      debit_versions[i] := versions[d];
      credit_versions[i] := versions[c];
      debit_befores[i] := lasts[d];
      credit_befores[i] := lasts[c];
      lasts[d] := ids[i];
      lasts[c] := ids[i];
    END IF;
    debit_afters[i] := balances[d];
    credit_afters[i] := balances[c];
  END LOOP;
  BEGIN
    INSERT INTO payments.journal
    SELECT
      ids[i], 'post', answers[i], names[debit_at[i]], names[credit_at[i]], amounts[i], money, NULL, NULL, NULL, kinds[i],
      refs[i], metas[i], NULL, debit_afters[i], debit_versions[i], credit_afters[i], credit_versions[i], at,
      debit_befores[i], credit_befores[i]
    FROM generate_series(1, size) AS i;
  EXCEPTION WHEN unique_violation THEN
    RETURN;
  END;
  -- They are locked, so they lie where they were.
  SELECT count(*) INTO changed FROM generate_series(1, cardinality(names)) AS i WHERE versions[i] <> was[i];
  UPDATE payments.account AS x SET balance = balances[i], version = versions[i], last = lasts[i]
  FROM generate_series(1, cardinality(names)) AS i WHERE x.ctid = tids[i] AND versions[i] <> was[i];
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written <> changed THEN RAISE EXCEPTION 'an account moved' USING ERRCODE = 'serialization_failure'; END IF;
  -- A hundred facts a row: as many as the Data API gives back in one answer are a few rows.
  FOR i IN 0..(size - 1) / 100 LOOP
    INSERT INTO payments.outbox (ids) VALUES (ids[i * 100 + 1 : i * 100 + 100]);
  END LOOP;
  verdicts := answers;
  debit_balances := debit_afters;
  credit_balances := credit_afters;
END
$$;
----
CREATE FUNCTION payments.plain_lines(names text[], debit_at integer[], credit_at integer[], verdicts text[], debit_balances bigint[],
  credit_balances bigint[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
#variable_conflict use_variable
BEGIN
  -- What a stripe holds says nothing about its account.
  RETURN (
    SELECT string_agg(
      verdicts[i] || CASE WHEN strpos(names[debit_at[i]], '#') = 0 THEN ' ' || debit_balances[i] ELSE ' -' END
        || CASE WHEN strpos(names[credit_at[i]], '#') = 0 THEN ' ' || credit_balances[i] ELSE ' -' END, E'\n' ORDER BY i)
    FROM generate_series(1, cardinality(verdicts)) AS i
  );
END
$$;
----
-- The steps of a batch that touch no account stand outside of its turn: reading before it, the answer's text after it.
CREATE OR REPLACE PROCEDURE payments.post(batch jsonb, INOUT verdicts text DEFAULT NULL)
LANGUAGE plpgsql AS $$
DECLARE
  names text[]; money text; ids text[]; debit_at integer[]; credit_at integer[]; amounts bigint[]; kinds text[]; refs text[]; metas jsonb[];
  answers text[]; debit_balances bigint[]; credit_balances bigint[];
BEGIN
  IF jsonb_array_length(batch) = 1 THEN
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
    verdicts := payments.post_single(batch -> 0);
    IF verdicts IS NOT NULL THEN RETURN; END IF;
    -- Who was too late needs another snapshot; whoever asked would only come again.
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
    verdicts := payments.post_single(batch -> 0);
    IF verdicts IS NOT NULL THEN RETURN; END IF;
  ELSIF jsonb_array_length(batch) < 20 THEN
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
  ELSE
    SELECT r.* INTO names, money, ids, debit_at, credit_at, amounts, kinds, refs, metas FROM payments.read_plain(batch) AS r;
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
    -- Nothing may stand before it: even an IF would take the snapshot.
    LOCK TABLE payments.turn IN SHARE ROW EXCLUSIVE MODE;
    IF ids IS NOT NULL THEN
      SELECT p.* INTO answers, debit_balances, credit_balances
      FROM payments.post_plain(names, money, ids, debit_at, credit_at, amounts, kinds, refs, metas) AS p;
      IF answers IS NOT NULL THEN
        COMMIT;
        verdicts := payments.plain_lines(names, debit_at, credit_at, answers, debit_balances, credit_balances);
        RETURN;
      END IF;
    END IF;
  END IF;
  verdicts := payments.many_as_lines(batch);
END
$$;
----
REVOKE ALL ON ROUTINE payments.new_seat, payments.read_plain, payments.post_plain, payments.plain_lines FROM PUBLIC;
----
GRANT EXECUTE ON ROUTINE payments.read_plain, payments.post_plain, payments.plain_lines TO sangam_app;

-- Where an account's history was before: each entry names the one before it, so that a posting writes no index by account.
-- One in sixteen is found by its version; from there it is a few steps to any other.
ALTER TABLE payments.journal ADD COLUMN debit_before text COLLATE "C", ADD COLUMN credit_before text COLLATE "C";
----
-- The journal row that changed it last.
ALTER TABLE payments.account ADD COLUMN last text COLLATE "C";
----
CREATE OR REPLACE VIEW payments.entry AS
SELECT
  debit AS account, debit_version AS version, id, op, verdict,
  CASE WHEN verdict IN ('posted', 'captured', 'reversed', 'folded') THEN -amount ELSE 0 END AS amount,
  CASE verdict WHEN 'held' THEN amount WHEN 'captured' THEN -amount WHEN 'voided' THEN -amount WHEN 'expired' THEN -amount ELSE 0 END AS held,
  currency, debit_balance AS balance, credit AS counterparty, kind, reference, created_at, debit_before AS before
FROM payments.journal WHERE debit_version IS NOT NULL
UNION ALL
SELECT
  credit, credit_version, id, op, verdict, amount, 0::bigint, currency, credit_balance, debit, kind, reference, created_at, credit_before
FROM payments.journal WHERE credit_version IS NOT NULL;
----
-- Rows that are there already; nothing that was written about money changes.
ALTER TABLE payments.journal DISABLE TRIGGER journal_is_immutable;
----
WITH chained AS (
  SELECT e.id, e.account, lag(e.id) OVER (PARTITION BY e.account ORDER BY e.version) AS before FROM payments.entry AS e
)
UPDATE payments.journal AS j SET debit_before = d.before, credit_before = c.before
FROM (SELECT DISTINCT k.id FROM chained AS k) AS k
LEFT JOIN (SELECT x.id, j.debit, x.before FROM chained AS x JOIN payments.journal AS j ON j.id = x.id AND j.debit = x.account) AS d ON d.id = k.id
LEFT JOIN (SELECT x.id, j.credit, x.before FROM chained AS x JOIN payments.journal AS j ON j.id = x.id AND j.credit = x.account) AS c ON c.id = k.id
WHERE j.id = k.id;
----
ALTER TABLE payments.journal ENABLE TRIGGER journal_is_immutable;
----
UPDATE payments.account AS a SET last = e.id FROM payments.entry AS e WHERE e.account = a.id AND e.version = a.version;
----
DROP INDEX payments.journal_debits, payments.journal_credits;
----
CREATE INDEX journal_debits ON payments.journal (debit, debit_version) WHERE debit_version % 16 = 0;
----
CREATE INDEX journal_credits ON payments.journal (credit, credit_version) WHERE credit_version % 16 = 0;
----
-- PostgreSQL reads a check anew for every statement, so it says as little as it can: without a floor the comparison is
-- null, and null is no breach.
ALTER TABLE payments.account DROP CONSTRAINT account_check, ADD CONSTRAINT account_check CHECK (held >= 0 AND balance - held >= floor);
----
-- Decides a batch and writes what came of it. With `look` false every key is taken for new; when one may not be, a
-- unique_violation says so, and the caller undoes and comes again with `look` true. Looking first would cost time, and at
-- SERIALIZABLE a conflict with every other new key of the same page.
-- The order matters: rows are locked by id and read as they are then; all is decided in memory and written at the end.
CREATE OR REPLACE FUNCTION payments.post_batch(batch jsonb, look boolean)
RETURNS SETOF payments.verdict
LANGUAGE plpgsql SECURITY DEFINER
-- Rows are found by their keys whatever the statistics say: a plan that reads all of a table is slow, and at
-- SERIALIZABLE meets every writer.
SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_variable
DECLARE
  most CONSTANT bigint := 999999999999999999;
  done CONSTANT text[] := ARRAY['posted', 'held', 'captured', 'voided', 'expired', 'reversed'];
  -- Another state of the accounts would have brought another answer: remembered, so that a late repeat pays nothing.
  remembered CONSTANT text[] := ARRAY['insufficient-funds', 'account-not-open', 'overflow', 'hold-not-active', 'hold-expired',
    'exceeds-hold', 'exceeds-transfer', 'group-refused'];
  at timestamptz;
  -- One element an operation, as asked.
  size integer; ids text[]; ops text[]; debits text[]; credits text[]; amounts bigint[]; currencies text[]; holds text[];
  reversals text[]; groups text[]; kinds text[]; refs text[]; metas jsonb[]; hold_secs integer[];
  has_targets boolean; has_groups boolean; has_holds boolean;
  -- One element an operation, as answered; a version stays null when nothing changed.
  verdicts text[]; debit_balances bigint[]; debit_versions bigint[]; credit_balances bigint[]; credit_versions bigint[];
  debit_befores text[]; credit_befores text[];
  again boolean[]; copies integer[]; new_ids text[];
  -- One element a locked account, and where each lies.
  names text[]; balances bigint[]; helds bigint[]; versions bigint[]; floors bigint[]; moneys text[]; states text[];
  lasts text[];
  place jsonb;
  striped jsonb; foldable text[];
  -- What is left of a hold or a transfer, kept at the first operation that names it.
  firsts integer[]; lefts bigint[]; target_states text[];
  open_group text; group_from integer; group_fails text;
  d integer; c integer; s integer; lowest integer; first integer; amount bigint; op text; answer text; account text; missing bigint;
BEGIN
  SELECT
    count(*), array_agg(o.caller || '/' || o.key), array_agg(o.op), array_agg(o.debit), array_agg(o.credit), array_agg(o.minor),
    array_agg(o.currency), array_agg(o.hold), array_agg(o.reverses), array_agg(o."group"), array_agg(o.kind), array_agg(o.reference),
    array_agg(o.metadata), array_agg(o.seconds),
    bool_or(o.hold IS NOT NULL OR o.reverses IS NOT NULL), bool_or(o."group" IS NOT NULL), bool_or(o.op = 'hold'),
    array_agg(CASE WHEN
      length(o.caller) BETWEEN 1 AND 64 AND o.caller !~ '[#/[:cntrl:]]' AND length(o.key) BETWEEN 1 AND 200
      AND CASE
        WHEN o.op = 'post' OR o.op = 'hold' THEN
          o.minor IS NOT NULL AND o.debit <> o.credit AND o.currency IS NOT NULL AND o.hold IS NULL AND o.reverses IS NULL
          AND CASE o.op WHEN 'hold' THEN o.seconds IS NOT NULL ELSE o.hold_sec IS NULL END
        WHEN o.debit IS NULL AND o.credit IS NULL AND o.currency IS NULL AND o.hold_sec IS NULL THEN
          (o.amount IS NULL OR o.minor IS NOT NULL)
          AND CASE o.op
            WHEN 'reverse' THEN o.reverses IS NOT NULL AND o.hold IS NULL
            WHEN 'capture' THEN o.hold IS NOT NULL AND o.reverses IS NULL
            WHEN 'void' THEN o.hold IS NOT NULL AND o.reverses IS NULL AND o.amount IS NULL
            WHEN 'expire' THEN o.hold IS NOT NULL AND o.reverses IS NULL AND o.amount IS NULL
          END
      END
      AND (o."group" IS NULL OR length(o."group") BETWEEN 1 AND 200)
      AND (o.kind IS NULL OR length(o.kind) <= 60)
      AND (o.reference IS NULL OR length(o.reference) <= 200)
      AND (o.metadata IS NULL OR length(o.metadata::text) <= 1000)
      THEN NULL ELSE 'invalid' END)
  INTO size, ids, ops, debits, credits, amounts, currencies, holds, reversals, groups, kinds, refs, metas, hold_secs,
    has_targets, has_groups, has_holds, verdicts
  FROM (
    SELECT r.*,
      CASE WHEN r.amount ~ '^[1-9][0-9]{0,17}$' THEN r.amount::bigint END AS minor,
      CASE WHEN r.hold_sec ~ '^[1-9][0-9]{0,7}$' THEN r.hold_sec::integer END AS seconds
    FROM jsonb_to_recordset(batch) AS r (
      op text, caller text, key text, debit text, credit text, amount text, currency text, hold text, reverses text,
      "group" text, hold_sec text, kind text, reference text, metadata jsonb
    )
    OFFSET 0 -- so that both are worked out once
  ) AS o;
  IF size NOT BETWEEN 1 AND 1000 THEN
    RAISE EXCEPTION 'a batch has 1 to 1000 operations' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  debit_balances := array_fill(NULL::bigint, ARRAY[size]);
  debit_versions := debit_balances;
  credit_balances := debit_balances;
  credit_versions := debit_balances;
  debit_befores := array_fill(NULL::text, ARRAY[size]);
  credit_befores := debit_befores;
  again := array_fill(false, ARRAY[size]);

  -- Who pays whom in a hold or a transfer never changes, so it may be read before the locks.
  IF has_targets THEN
    SELECT
      array_agg(CASE WHEN o.hold IS NOT NULL THEN h.debit WHEN o.reverses IS NOT NULL THEN split_part(t.credit, '#', 1) ELSE o.debit END ORDER BY o.n),
      array_agg(CASE WHEN o.hold IS NOT NULL THEN h.credit WHEN o.reverses IS NOT NULL THEN split_part(t.debit, '#', 1) ELSE o.credit END ORDER BY o.n),
      array_agg(CASE WHEN o.hold IS NOT NULL THEN h.currency WHEN o.reverses IS NOT NULL THEN t.currency ELSE o.currency END ORDER BY o.n),
      array_agg(CASE
        WHEN o.verdict IS NOT NULL THEN o.verdict
        WHEN o.hold IS NOT NULL AND h.id IS NULL THEN 'unknown-hold'
        WHEN o.reverses IS NOT NULL AND t.id IS NULL THEN 'unknown-transfer'
      END ORDER BY o.n)
    INTO debits, credits, currencies, verdicts
    FROM unnest(debits, credits, currencies, holds, reversals, verdicts) WITH ORDINALITY
      AS o (debit, credit, currency, hold, reverses, verdict, n)
    LEFT JOIN payments.hold AS h ON h.id = o.hold
    LEFT JOIN payments.journal AS t ON t.id = o.reverses AND t.verdict IN ('posted', 'captured');
  END IF;

  -- A connection keeps to one stripe of an account, so that few meet at one. A batch that debits an account with a
  -- floor locks the whole of it, to see all of its money; then its credits go to the account itself.
  SELECT jsonb_object_agg(x.account, pg_backend_pid() % x.stripes + 1), array_agg(x.account) FILTER (WHERE NOT x.both_ways AND x.account = ANY (debits))
  INTO striped, foldable
  FROM payments.striped AS x WHERE x.account = ANY (debits || credits);
  IF striped IS NOT NULL THEN
    striped := striped - coalesce(foldable, '{}');
    SELECT
      array_agg(coalesce(debits[i] || '#' || (striped ->> debits[i]), debits[i])),
      array_agg(coalesce(credits[i] || '#' || (striped ->> credits[i]), credits[i]))
    INTO debits, credits
    FROM generate_series(1, size) AS i;
  END IF;

  SELECT
    array_agg(a.id), array_agg(a.balance), array_agg(a.held), array_agg(a.version), array_agg(a.floor), array_agg(a.currency), array_agg(a.status),
    array_agg(a.last)
  INTO names, balances, helds, versions, floors, moneys, states, lasts
  FROM (
    SELECT x.id, x.balance, x.held, x.version, x.floor, x.currency, x.status, x.last FROM payments.account AS x
    WHERE x.id = ANY (debits || credits || ARRAY(SELECT y.id FROM payments.account AS y WHERE y.parent = ANY (foldable)))
    ORDER BY x.id FOR NO KEY UPDATE
  ) AS a;
  SELECT jsonb_object_agg(a.name, a.n) INTO place FROM unnest(names) WITH ORDINALITY AS a (name, n);
  at := clock_timestamp();

  IF look THEN
    -- A known key answers as before when its request is the same. Of a key that is twice in the batch the first counts.
    SELECT
      array_agg(x.copy_of ORDER BY x.n), array_agg(x.answer ORDER BY x.n),
      array_agg(coalesce(x.answer = x.first_answer, false) ORDER BY x.n),
      array_agg(CASE WHEN x.answer = x.first_answer THEN x.debit_balance END ORDER BY x.n),
      array_agg(CASE WHEN x.answer = x.first_answer THEN x.credit_balance END ORDER BY x.n)
    INTO copies, verdicts, again, debit_balances, credit_balances
    FROM (
      SELECT o.n, t.verdict AS first_answer, t.debit_balance, t.credit_balance, CASE WHEN o.first < o.n THEN o.first END AS copy_of,
        CASE
          WHEN o.verdict = 'invalid' THEN o.verdict
          WHEN t.id IS NOT NULL THEN CASE
            WHEN (t.op, t.hold, t.reverses, t.batch_group, t.kind, t.reference, t.metadata, t.hold_sec, t.currency)
                IS NOT DISTINCT FROM (o.op, o.hold, o.reverses, o.batch_group, o.kind, o.reference, o.metadata, o.hold_sec, o.currency)
              AND (o.amount IS NULL OR t.amount = o.amount)
              AND split_part(t.debit, '#', 1) = split_part(o.debit, '#', 1) AND split_part(t.credit, '#', 1) = split_part(o.credit, '#', 1)
              THEN t.verdict
            ELSE 'idempotency-key-reused'
          END
          WHEN o.first = o.n THEN o.verdict
          WHEN batch -> (o.first - 1)::integer = batch -> (o.n - 1)::integer THEN 'copy'
          ELSE 'idempotency-key-reused'
        END AS answer
      FROM (
        SELECT u.*, min(u.n) OVER (PARTITION BY u.id) AS first
        FROM unnest(ids, ops, debits, credits, amounts, currencies, holds, reversals, groups, kinds, refs, metas, hold_secs, verdicts)
          WITH ORDINALITY AS u (id, op, debit, credit, amount, currency, hold, reverses, batch_group, kind, reference, metadata, hold_sec, verdict, n)
      ) AS o
      LEFT JOIN payments.journal AS t ON t.id = o.id
    ) AS x;
  END IF;

  IF has_targets THEN
    SELECT
      array_agg(o.first ORDER BY o.n),
      array_agg(CASE
        WHEN o.hold IS NOT NULL THEN h.remaining
        ELSE t.amount - (SELECT coalesce(sum(r.amount), 0) FROM payments.journal AS r WHERE r.reverses = t.id AND r.verdict = 'reversed')
      END ORDER BY o.n),
      array_agg(CASE WHEN h.expires_at <= at THEN 'due' END ORDER BY o.n)
    INTO firsts, lefts, target_states
    FROM (
      SELECT u.*, min(u.n) OVER (PARTITION BY u.hold, u.reverses) AS first
      FROM unnest(holds, reversals) WITH ORDINALITY AS u (hold, reverses, n)
    ) AS o
    LEFT JOIN payments.hold AS h ON h.id = o.hold
    LEFT JOIN payments.journal AS t ON t.id = o.reverses;
  END IF;

  -- Members of a group stand side by side.
  IF has_groups THEN
    SELECT array_agg(CASE WHEN o.batch_group IS NOT NULL AND o.last - o.first + 1 <> o.members THEN 'invalid' ELSE o.verdict END ORDER BY o.n)
    INTO verdicts
    FROM (
      SELECT u.*, min(u.n) OVER g AS first, max(u.n) OVER g AS last, count(*) OVER g AS members
      FROM unnest(groups, verdicts) WITH ORDINALITY AS u (batch_group, verdict, n)
      WINDOW g AS (PARTITION BY u.batch_group)
    ) AS o;
  END IF;

  -- Moves into the account itself what its debits need of its stripes.
  FOREACH account IN ARRAY coalesce(foldable, '{}') LOOP
    d := (place ->> account)::integer;
    CONTINUE WHEN d IS NULL;
    missing := floors[d] - (balances[d] - helds[d]);
    FOR i IN 1..size LOOP
      CONTINUE WHEN debits[i] <> account OR verdicts[i] IS NOT NULL OR ops[i] NOT IN ('post', 'hold', 'reverse');
      -- More than the stripes hold is no reason to count on.
      missing := least(most, missing + coalesce(amounts[i], lefts[firsts[i]]));
    END LOOP;
    FOR s IN SELECT a.n FROM unnest(names) WITH ORDINALITY AS a (name, n) WHERE a.name ^@ (account || '#') LOOP
      EXIT WHEN missing <= 0;
      CONTINUE WHEN balances[s] = 0 OR balances[d] > most - balances[s];
      versions[s] := versions[s] + 1;
      versions[d] := versions[d] + 1;
      balances[d] := balances[d] + balances[s];
      INSERT INTO payments.journal
        (id, op, verdict, debit, credit, amount, currency, debit_balance, debit_version, credit_balance, credit_version, created_at,
          debit_before, credit_before)
      VALUES ('#fold/' || names[s] || '/' || versions[s], 'fold', 'folded', names[s], account, balances[s], moneys[s],
        0, versions[s], balances[d], versions[d], at, lasts[s], lasts[d]);
      lasts[s] := '#fold/' || names[s] || '/' || versions[s];
      lasts[d] := lasts[s];
      missing := missing - balances[s];
      balances[s] := 0;
    END LOOP;
  END LOOP;

  FOR i IN 1..size LOOP
    answer := verdicts[i];
    IF answer IS NULL THEN
      op := ops[i];
      amount := amounts[i];
      d := place ->> debits[i];
      c := place ->> credits[i];
      IF d IS NULL OR c IS NULL THEN
        answer := 'unknown-account';
      ELSIF moneys[d] <> currencies[i] OR moneys[c] <> currencies[i] THEN
        answer := 'currency-mismatch';
      ELSE
        IF op <> 'post' AND op <> 'hold' THEN
          first := firsts[i];
          amount := coalesce(amount, lefts[first]);
          amounts[i] := amount;
          IF op = 'reverse' THEN
            IF amount > lefts[first] OR lefts[first] = 0 THEN answer := 'exceeds-transfer'; END IF;
          ELSIF lefts[first] = 0 THEN
            answer := 'hold-not-active';
          ELSIF op = 'capture' AND target_states[first] = 'due' THEN
            answer := 'hold-expired';
          ELSIF op = 'expire' AND target_states[first] IS NULL THEN
            answer := 'hold-not-due';
          ELSIF amount > lefts[first] THEN
            answer := 'exceeds-hold';
          END IF;
        END IF;
        IF answer IS NOT NULL THEN
          NULL;
        ELSIF op = 'void' OR op = 'expire' THEN
          helds[d] := helds[d] - amount;
          answer := CASE op WHEN 'void' THEN 'voided' ELSE 'expired' END;
        ELSIF states[d] <> 'open' OR states[c] <> 'open' THEN
          answer := 'account-not-open';
        ELSIF op <> 'capture' AND balances[d] - helds[d] - amount < floors[d] THEN
          answer := 'insufficient-funds';
        ELSIF op = 'hold' THEN
          IF helds[d] > most - amount OR balances[d] - helds[d] < amount - most THEN
            answer := 'overflow';
          ELSE
            helds[d] := helds[d] + amount;
            answer := 'held';
          END IF;
        ELSIF balances[c] > most - amount OR balances[d] < amount - most THEN
          answer := 'overflow';
        ELSE
          balances[d] := balances[d] - amount;
          balances[c] := balances[c] + amount;
          versions[c] := versions[c] + 1;
          credit_versions[i] := versions[c];
          credit_befores[i] := lasts[c];
          lasts[c] := ids[i];
          IF op = 'post' THEN
            answer := 'posted';
          ELSIF op = 'reverse' THEN
            answer := 'reversed';
          ELSE
            helds[d] := helds[d] - amount;
            answer := 'captured';
          END IF;
        END IF;
        debit_balances[i] := balances[d];
        credit_balances[i] := balances[c];
        IF answer = ANY (done) THEN
          versions[d] := versions[d] + 1;
          debit_versions[i] := versions[d];
          debit_befores[i] := lasts[d];
          lasts[d] := ids[i];
          IF op <> 'post' AND op <> 'hold' THEN lefts[first] := lefts[first] - amount; END IF;
        END IF;
      END IF;
      verdicts[i] := answer;
    ELSIF answer = 'copy' THEN
      answer := verdicts[copies[i]];
    END IF;
    IF NOT look AND debit_versions[i] IS NULL AND answer <> ALL (remembered) THEN
      -- It leaves no row that would break the journal's key, so the key was not looked for yet.
      RAISE EXCEPTION 'a key may be known' USING ERRCODE = 'unique_violation';
    END IF;

    CONTINUE WHEN NOT has_groups;
    IF groups[i] IS DISTINCT FROM open_group THEN
      open_group := groups[i];
      group_from := i;
      group_fails := NULL;
    END IF;
    CONTINUE WHEN open_group IS NULL;
    IF group_fails IS NULL THEN
      CONTINUE WHEN answer = ANY (done);
      group_fails := CASE WHEN answer = ANY (remembered) THEN 'group-refused' ELSE 'group-invalid' END;
      s := i - 1;
      lowest := group_from;
    ELSE
      s := i;
      lowest := i;
    END IF;
    -- All or nothing: takes back, the newest first, what the group did before, or what this one did after it failed.
    FOR k IN REVERSE s..lowest LOOP
      CONTINUE WHEN debit_versions[k] IS NULL;
      d := place ->> debits[k];
      c := place ->> credits[k];
      amount := amounts[k];
      op := verdicts[k];
      versions[d] := versions[d] - 1;
      lasts[d] := debit_befores[k];
      IF op IN ('posted', 'captured', 'reversed') THEN
        balances[d] := balances[d] + amount;
        balances[c] := balances[c] - amount;
        versions[c] := versions[c] - 1;
        lasts[c] := credit_befores[k];
      END IF;
      IF op = 'held' THEN helds[d] := helds[d] - amount; END IF;
      IF op IN ('captured', 'voided', 'expired') THEN helds[d] := helds[d] + amount; END IF;
      IF op NOT IN ('posted', 'held') THEN lefts[firsts[k]] := lefts[firsts[k]] + amount; END IF;
      debit_versions[k] := NULL;
      credit_versions[k] := NULL;
      debit_befores[k] := NULL;
      credit_befores[k] := NULL;
      debit_balances[k] := balances[d];
      credit_balances[k] := balances[c];
      verdicts[k] := group_fails;
    END LOOP;
  END LOOP;

  IF look THEN
    FOR i IN 1..size LOOP
      CONTINUE WHEN copies[i] IS NULL OR verdicts[i] <> 'copy';
      verdicts[i] := verdicts[copies[i]];
      again[i] := true;
      debit_balances[i] := debit_balances[copies[i]];
      credit_balances[i] := credit_balances[copies[i]];
    END LOOP;
  END IF;

  WITH answered AS (
    INSERT INTO payments.journal
    SELECT
      ids[i], ops[i], verdicts[i], debits[i], credits[i], amounts[i], currencies[i], holds[i], reversals[i], groups[i], kinds[i],
      refs[i], metas[i], hold_secs[i], debit_balances[i], debit_versions[i], credit_balances[i], credit_versions[i], at,
      debit_befores[i], credit_befores[i]
    FROM generate_series(1, size) AS i
    WHERE debit_versions[i] IS NOT NULL OR (NOT again[i] AND verdicts[i] = ANY (remembered))
    RETURNING journal.id
  )
  SELECT array_agg(a.id) INTO new_ids FROM answered AS a;

  UPDATE payments.account AS x SET balance = balances[i], held = helds[i], version = versions[i], last = lasts[i]
  FROM generate_subscripts(names, 1) AS i
  WHERE x.id = names[i] AND x.version <> versions[i];

  IF has_holds THEN
    INSERT INTO payments.hold (id, debit, credit, amount, currency, remaining, created_at, expires_at)
    SELECT o.id, o.debit, split_part(o.credit, '#', 1), o.amount, o.currency, o.amount, at, at + o.hold_sec * interval '1 second'
    FROM unnest(ids, debits, credits, amounts, currencies, hold_secs, verdicts, debit_versions)
      AS o (id, debit, credit, amount, currency, hold_sec, verdict, debit_version)
    WHERE o.verdict = 'held' AND o.debit_version IS NOT NULL;
  END IF;
  IF has_targets THEN
    UPDATE payments.hold AS h
    SET remaining = lefts[o.first], status = CASE WHEN lefts[o.first] > 0 THEN 'active' ELSE o.verdict END
    FROM (
      SELECT DISTINCT ON (u.hold) u.hold, u.first, u.verdict
      FROM unnest(holds, firsts, verdicts, debit_versions) WITH ORDINALITY AS u (hold, first, verdict, debit_version, n)
      WHERE u.hold IS NOT NULL AND u.debit_version IS NOT NULL
      ORDER BY u.hold, u.n DESC
    ) AS o
    WHERE h.id = o.hold;
  END IF;

  -- A hundred facts a row: as many as the Data API gives back in one answer are a few rows.
  FOR i IN 0..coalesce(cardinality(new_ids) - 1, -1) / 100 LOOP
    CONTINUE WHEN new_ids IS NULL;
    INSERT INTO payments.outbox (ids) VALUES (new_ids[i * 100 + 1 : i * 100 + 100]);
  END LOOP;

  -- What a stripe holds says nothing about its account.
  RETURN QUERY SELECT i, ids[i], verdicts[i], again[i],
    CASE WHEN strpos(debits[i], '#') = 0 THEN debit_balances[i] END, CASE WHEN strpos(credits[i], '#') = 0 THEN credit_balances[i] END
  FROM generate_series(1, size) AS i;
END
$$;
----
-- Posts one transfer for which nothing stands in the way; null when anything does, or when the key is known: then nothing
-- was written, and `post_batch` says what it is. The line is that of `payments.to_line`.
DROP FUNCTION payments.post_single(jsonb);
----
CREATE FUNCTION payments.post_single(o jsonb) RETURNS text
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
  UPDATE payments.account AS a
  SET balance = a.balance + CASE a.id WHEN credit THEN amount ELSE -amount END, version = a.version + 1, last = row_id
  WHERE a.id IN (debit, credit);
  INSERT INTO payments.outbox (ids) VALUES (ARRAY[row_id]);
  RETURN 'posted ' || CASE WHEN debit = payer THEN debit_balance::text ELSE '-' END
    || CASE WHEN credit = payee THEN ' ' || credit_balance::text ELSE ' -' END;
END
$$;
----
CREATE OR REPLACE FUNCTION payments.post_transfers(batch jsonb) RETURNS SETOF payments.verdict
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN QUERY SELECT * FROM payments.post_many(batch);
END
$$;
----
CREATE OR REPLACE FUNCTION payments.post_as_lines(batch jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  line text;
BEGIN
  IF jsonb_array_length(batch) = 1 THEN
    line := payments.post_single(batch -> 0);
    IF line IS NOT NULL THEN RETURN line; END IF;
  END IF;
  RETURN (SELECT string_agg(payments.to_line(v), E'\n' ORDER BY v.n) FROM payments.post_many(batch) AS v);
END
$$;
----
-- Entries of an account or a stripe, the newest first: those of the versions up to `newest`, at most `up_to`; of null, all.
CREATE OR REPLACE FUNCTION payments.walk(part text, newest bigint, up_to bigint) RETURNS SETOF payments.entry
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = '' SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  WITH RECURSIVE chain AS (
    SELECT e.* FROM payments.entry AS e
    WHERE e.account = part AND coalesce(newest > 0, true) AND e.id = coalesce((
      SELECT k.id FROM payments.entry AS k WHERE k.account = part AND k.version = (newest + 15) / 16 * 16 AND k.version % 16 = 0
    ), (SELECT a.last FROM payments.account AS a WHERE a.id = part))
    UNION ALL
    SELECT e.* FROM chain AS c
    -- A join of the view would read all of the journal: it is not given the id as a condition.
    CROSS JOIN LATERAL (SELECT * FROM payments.entry AS x WHERE x.account = part AND x.id = c.before OFFSET 0) AS e
    WHERE coalesce(c.version > newest - up_to + 1, true)
  )
  SELECT * FROM chain AS c WHERE coalesce(c.version <= newest, true)
$$;
----
-- The version that an account or a stripe had at an instant. Versions are in the order of time, so halving finds the
-- sixteen, and the last steps are walked.
CREATE OR REPLACE FUNCTION payments.version_at(part text, newest bigint, at timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
DECLARE
  low bigint := 0;
  high bigint := newest / 16;
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (SELECT e.created_at FROM payments.entry AS e WHERE e.account = part AND e.version = middle * 16 AND e.version % 16 = 0) <= at THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN coalesce((SELECT max(e.version) FROM payments.walk(part, least(newest, low * 16 + 15), 16) AS e WHERE e.created_at <= at), 0);
END
$$;
----
-- A page of an account's entries, the newest first: those before (`before_at`, `before_part`, `before_version`), or the
-- newest of all. `part` is the account or one of its stripes. Versions have no gaps, so the last entries of a part are a
-- range of them; a fold is among them, and is nothing to show.
CREATE OR REPLACE FUNCTION payments.entries(account text, before_at timestamptz, before_part text, before_version bigint, up_to integer)
RETURNS TABLE (id text, op text, verdict text, amount bigint, held bigint, balance bigint, version bigint, part text,
  counterparty text, kind text, reference text, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
  SELECT e.id, e.op, e.verdict, e.amount, e.held, e.balance, e.version, e.account, split_part(e.counterparty, '#', 1), e.kind, e.reference,
    e.created_at
  FROM (
    SELECT a.id, CASE
      WHEN before_at IS NULL THEN a.version
      WHEN a.id = before_part THEN before_version - 1
      WHEN a.id < before_part THEN payments.version_at(a.id, a.version, before_at)
      ELSE payments.version_at(a.id, a.version, before_at - interval '1 microsecond')
    END AS newest
    FROM payments.account AS a WHERE a.id = entries.account OR a.parent = entries.account
    OFFSET 0
  ) AS p
  CROSS JOIN LATERAL payments.walk(p.id, p.newest, up_to) AS e
  ORDER BY e.created_at DESC, e.account DESC, e.version DESC LIMIT up_to
$$;
----
-- The balance after the last entry at or before an instant; null for an account that is not known.
CREATE OR REPLACE FUNCTION payments.balance_at(account text, at timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
  SELECT sum(coalesce((
    SELECT e.balance FROM payments.walk(a.id, payments.version_at(a.id, a.version, balance_at.at), 1) AS e
  ), 0))::bigint
  FROM payments.account AS a WHERE a.id = balance_at.account OR a.parent = balance_at.account
$$;
----
-- Recomputes a page of accounts, those after `after` in the order of ids, from the journal and the holds. Empty is good.
CREATE OR REPLACE FUNCTION payments.verify(after text, up_to integer) RETURNS TABLE (account text, drift text, stated text, computed text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH page AS MATERIALIZED (
    SELECT * FROM payments.account AS a WHERE a.id > after ORDER BY a.id LIMIT up_to
  ), chain AS (
    SELECT p.id, e.id AS entry, e.version, e.balance, e.amount, e.held,
      lag(e.version, 1, 0::bigint) OVER w AS version_before, lag(e.balance, 1, 0::bigint) OVER w AS balance_before
    FROM page AS p CROSS JOIN LATERAL payments.walk(p.id, NULL, NULL) AS e
    WINDOW w AS (PARTITION BY p.id ORDER BY e.version)
  ), sums AS (
    SELECT p.id, p.balance, p.held, p.version, coalesce(sum(c.amount), 0) AS amounts, coalesce(sum(c.held), 0) AS helds, count(c.version) AS entries
    FROM page AS p LEFT JOIN chain AS c USING (id) GROUP BY p.id, p.balance, p.held, p.version
  ), holds AS (
    SELECT p.id, p.held, coalesce(sum(h.remaining), 0) AS remaining
    FROM page AS p LEFT JOIN payments.hold AS h ON h.debit = p.id AND h.status = 'active' GROUP BY p.id, p.held
  ), of_page AS (
    SELECT h.* FROM page AS p JOIN payments.hold AS h ON h.debit = p.id
  ), paid_back AS (
    SELECT c.id, c.entry AS transfer, c.amount, sum(r.amount) AS reversed
    FROM chain AS c JOIN payments.journal AS r ON r.reverses = c.entry AND r.verdict = 'reversed'
    WHERE c.amount > 0
    GROUP BY c.id, c.entry, c.amount
  )
  SELECT id, 'balance', balance::text, amounts::text FROM sums WHERE balance <> amounts
  UNION ALL SELECT id, 'version', version::text, entries::text FROM sums WHERE version <> entries
  UNION ALL SELECT id, 'held', held::text, helds::text FROM sums WHERE held <> helds
  UNION ALL SELECT id, 'held-by-holds', held::text, remaining::text FROM holds WHERE held <> remaining
  UNION ALL SELECT id, 'version-chain', version::text, (version_before + 1)::text FROM chain WHERE version <> version_before + 1
  UNION ALL SELECT id, 'balance-chain', balance::text, (balance_before + amount)::text FROM chain WHERE balance <> balance_before + amount
  UNION ALL SELECT h.debit, 'hold ' || h.id, h.remaining::text, x.remaining::text
    FROM of_page AS h CROSS JOIN LATERAL (
      SELECT h.amount - coalesce(sum(j.amount), 0) AS remaining FROM payments.journal AS j
      WHERE j.hold = h.id AND j.verdict IN ('captured', 'voided', 'expired')
    ) AS x WHERE h.remaining <> x.remaining
  UNION ALL SELECT id, 'reversed ' || transfer, reversed::text, amount::text FROM paid_back WHERE reversed > amount
$$;
----
REVOKE ALL ON ROUTINE payments.post_single, payments.walk FROM PUBLIC;
----
GRANT EXECUTE ON ROUTINE payments.walk TO sangam_app;

CREATE SCHEMA payments;
----
GRANT USAGE ON SCHEMA payments TO sangam_app;
----
-- One balance in one currency. A row is also a stripe of a busy account: `<account>#<n>`, whose balance counts to its parent.
-- Half of each page stays free, so that a changed row stays on its page and no index is written.
CREATE TABLE payments.account (
  id text COLLATE "C" PRIMARY KEY,
  owner text,
  kind text NOT NULL,
  purpose text,
  currency text NOT NULL,
  -- In minor units: what is not held never falls below it; null has no limit.
  floor bigint,
  status text NOT NULL DEFAULT 'open',
  stripes integer NOT NULL DEFAULT 1,
  parent text COLLATE "C" REFERENCES payments.account,
  balance bigint NOT NULL DEFAULT 0,
  held bigint NOT NULL DEFAULT 0,
  -- How many journal rows changed it.
  version bigint NOT NULL DEFAULT 0,
  opened_at timestamptz NOT NULL DEFAULT now(),
  -- The last line of defence, and the only one: each check is evaluated at every posting. What never changes is checked
  -- when an account is opened, and only functions may write.
  CHECK (held >= 0 AND (floor IS NULL OR balance - held >= floor))
) WITH (fillfactor = 50);
----
CREATE INDEX account_stripes ON payments.account (parent) WHERE parent IS NOT NULL;
----
CREATE INDEX account_by_owner ON payments.account (owner) WHERE owner IS NOT NULL AND parent IS NULL;
----
-- The few accounts that are striped, so that a posting learns it from a page that always lies in memory.
CREATE TABLE payments.striped (
  account text COLLATE "C" PRIMARY KEY REFERENCES payments.account,
  stripes integer NOT NULL,
  -- Without a floor a debit needs no look at the balance, and may go to a stripe too.
  both_ways boolean NOT NULL
);
----
-- Everything the ledger was asked and what it answered, never changed. A transfer is a row that moved money.
CREATE TABLE payments.journal (
  -- `<caller>/<key>`: the idempotency key in the scope of its caller.
  id text COLLATE "C" PRIMARY KEY,
  op text NOT NULL,
  verdict text NOT NULL,
  debit text COLLATE "C",
  credit text COLLATE "C",
  amount bigint,
  currency text,
  -- The hold that was captured, voided or expired.
  hold text COLLATE "C",
  -- The transfer that was paid back, or a part of it.
  reverses text COLLATE "C",
  batch_group text,
  kind text,
  reference text,
  metadata jsonb,
  hold_sec integer,
  -- After it; of a refusal: as they were. A version is null where nothing changed.
  debit_balance bigint,
  debit_version bigint,
  credit_balance bigint,
  credit_version bigint,
  created_at timestamptz NOT NULL
);
----
CREATE INDEX journal_debits ON payments.journal (debit, debit_version) WHERE debit_version IS NOT NULL;
----
CREATE INDEX journal_credits ON payments.journal (credit, credit_version) WHERE credit_version IS NOT NULL;
----
CREATE INDEX journal_reversals ON payments.journal (reverses) WHERE reverses IS NOT NULL;
----
CREATE INDEX journal_of_hold ON payments.journal (hold) WHERE hold IS NOT NULL;
----
CREATE TABLE payments.hold (
  id text COLLATE "C" PRIMARY KEY,
  debit text COLLATE "C" NOT NULL,
  credit text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  remaining bigint NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'captured', 'voided', 'expired')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CHECK (remaining BETWEEN 0 AND amount AND (status = 'active') = (remaining > 0))
) WITH (fillfactor = 70);
----
CREATE INDEX hold_due ON payments.hold (expires_at) WHERE status = 'active';
----
CREATE INDEX hold_by_account ON payments.hold (debit) WHERE status = 'active';
----
-- Ids of journal rows that are still to become events. A number is taken under the locks of its accounts, so that
-- the numbers of one account's facts grow as its versions do.
CREATE TABLE payments.outbox (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ids text[] NOT NULL,
  taken_until timestamptz
);
----
-- Batches wait for each other here, before their snapshot is taken.
CREATE TABLE payments.turn ();
----
CREATE FUNCTION payments.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is never changed' USING ERRCODE = 'insufficient_privilege';
END
$$;
----
CREATE TRIGGER journal_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.journal
FOR EACH STATEMENT EXECUTE FUNCTION payments.refuse_change();
----
-- Rows that moved money between accounts, under the names of the accounts and not of their stripes.
CREATE VIEW payments.transfer AS
SELECT
  id, op, split_part(debit, '#', 1) AS debit, split_part(credit, '#', 1) AS credit, amount, currency, hold, reverses,
  batch_group, kind, reference, metadata, debit_balance, debit_version, credit_balance, credit_version, created_at
FROM payments.journal
WHERE verdict IN ('posted', 'captured', 'reversed');
----
-- Every change of an account or of one of its stripes, in the order of its version.
CREATE VIEW payments.entry AS
SELECT
  debit AS account, debit_version AS version, id, op, verdict,
  CASE WHEN verdict IN ('posted', 'captured', 'reversed', 'folded') THEN -amount ELSE 0 END AS amount,
  CASE verdict WHEN 'held' THEN amount WHEN 'captured' THEN -amount WHEN 'voided' THEN -amount WHEN 'expired' THEN -amount ELSE 0 END AS held,
  currency, debit_balance AS balance, credit AS counterparty, kind, reference, created_at
FROM payments.journal WHERE debit_version IS NOT NULL
UNION ALL
SELECT
  credit, credit_version, id, op, verdict, amount, 0::bigint, currency, credit_balance, debit, kind, reference, created_at
FROM payments.journal WHERE credit_version IS NOT NULL;
----
-- What an operation is answered; `n` is its place in the batch.
CREATE TYPE payments.verdict AS (n integer, id text, verdict text, replayed boolean, debit_balance bigint, credit_balance bigint);
----
-- Decides a batch and writes what came of it. With `look` false every key is taken for new; when one may not be, a
-- unique_violation says so, and the caller undoes and comes again with `look` true. Looking first would cost time, and at
-- SERIALIZABLE a conflict with every other new key of the same page.
-- The order matters: rows are locked by id and read as they are then; all is decided in memory and written at the end.
CREATE FUNCTION payments.post_batch(batch jsonb, look boolean)
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
  again boolean[]; copies integer[]; new_ids text[];
  -- One element a locked account, and where each lies.
  names text[]; balances bigint[]; helds bigint[]; versions bigint[]; floors bigint[]; moneys text[]; states text[];
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
    array_agg(a.id), array_agg(a.balance), array_agg(a.held), array_agg(a.version), array_agg(a.floor), array_agg(a.currency), array_agg(a.status)
  INTO names, balances, helds, versions, floors, moneys, states
  FROM (
    SELECT x.id, x.balance, x.held, x.version, x.floor, x.currency, x.status FROM payments.account AS x
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
        (id, op, verdict, debit, credit, amount, currency, debit_balance, debit_version, credit_balance, credit_version, created_at)
      VALUES ('#fold/' || names[s] || '/' || versions[s], 'fold', 'folded', names[s], account, balances[s], moneys[s],
        0, versions[s], balances[d], versions[d], at);
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
      IF op IN ('posted', 'captured', 'reversed') THEN
        balances[d] := balances[d] + amount;
        balances[c] := balances[c] - amount;
        versions[c] := versions[c] - 1;
      END IF;
      IF op = 'held' THEN helds[d] := helds[d] - amount; END IF;
      IF op IN ('captured', 'voided', 'expired') THEN helds[d] := helds[d] + amount; END IF;
      IF op NOT IN ('posted', 'held') THEN lefts[firsts[k]] := lefts[firsts[k]] + amount; END IF;
      debit_versions[k] := NULL;
      credit_versions[k] := NULL;
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
      refs[i], metas[i], hold_secs[i], debit_balances[i], debit_versions[i], credit_balances[i], credit_versions[i], at
    FROM generate_series(1, size) AS i
    WHERE debit_versions[i] IS NOT NULL OR (NOT again[i] AND verdicts[i] = ANY (remembered))
    RETURNING journal.id
  )
  SELECT array_agg(a.id) INTO new_ids FROM answered AS a;

  UPDATE payments.account AS x SET balance = balances[i], held = helds[i], version = versions[i]
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
-- Posts one transfer for which nothing stands in the way, in four statements; null when anything does, or when the key is
-- known: then nothing was done, and `post_batch` says what it is.
CREATE FUNCTION payments.post_single(o jsonb) RETURNS payments.verdict
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  most CONSTANT bigint := 999999999999999999;
  id CONSTANT text := (o ->> 'caller') || '/' || (o ->> 'key');
  payer CONSTANT text COLLATE "C" := o ->> 'debit';
  payee CONSTANT text COLLATE "C" := o ->> 'credit';
  -- The rows that carry it: the account or one of its stripes.
  debit text; credit text;
  money CONSTANT text := o ->> 'currency';
  amount bigint;
  debit_balance bigint; debit_version bigint; credit_balance bigint; credit_version bigint;
  answer payments.verdict;
BEGIN
  IF (o ->> 'op' = 'post' AND o ->> 'amount' ~ '^[1-9][0-9]{0,17}$' AND payer <> payee
    AND length(o ->> 'caller') BETWEEN 1 AND 64 AND o ->> 'caller' !~ '[#/[:cntrl:]]' AND length(o ->> 'key') BETWEEN 1 AND 200
    AND strpos(payer, '#') = 0 AND strpos(payee, '#') = 0) IS NOT TRUE
    OR o ?| ARRAY['hold', 'reverses', 'hold_sec', 'group']
    OR length(o ->> 'kind') > 60 OR length(o ->> 'reference') > 200 OR length(o ->> 'metadata') > 1000
  THEN
    RETURN NULL;
  END IF;
  amount := o ->> 'amount';
  -- Rows are locked in the order of their ids; a stripe's follows right after its account's.
  FOR turn IN 1..2 LOOP
    IF (turn = 1) = (payer < payee) THEN
      UPDATE payments.account AS a SET balance = a.balance - amount, version = a.version + 1
      WHERE a.id = coalesce((
          SELECT x.account || '#' || pg_backend_pid() % x.stripes + 1 FROM payments.striped AS x WHERE x.account = payer AND x.both_ways
        ), payer)
        AND a.stripes = 1 AND a.status = 'open' AND a.currency = money
        AND a.balance > amount - most AND (a.floor IS NULL OR a.balance - a.held - amount >= a.floor)
      RETURNING a.id, a.balance, a.version INTO debit, debit_balance, debit_version;
    ELSE
      UPDATE payments.account AS a SET balance = a.balance + amount, version = a.version + 1
      WHERE a.id = coalesce((
          SELECT x.account || '#' || pg_backend_pid() % x.stripes + 1 FROM payments.striped AS x WHERE x.account = payee
        ), payee)
        AND a.stripes = 1 AND a.status = 'open' AND a.currency = money AND a.balance < most - amount
      RETURNING a.id, a.balance, a.version INTO credit, credit_balance, credit_version;
    END IF;
    IF NOT FOUND THEN RAISE unique_violation; END IF;
  END LOOP;
  INSERT INTO payments.journal
    (id, op, verdict, debit, credit, amount, currency, kind, reference, metadata, debit_balance, debit_version, credit_balance, credit_version, created_at)
  VALUES (id, 'post', 'posted', debit, credit, amount, money, o ->> 'kind', o ->> 'reference', nullif(o -> 'metadata', 'null'),
    debit_balance, debit_version, credit_balance, credit_version, clock_timestamp());
  INSERT INTO payments.outbox (ids) VALUES (ARRAY[id]);
  answer := (1, id, 'posted', false, CASE WHEN debit = payer THEN debit_balance END, CASE WHEN credit = payee THEN credit_balance END);
  RETURN answer;
EXCEPTION WHEN unique_violation THEN
  RETURN NULL;
END
$$;
----
-- Two tries: with every key taken for new, then after a look at all of them.
CREATE FUNCTION payments.post_many(batch jsonb) RETURNS SETOF payments.verdict
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  BEGIN
    RETURN QUERY SELECT * FROM payments.post_batch(batch, false);
    RETURN;
  EXCEPTION WHEN unique_violation THEN
    NULL;
  END;
  BEGIN
    RETURN QUERY SELECT * FROM payments.post_batch(batch, true);
  EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'a key was taken at the same time' USING ERRCODE = 'serialization_failure';
  END;
END
$$;
----
-- Posts 1 to 1,000 operations, one after the other, each with a verdict of its own, in the order asked. An operation:
-- {op, caller, key, debit, credit, amount, currency, hold, reverses, hold_sec, group, kind, reference, metadata};
-- op is post, hold, capture, void, expire or reverse. Amounts are minor units, as text.
-- Errors: 40001 and 40P01, to be tried again; 22023 when the batch is empty or too long.
CREATE FUNCTION payments.post_transfers(batch jsonb) RETURNS SETOF payments.verdict
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  single payments.verdict;
BEGIN
  IF jsonb_array_length(batch) = 1 THEN
    single := payments.post_single(batch -> 0);
    IF single.id IS NOT NULL THEN
      RETURN NEXT single;
      RETURN;
    END IF;
  END IF;
  RETURN QUERY SELECT * FROM payments.post_many(batch);
END
$$;
----
CREATE FUNCTION payments.to_line(v payments.verdict) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN v.replayed THEN '=' ELSE '' END || v.verdict || ' ' || coalesce(v.debit_balance::text, '-') || ' ' || coalesce(v.credit_balance::text, '-')
$$;
----
-- The same, a line of text an operation: `=` when it is replayed, the verdict, both balances or `-`. A thousand lines stay
-- under the 64 KB that the Data API allows a row.
CREATE FUNCTION payments.post_as_lines(batch jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  single payments.verdict;
BEGIN
  IF jsonb_array_length(batch) = 1 THEN
    single := payments.post_single(batch -> 0);
    IF single.id IS NOT NULL THEN RETURN payments.to_line(single); END IF;
  END IF;
  RETURN (SELECT string_agg(payments.to_line(v), E'\n' ORDER BY v.n) FROM payments.post_many(batch) AS v);
END
$$;
----
-- The same as one call that is SERIALIZABLE whatever the caller's default. Must be called outside of a transaction: the
-- snapshot of the CALL is older than the wait for a turn, so a new transaction begins. Batches take turns, because at
-- SERIALIZABLE those that meet at an account are repeated, not delayed.
CREATE PROCEDURE payments.post(batch jsonb, INOUT verdicts text DEFAULT NULL)
LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_array_length(batch) < 20 THEN
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
  ELSE
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
    -- Nothing may stand before it: even an IF would take the snapshot.
    LOCK TABLE payments.turn IN SHARE ROW EXCLUSIVE MODE;
  END IF;
  verdicts := payments.post_as_lines(batch);
END
$$;
----
-- Opens an account; the same request again answers `known`, the same id with another request `id-reused`.
-- A purpose makes a system account, which has no floor.
CREATE FUNCTION payments.open_account(id text, owner text, kind text, purpose text, currency text, floor bigint)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF (id ~ '^[A-Za-z0-9][A-Za-z0-9:._-]{0,79}$' AND currency ~ '^[A-Z]{3}$' AND coalesce(floor, 0) <= 0
    AND CASE kind
      WHEN 'system' THEN purpose IN ('cash-in', 'fees', 'suspense', 'vendor-settlement') AND owner IS NULL AND floor IS NULL
      ELSE kind IN ('customer', 'merchant') AND owner IS NOT NULL AND purpose IS NULL AND floor IS NOT NULL
    END) IS NOT TRUE
  THEN
    RETURN 'invalid';
  END IF;
  INSERT INTO payments.account (id, owner, kind, purpose, currency, floor)
  VALUES (open_account.id, open_account.owner, open_account.kind, open_account.purpose, open_account.currency, open_account.floor)
  ON CONFLICT DO NOTHING;
  IF FOUND THEN RETURN 'opened'; END IF;
  PERFORM FROM payments.account AS a
  WHERE a.id = open_account.id AND (a.owner, a.kind, a.purpose, a.currency, a.floor)
    IS NOT DISTINCT FROM (open_account.owner, open_account.kind, open_account.purpose, open_account.currency, open_account.floor);
  RETURN CASE WHEN FOUND THEN 'known' ELSE 'id-reused' END;
END
$$;
----
-- `system:<purpose>:<currency>`: cash-in, fees, suspense, vendor-settlement. Made when it is first needed, and striped,
-- because every payment may meet there.
CREATE FUNCTION payments.system_account(purpose text, currency text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  id CONSTANT text := 'system:' || purpose || ':' || currency;
BEGIN
  IF payments.open_account(id, NULL, 'system', purpose, currency, NULL) = 'opened' THEN
    PERFORM payments.stripe_account(id, 16);
  END IF;
  RETURN id;
END
$$;
----
-- Splits what comes into an account over `stripes` balances, and what goes out of one without a floor. A number once
-- given may only grow.
CREATE FUNCTION payments.stripe_account(id text, stripes integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  whole payments.account;
BEGIN
  SELECT * INTO whole FROM payments.account AS a WHERE a.id = stripe_account.id AND a.parent IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'unknown-account'; END IF;
  IF stripes NOT BETWEEN 2 AND 64 OR stripes < whole.stripes THEN RETURN 'invalid'; END IF;
  INSERT INTO payments.account (id, owner, kind, purpose, currency, floor, status, parent)
  SELECT whole.id || '#' || k, whole.owner, whole.kind, whole.purpose, whole.currency, CASE WHEN whole.floor IS NULL THEN NULL ELSE 0 END, whole.status, whole.id
  FROM generate_series(1, stripes) AS k
  ON CONFLICT DO NOTHING;
  UPDATE payments.account AS a SET stripes = stripe_account.stripes WHERE a.id = whole.id;
  INSERT INTO payments.striped AS x VALUES (whole.id, stripes, whole.floor IS NULL)
  ON CONFLICT (account) DO UPDATE SET stripes = excluded.stripes;
  RETURN 'striped';
END
$$;
----
-- Freezes, opens again or closes an account with all of its stripes. Closing needs nothing in it and nothing held, and is for good.
CREATE FUNCTION payments.set_account_status(id text, status text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  was text;
  empty boolean;
BEGIN
  IF status NOT IN ('open', 'frozen', 'closed') THEN RETURN 'invalid'; END IF;
  PERFORM FROM payments.account AS a
  WHERE a.id = set_account_status.id OR a.parent = set_account_status.id ORDER BY a.id FOR NO KEY UPDATE;
  SELECT max(a.status), sum(a.balance) = 0 AND sum(a.held) = 0 INTO was, empty
  FROM payments.account AS a WHERE a.id = set_account_status.id OR a.parent = set_account_status.id;
  IF was IS NULL THEN RETURN 'unknown-account'; END IF;
  IF was = status THEN RETURN status; END IF;
  IF was = 'closed' THEN RETURN 'account-closed'; END IF;
  IF status = 'closed' AND NOT empty THEN RETURN 'account-not-empty'; END IF;
  UPDATE payments.account AS a SET status = set_account_status.status
  WHERE a.id = set_account_status.id OR a.parent = set_account_status.id;
  RETURN status;
END
$$;
----
-- Accounts as others see them: one balance, whatever it is split into. `version` counts every change.
CREATE VIEW payments.account_state AS
SELECT
  a.id, a.owner, a.kind, a.purpose, a.currency, a.floor, a.status, a.stripes, a.opened_at,
  (a.balance + p.balance)::bigint AS balance, (a.held + p.held)::bigint AS held, (a.version + p.version)::bigint AS version,
  (a.balance + p.balance - a.held - p.held - a.floor)::bigint AS available
FROM payments.account AS a
CROSS JOIN LATERAL (
  SELECT coalesce(sum(s.balance), 0) AS balance, coalesce(sum(s.held), 0) AS held, coalesce(sum(s.version), 0) AS version
  FROM payments.account AS s WHERE s.parent = a.id
) AS p
WHERE a.parent IS NULL;
----
-- Releases up to `up_to` holds that are due, each under a key of its own, so that it may run at any time and by several.
CREATE FUNCTION payments.expire_holds(up_to integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  batch jsonb;
BEGIN
  SELECT jsonb_agg(jsonb_build_object('op', 'expire', 'caller', 'ledger', 'key', md5(due.id), 'hold', due.id)) INTO batch
  FROM (
    SELECT h.id FROM payments.hold AS h WHERE h.status = 'active' AND h.expires_at <= clock_timestamp()
    ORDER BY h.expires_at LIMIT least(up_to, 1000)
  ) AS due;
  IF batch IS NULL THEN RETURN 0; END IF;
  RETURN (SELECT count(*) FROM payments.post_transfers(batch) AS v WHERE v.verdict = 'expired' AND NOT v.replayed);
END
$$;
----
-- The version that an account or a stripe had at an instant. Versions are in the order of time, so halving finds it.
CREATE FUNCTION payments.version_at(part text, newest bigint, at timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
DECLARE
  low bigint := 0;
  high bigint := newest;
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (SELECT e.created_at FROM payments.entry AS e WHERE e.account = part AND e.version = middle) <= at THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN low;
END
$$;
----
-- A page of an account's entries, the newest first: those before (`before_at`, `before_part`, `before_version`), or the
-- newest of all. `part` is the account or one of its stripes. Versions have no gaps, so the last entries of a part are a
-- range of them; a fold is among them, and is nothing to show.
CREATE FUNCTION payments.entries(account text, before_at timestamptz, before_part text, before_version bigint, up_to integer)
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
  JOIN payments.entry AS e ON e.account = p.id AND e.version > p.newest - up_to AND e.version <= p.newest
  ORDER BY e.created_at DESC, e.account DESC, e.version DESC LIMIT up_to
$$;
----
-- The balance after the last entry at or before an instant; null for an account that is not known.
CREATE FUNCTION payments.balance_at(account text, at timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
  SELECT sum(coalesce((
    SELECT e.balance FROM payments.entry AS e WHERE e.account = a.id AND e.version = payments.version_at(a.id, a.version, balance_at.at)
  ), 0))::bigint
  FROM payments.account AS a WHERE a.id = balance_at.account OR a.parent = balance_at.account
$$;
----
-- The oldest facts that are not on their way yet, in their order; at most `up_to` and at least one row's. Nobody else is
-- given any until they are sent or `lease_sec` is over: so an account's facts leave in their order, at least once.
CREATE FUNCTION payments.take_outbox(up_to integer, lease_sec integer)
RETURNS TABLE (seq bigint, id text, op text, verdict text, debit text, debit_owner text, credit text, credit_owner text, amount bigint,
  currency text, hold text, reverses text, batch_group text, kind text, reference text, metadata jsonb, debit_balance bigint,
  debit_version bigint, credit_balance bigint, credit_version bigint, created_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  taken bigint[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('payments.take_outbox'));
  IF EXISTS (SELECT FROM payments.outbox AS b WHERE b.taken_until > clock_timestamp()) THEN RETURN; END IF;
  SELECT array_agg(b.seq) INTO taken FROM (
    SELECT o.seq, sum(cardinality(o.ids)) OVER (ORDER BY o.seq) AS so_far, row_number() OVER (ORDER BY o.seq) AS place
    FROM (SELECT * FROM payments.outbox ORDER BY seq LIMIT up_to) AS o
  ) AS b WHERE b.so_far <= up_to OR b.place = 1;
  UPDATE payments.outbox AS b SET taken_until = clock_timestamp() + lease_sec * interval '1 second' WHERE b.seq = ANY (taken);
  RETURN QUERY
  SELECT o.seq, j.id, j.op, j.verdict, split_part(j.debit, '#', 1), d.owner, split_part(j.credit, '#', 1), c.owner, j.amount, j.currency,
    j.hold, j.reverses, j.batch_group, j.kind, j.reference, j.metadata, j.debit_balance, j.debit_version, j.credit_balance,
    j.credit_version, j.created_at
  FROM payments.outbox AS o
  CROSS JOIN LATERAL unnest(o.ids) WITH ORDINALITY AS f (id, n)
  JOIN payments.journal AS j ON j.id = f.id
  JOIN payments.account AS d ON d.id = j.debit
  JOIN payments.account AS c ON c.id = j.credit
  WHERE o.seq = ANY (taken)
  ORDER BY o.seq, f.n;
END
$$;
----
CREATE FUNCTION payments.outbox_sent(seqs jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  gone integer;
BEGIN
  DELETE FROM payments.outbox WHERE seq = ANY (ARRAY(SELECT jsonb_array_elements_text(seqs)::bigint));
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$$;
----
-- Recomputes a page of accounts, those after `after` in the order of ids, from the journal and the holds. Empty is good.
CREATE FUNCTION payments.verify(after text, up_to integer) RETURNS TABLE (account text, drift text, stated text, computed text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH page AS MATERIALIZED (
    SELECT * FROM payments.account AS a WHERE a.id > after ORDER BY a.id LIMIT up_to
  ), chain AS (
    SELECT p.id, e.version, e.balance, e.amount, e.held,
      lag(e.version, 1, 0::bigint) OVER w AS version_before, lag(e.balance, 1, 0::bigint) OVER w AS balance_before
    FROM page AS p CROSS JOIN LATERAL (SELECT * FROM payments.entry AS x WHERE x.account = p.id) AS e
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
    SELECT j.credit AS id, j.id AS transfer, j.amount, sum(r.amount) AS reversed
    FROM page AS p JOIN payments.journal AS j ON j.credit = p.id AND j.credit_version IS NOT NULL
    JOIN payments.journal AS r ON r.reverses = j.id AND r.verdict = 'reversed'
    GROUP BY j.id
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
-- The sum of all balances, per currency; every one must be zero.
CREATE VIEW payments.currency_total AS
SELECT currency, sum(balance) AS total, count(*) FILTER (WHERE parent IS NULL) AS accounts FROM payments.account GROUP BY currency;
----
SELECT payments.system_account(purpose, 'INR') FROM unnest(ARRAY['cash-in', 'fees', 'suspense', 'vendor-settlement']) AS purpose;
----
REVOKE ALL ON ALL ROUTINES IN SCHEMA payments FROM PUBLIC;
----
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA payments TO sangam_app;
----
REVOKE EXECUTE ON FUNCTION payments.post_batch, payments.post_single, payments.post_many, payments.refuse_change, payments.version_at FROM sangam_app;
----
GRANT SELECT ON payments.account, payments.journal, payments.hold, payments.transfer, payments.entry, payments.account_state,
  payments.currency_total TO sangam_app;
----
-- To lock it; there is nothing in it.
GRANT DELETE ON payments.turn TO sangam_app;

-- Everyone with a fact. The row is what writers of one customer wait at, so that sums made from facts miss none.
CREATE TABLE devices.customer (
  customer_id text PRIMARY KEY,
  zone text NOT NULL DEFAULT 'Asia/Kolkata'
);
----
-- What one bank message said; the message itself is not kept here. A fact is never changed.
CREATE TABLE devices.bank_fact (
  customer_id text NOT NULL,
  sms_key text NOT NULL,
  received_at timestamptz NOT NULL,
  -- In the customer's zone.
  day date NOT NULL,
  month date NOT NULL,
  institution text,
  institution_type text,
  -- Of a transaction.
  direction text CHECK (direction IN ('debit', 'credit')),
  kind text,
  -- Of a notice that moved no money.
  class text,
  amount_minor bigint,
  currency text CHECK (currency ~ '^[A-Z]{3}$'),
  account text,
  is_credit_card boolean NOT NULL,
  is_bounce boolean NOT NULL,
  balance_minor bigint,
  limit_minor bigint,
  min_due_minor bigint,
  due_date date,
  counterparty text,
  reference text,
  -- The same for notices of one movement of money: both banks, card and account, or one bank twice.
  movement text NOT NULL,
  rule text NOT NULL,
  confidence real NOT NULL,
  PRIMARY KEY (customer_id, sms_key),
  CHECK ((direction IS NULL) = (class IS NOT NULL)),
  CHECK (direction IS NULL OR (amount_minor > 0 AND currency IS NOT NULL AND kind IS NOT NULL))
);
----
CREATE INDEX bank_fact_by_month ON devices.bank_fact (customer_id, month);
----
CREATE INDEX bank_fact_by_time ON devices.bank_fact (customer_id, received_at);
----
-- Sums of a month, made anew from its facts whenever one is added: the same facts give the same sums in any order.
-- Flows are those of accounts; what a credit card buys flows out when an account pays the card.
CREATE TABLE devices.customer_month (
  customer_id text NOT NULL,
  month date NOT NULL,
  currency text NOT NULL,
  inflow_minor bigint NOT NULL,
  outflow_minor bigint NOT NULL,
  inflow_count integer NOT NULL,
  outflow_count integer NOT NULL,
  salary_minor bigint NOT NULL,
  salary_count integer NOT NULL,
  emi_minor bigint NOT NULL,
  emi_count integer NOT NULL,
  card_spend_minor bigint NOT NULL,
  card_spend_count integer NOT NULL,
  messages integer NOT NULL,
  PRIMARY KEY (customer_id, month, currency)
);
----
CREATE TABLE devices.account_day (
  customer_id text NOT NULL,
  account text NOT NULL,
  day date NOT NULL,
  currency text NOT NULL,
  min_balance_minor bigint NOT NULL,
  end_balance_minor bigint NOT NULL,
  messages integer NOT NULL,
  PRIMARY KEY (customer_id, account, day)
);
----
-- Events stated with the facts they come from, until the stream has them.
CREATE TABLE devices.outbox (
  event_id text PRIMARY KEY,
  customer_id text NOT NULL,
  event jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
);
----
CREATE INDEX outbox_unpublished ON devices.outbox (customer_id, created_at) WHERE published_at IS NULL;
----
GRANT SELECT, INSERT, UPDATE ON devices.customer TO sangam_app;
----
GRANT SELECT, INSERT ON devices.bank_fact TO sangam_app;
----
GRANT SELECT, INSERT, UPDATE, DELETE ON devices.customer_month, devices.account_day, devices.outbox TO sangam_app;
----
-- Makes writers of the same customers wait for each other, in one order so that none waits for the other.
CREATE FUNCTION devices.lock_customers(ids text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO devices.customer (customer_id) SELECT DISTINCT id FROM unnest(ids) AS id ORDER BY id ON CONFLICT DO NOTHING;
  PERFORM FROM devices.customer WHERE customer_id = ANY (ids) ORDER BY customer_id FOR UPDATE;
END
$$;
----
-- Takes in facts and events of a batch. Both may come again; every statement sees what earlier writers committed.
-- facts: [{customer_id, sms_key, received_at, ...columns of bank_fact}], events: [{id, subject, ...}]
CREATE FUNCTION devices.apply_bank_facts(facts jsonb, events jsonb) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  added integer;
BEGIN
  PERFORM devices.lock_customers(ARRAY(SELECT DISTINCT fact ->> 'customer_id' FROM jsonb_array_elements(facts) AS fact));

  CREATE TEMPORARY TABLE IF NOT EXISTS added_fact (customer_id text, month date, account text, day date) ON COMMIT DELETE ROWS;
  DELETE FROM added_fact;
  WITH inserted AS (
    INSERT INTO devices.bank_fact
    SELECT
      f.customer_id, f.sms_key, f.received_at,
      (f.received_at AT TIME ZONE c.zone)::date,
      date_trunc('month', f.received_at AT TIME ZONE c.zone)::date,
      f.institution, f.institution_type, f.direction, f.kind, f.class, f.amount_minor, f.currency, f.account,
      f.is_credit_card, f.is_bounce, f.balance_minor, f.limit_minor, f.min_due_minor, f.due_date, f.counterparty, f.reference,
      f.movement, f.rule, f.confidence
    FROM jsonb_to_recordset(facts) AS f (
      customer_id text, sms_key text, received_at timestamptz, institution text, institution_type text, direction text,
      kind text, class text, amount_minor bigint, currency text, account text, is_credit_card boolean, is_bounce boolean,
      balance_minor bigint, limit_minor bigint, min_due_minor bigint, due_date date, counterparty text, reference text,
      movement text, rule text, confidence real
    )
    JOIN devices.customer AS c USING (customer_id)
    ON CONFLICT DO NOTHING
    RETURNING customer_id, month, account, day
  )
  INSERT INTO added_fact SELECT * FROM inserted;
  GET DIAGNOSTICS added = ROW_COUNT;

  -- Of several notices of one movement the one with the smallest key counts.
  INSERT INTO devices.customer_month
  SELECT
    customer_id, month, currency,
    coalesce(sum(amount_minor) FILTER (WHERE direction = 'credit' AND NOT is_credit_card), 0),
    coalesce(sum(amount_minor) FILTER (WHERE direction = 'debit' AND NOT is_credit_card), 0),
    count(*) FILTER (WHERE direction = 'credit' AND NOT is_credit_card),
    count(*) FILTER (WHERE direction = 'debit' AND NOT is_credit_card),
    coalesce(sum(amount_minor) FILTER (WHERE kind = 'salary'), 0),
    count(*) FILTER (WHERE kind = 'salary'),
    coalesce(sum(amount_minor) FILTER (WHERE kind = 'emi' AND direction = 'debit' AND NOT is_credit_card), 0),
    count(*) FILTER (WHERE kind = 'emi' AND direction = 'debit' AND NOT is_credit_card),
    coalesce(sum(amount_minor) FILTER (WHERE direction = 'debit' AND is_credit_card), 0),
    count(*) FILTER (WHERE direction = 'debit' AND is_credit_card),
    sum(notices)
  FROM (
    SELECT DISTINCT ON (f.customer_id, f.month, f.movement)
      f.customer_id, f.month, f.currency, f.direction, f.kind, f.amount_minor, f.is_credit_card,
      count(*) OVER (PARTITION BY f.customer_id, f.month, f.movement) AS notices
    FROM (SELECT DISTINCT customer_id, month FROM added_fact) AS touched
    JOIN devices.bank_fact AS f USING (customer_id, month)
    WHERE f.direction IS NOT NULL
    ORDER BY f.customer_id, f.month, f.movement, f.sms_key
  ) AS movements
  GROUP BY customer_id, month, currency
  ON CONFLICT (customer_id, month, currency) DO UPDATE SET
    inflow_minor = excluded.inflow_minor, outflow_minor = excluded.outflow_minor,
    inflow_count = excluded.inflow_count, outflow_count = excluded.outflow_count,
    salary_minor = excluded.salary_minor, salary_count = excluded.salary_count,
    emi_minor = excluded.emi_minor, emi_count = excluded.emi_count,
    card_spend_minor = excluded.card_spend_minor, card_spend_count = excluded.card_spend_count, messages = excluded.messages;

  INSERT INTO devices.account_day
  SELECT
    customer_id, account, day,
    (array_agg(currency ORDER BY sms_key DESC))[1],
    min(balance_minor),
    (array_agg(balance_minor ORDER BY sms_key DESC))[1],
    count(*)
  FROM (SELECT DISTINCT customer_id, month, account, day FROM added_fact WHERE account IS NOT NULL) AS touched
  JOIN devices.bank_fact AS f USING (customer_id, month, account, day)
  WHERE f.balance_minor IS NOT NULL AND f.currency IS NOT NULL AND NOT f.is_credit_card
  GROUP BY customer_id, account, day
  ON CONFLICT (customer_id, account, day) DO UPDATE SET
    currency = excluded.currency, min_balance_minor = excluded.min_balance_minor,
    end_balance_minor = excluded.end_balance_minor, messages = excluded.messages;

  PERFORM devices.state_events(events);
  RETURN added;
END
$$;
----
-- Keeps events until they are published; one that is known stays as it is.
CREATE FUNCTION devices.state_events(events jsonb) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO devices.outbox (event_id, customer_id, event)
  SELECT event ->> 'id', event ->> 'subject', event FROM jsonb_array_elements(events) AS event
  ORDER BY 1
  ON CONFLICT DO NOTHING
$$;

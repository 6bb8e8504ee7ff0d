-- Whom messages go to, what they say, what became of each.
CREATE SCHEMA notifications;
----
GRANT USAGE ON SCHEMA notifications TO sangam_app;
----
CREATE DOMAIN notifications.customer AS text COLLATE "C" CHECK (VALUE ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$');
----
CREATE DOMAIN notifications.channel AS text CHECK (VALUE IN ('push', 'sms', 'email', 'inbox'));
----
-- A customer as messages see them. Who locks the row may count what the customer was sent.
CREATE TABLE notifications.contact (
  customer_id notifications.customer PRIMARY KEY,
  name text,
  language text NOT NULL DEFAULT 'en' CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  zone text NOT NULL DEFAULT 'Asia/Kolkata',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
----
-- Where a channel reaches a customer: a phone number (E.164), an e-mail address, a device token.
CREATE TABLE notifications.endpoint (
  customer_id notifications.customer NOT NULL,
  channel notifications.channel NOT NULL CHECK (channel <> 'inbox'),
  address text COLLATE "C" NOT NULL,
  -- Of a device token.
  platform text CHECK (platform IN ('android', 'ios')),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, channel, address),
  CHECK ((channel = 'push') = (platform IS NOT NULL))
);
----
CREATE INDEX endpoint_by_address ON notifications.endpoint (channel, address);
----
-- Addresses that are sent nothing any more, whoever they belong to.
CREATE TABLE notifications.suppression (
  channel notifications.channel NOT NULL,
  address text COLLATE "C" NOT NULL,
  reason text NOT NULL CHECK (reason IN ('bounced', 'complained', 'dead', 'opted-out')),
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (channel, address)
);
----
-- What a customer wants and does not: `purpose` is one of ours or `promotional` for all of that class, `channel` one or `*`.
CREATE TABLE notifications.preference (
  customer_id notifications.customer NOT NULL,
  purpose text NOT NULL,
  channel text NOT NULL,
  wanted boolean NOT NULL,
  -- How they said so: `app`, `sms-stop`, `unsubscribe-link`, `server`.
  source text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (customer_id, purpose, channel)
);
----
-- A version is never changed.
CREATE TABLE notifications.template (
  template_id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  definition jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (template_id, version)
);
----
CREATE TABLE notifications.campaign (
  campaign_id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'scheduled', 'running', 'paused', 'cancelled', 'done', 'refused')),
  -- What was asked for, with the versions of its templates.
  definition jsonb NOT NULL,
  reason text,
  -- Counts starts and resumptions: each has an execution of its own.
  run integer NOT NULL DEFAULT 0,
  -- Where the next page of the audience begins, and how many were asked for before it.
  next_page jsonb,
  requested bigint NOT NULL DEFAULT 0,
  spent_micros bigint NOT NULL DEFAULT 0,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  starts_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz
);
----
-- One message to one customer, from the moment somebody takes care of it. Who inserts the row sends it.
CREATE TABLE notifications.notification (
  id uuid PRIMARY KEY,
  customer_id notifications.customer NOT NULL,
  campaign_id text COLLATE "C",
  -- The rule that a domain event met.
  rule_id text COLLATE "C",
  template_id text NOT NULL,
  template_version integer NOT NULL,
  variant text NOT NULL,
  purpose text NOT NULL,
  promotional boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('claimed', 'accepted', 'failed', 'suppressed', 'waiting', 'unknown', 'held-out')),
  -- Why it failed, was suppressed or waits.
  reason text,
  -- The channel that it went by or is claimed for.
  channel notifications.channel,
  -- The stream's record that claimed it: only its redelivery may go on with it.
  claim text NOT NULL,
  -- What it takes to send it later; null when it does not wait.
  request jsonb,
  due_at timestamptz,
  provider_id text,
  cost_micros bigint NOT NULL DEFAULT 0,
  requested_at timestamptz NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT now(),
  accepted_at timestamptz,
  delivered_at timestamptz,
  bounced_at timestamptz,
  complained_at timestamptz,
  opened_at timestamptz,
  clicked_at timestamptz,
  converted_at timestamptz,
  replied_at timestamptz,
  CHECK ((campaign_id IS NULL) <> (rule_id IS NULL)),
  CHECK ((state = 'waiting') = (request IS NOT NULL))
) WITH (fillfactor = 70);
----
-- The history of a customer, and how many messages they had lately.
CREATE INDEX notification_of_customer ON notifications.notification (customer_id, requested_at);
----
CREATE INDEX notification_waiting ON notifications.notification (due_at) WHERE state = 'waiting';
----
CREATE INDEX notification_claimed ON notifications.notification (claimed_at) WHERE state = 'claimed';
----
-- How many of a campaign or rule came how far; counted with the change that it counts, spread so that writers do not meet.
CREATE TABLE notifications.tally (
  -- `campaign:<id>` or `rule:<id>`
  source text COLLATE "C" NOT NULL,
  variant text NOT NULL,
  channel text NOT NULL,
  -- `requested`, a state of a notification, or what was tracked: `delivered`, `opened`, `clicked`, ...
  stage text NOT NULL,
  reason text NOT NULL DEFAULT '',
  spread smallint NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (source, variant, channel, stage, reason, spread)
);
----
-- Messages in the app.
CREATE TABLE notifications.inbox (
  customer_id notifications.customer NOT NULL,
  notification_id uuid NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  link text,
  created_at timestamptz NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (customer_id, notification_id)
);
----
CREATE INDEX inbox_by_time ON notifications.inbox (customer_id, created_at DESC, notification_id);
----
-- Which domain events become messages; the newest version counts.
CREATE TABLE notifications.trigger_rule (
  rule_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  definition jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (rule_id, version)
);
----
-- Quiet hours, frequency caps, prices; the newest version counts.
CREATE TABLE notifications.policy (
  version integer PRIMARY KEY,
  definition jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
----
-- What a customer may be offered, and how much of it.
CREATE TABLE notifications.product (
  product_id text COLLATE "C" PRIMARY KEY,
  definition jsonb NOT NULL,
  enabled boolean NOT NULL DEFAULT true
);
----
GRANT SELECT, INSERT, UPDATE ON notifications.contact, notifications.campaign, notifications.notification, notifications.tally,
  notifications.inbox, notifications.product, notifications.suppression, notifications.preference TO sangam_app;
----
GRANT SELECT, INSERT, UPDATE, DELETE ON notifications.endpoint TO sangam_app;
----
GRANT SELECT, INSERT ON notifications.template, notifications.trigger_rule, notifications.policy TO sangam_app;

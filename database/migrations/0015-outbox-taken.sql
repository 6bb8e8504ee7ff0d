-- Whether somebody is about to publish: who finds nothing to take must not go before those have left.
CREATE FUNCTION payments.outbox_taken() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT EXISTS (SELECT FROM payments.outbox WHERE taken_until > clock_timestamp())
$$;
----
REVOKE ALL ON FUNCTION payments.outbox_taken FROM PUBLIC;
----
GRANT EXECUTE ON FUNCTION payments.outbox_taken TO sangam_app;

-- The application's role: it may use what it is granted and make nothing. Its password is set by the function that
-- applies the migrations, from the secret it is kept in.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sangam_app') THEN
    CREATE ROLE sangam_app NOLOGIN;
  END IF;
END
$$;
----
ALTER ROLE sangam_app SET statement_timeout = '40s';
----
ALTER ROLE sangam_app SET idle_in_transaction_session_timeout = '60s';
----
CREATE SCHEMA devices;
----
GRANT USAGE ON SCHEMA devices TO sangam_app;

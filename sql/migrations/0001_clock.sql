-- The clock of expiry, leases, rate limits and schedules. A function, so that a test can move the time of
-- its own database.
create function clock() returns timestamptz
  language sql volatile
  as $$ select clock_timestamp() $$;

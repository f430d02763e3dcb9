-- Locks changes to the set of admins until the end of the transaction, so that only one of them at a time
-- decides who is the first or the last admin.
create or replace function lock_admins() returns void
  language sql
  as $$ select pg_advisory_xact_lock(4713, 1) $$;

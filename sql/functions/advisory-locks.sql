-- Advisory locks. Each is a class and a number; migrations use class 4712 (src/database/migrate.ts).

-- Returns the class of the locks that workers hold in their sessions. The numbers are those of the workers,
-- which start at 1.
create or replace function worker_lock_class() returns integer
  language sql immutable
  as $$ select 4711 $$;

-- Locks the recovery of generations of dead workers until the end of the transaction. Returns false if
-- another process runs it.
create or replace function try_lock_recovery() returns boolean
  language sql
  as $$ select pg_try_advisory_xact_lock(worker_lock_class(), 0) $$;

-- Locks the requeueing of generations without a job until the end of the transaction. Returns false if
-- another process runs it.
create or replace function try_lock_requeue() returns boolean
  language sql
  as $$ select pg_try_advisory_xact_lock(worker_lock_class(), -1) $$;

-- Locks changes to the set of admins until the end of the transaction. So two changes at the same time can
-- neither both create the first admin nor together remove the last one.
create or replace function lock_admins() returns void
  language sql
  as $$ select pg_advisory_xact_lock(4713, 1) $$;

-- Locks the start of delivery attempts of an account until the end of the transaction, so that they are
-- counted exactly. Accounts with the same hash share a lock, which only delays them.
create or replace function lock_delivery_attempts(p_account_id uuid) returns void
  language sql
  as $$ select pg_advisory_xact_lock(4714, hashtext(p_account_id::text)) $$;

-- Locks the end of the audit log's hash chain until the end of the transaction. Only the job that extends
-- the chain waits for it; writers of audit entries do not.
create or replace function lock_audit_chain() returns void
  language sql
  as $$ select pg_advisory_xact_lock(4713, 2) $$;

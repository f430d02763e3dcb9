/* Rows that a concurrent request writes are skipped, and deleted by a later call. */
/* @name deleteOldIdempotencyKeys */
with deleted_keys as (
  delete from idempotency_keys
  where ctid = any (array(
    select ctid
    from idempotency_keys
    where created_at < (select clock()) - :hours!::integer * interval '1 hour'
    order by created_at
    limit :limit!
    for update skip locked
  ))
  returning 1
), deleted_requests as (
  delete from recent_requests
  where ctid = any (array(
    select ctid
    from recent_requests
    where created_at < (select clock()) - :hours!::integer * interval '1 hour'
    order by created_at
    limit :limit!
    for update skip locked
  ))
  returning 1
), deleted_interruptions as (
  delete from interrupted_responses
  where ctid = any (array(
    select ctid
    from interrupted_responses
    where created_at < (select clock()) - interval '1 hour'
    order by created_at
    limit :limit!
    for update skip locked
  ))
  returning 1
)
select (
  (select count(*) from deleted_keys)
  + (select count(*) from deleted_requests)
  + (select count(*) from deleted_interruptions)
)::integer as "removed!";

/* @name publishOpenRequests */
select pg_notify('open_requests', :payload!)::text as "done?";

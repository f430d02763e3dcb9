/* Rows that a request is writing at this time are left for the next call. */
/* @name deleteOldIdempotencyKeys */
with keys as (
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
), recent as (
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
)
select ((select count(*) from keys) + (select count(*) from recent))::integer as "removed!";

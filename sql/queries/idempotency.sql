/* @name reapIdempotency */
with keys as (
  delete from idempotency_keys
  where created_at < (select clock()) - :hours!::integer * interval '1 hour'
  returning 1
), recent as (
  delete from recent_requests
  where created_at < (select clock()) - :hours!::integer * interval '1 hour'
  returning 1
)
select ((select count(*) from keys) + (select count(*) from recent))::integer as "removed!";

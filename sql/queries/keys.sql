/* @name insertKey */
with key as (
  insert into keys (id, account_id, dialect, label, requests_per_hour, running_limit, expires_at)
  values (
    :id!, :accountId!, :dialect!, :label, :requestsPerHour, :runningLimit,
    clock() + :expiresInSeconds::integer * interval '1 second'
  )
  returning id, expires_at, created_at
), secret as (
  insert into key_secrets (id, key_id, hash, prefix, last_four)
  select :secretId!, id, :hash!, :prefix!, :lastFour!
  from key
)
select id, expires_at, created_at
from key;

/* @name rotateKey */
with key as (
  select id
  from keys
  where id = :id! and account_id = :accountId! and revoked_at is null
  for update
), retired as (
  update key_secrets s
  set expires_at = least(s.expires_at, clock() + :overlapSeconds!::integer * interval '1 second')
  from key
  where s.key_id = key.id
)
insert into key_secrets (id, key_id, hash, prefix, last_four)
select :secretId!, id, :hash!, :prefix!, :lastFour!
from key
returning key_id;

/* @name revokeKey */
update keys
set revoked_at = coalesce(revoked_at, clock())
where id = :id! and (:accountId::uuid is null or account_id = :accountId)
returning id, revoked_at;

/* @name listKeys */
select
  k.id, k.dialect, k.label, k.requests_per_hour, k.running_limit,
  k.expires_at, k.revoked_at, k.last_used_at, k.created_at, s.prefix, s.last_four
from keys k
  join lateral (
    select prefix, last_four
    from key_secrets
    where key_id = k.id
    order by created_at desc
    limit 1
  ) s on true
where k.account_id = :accountId!
order by k.created_at desc;

/* @name authenticateKey */
select
  key_id as "keyId!", account_id as "accountId!", state as "state!",
  allowed as "allowed!", running_limit as "runningLimit?", rate_limit as "rateLimit?",
  rate_remaining as "rateRemaining?", rate_resets_at as "rateResetsAt?",
  rate_reset_seconds as "rateResetSeconds?",
  rate_admitted as "rateAdmitted!"
from authenticate_key(:hash!, :dialect!);

/* @name findKey */
select id, account_id, dialect, label, revoked_at
from keys
where id = :id!;

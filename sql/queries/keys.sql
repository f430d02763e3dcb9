/* @name createKey */
select
  id as "id!", expires_at as "expiresAt?",
  case
    when :isAudited!::boolean then write_audit_entry(
      p_actor_id => act_as(:actorId, :address),
      p_action => 'key.create',
      p_account_id => :accountId!,
      p_subject => id::text,
      p_reason => :reason,
      p_details => jsonb_build_object('after', jsonb_build_object(
        'dialect', :dialect!::text, 'label', :label::text, 'last_four', :lastFour!::text,
        'expires_at', expires_at, 'allowed_addresses', :allowedAddresses::text[], 'scopes', :scopes!::text[],
        'budget', to_budget_text(:budgetCredits, :budgetPeriod::budget_period),
        'json_keep_alive', :jsonKeepAlive::boolean
      ))
    )::text
  end as "audited?"
from create_key_2(
  p_id => :id!,
  p_account_id => :accountId!,
  p_dialect => :dialect!,
  p_label => :label,
  p_requests_per_hour => :requestsPerHour,
  p_running_limit => :runningLimit,
  p_expires_in_seconds => :expiresInSeconds,
  p_secret_id => :secretId!,
  p_hash => :hash!,
  p_prefix => :prefix!,
  p_last_four => :lastFour!,
  p_max_active => :maxActive!,
  p_allowed_addresses => (
    select array_agg(network(allowed.address::inet) order by allowed.number)
    from unnest(:allowedAddresses::text[]) with ordinality allowed (address, number)
  ),
  p_scopes => :scopes!::key_scope[],
  p_creator_id => :creatorId,
  p_budget_credits => :budgetCredits,
  p_budget_period => :budgetPeriod::budget_period,
  p_json_keep_alive => :jsonKeepAlive
);

/* @name updateKey */
select update_key_2(
  p_id => :id!,
  p_account_id => :accountId!,
  p_actor_id => act_as(:actorId, :address),
  p_reason => :reason,
  p_manager_id => :managerId,
  p_changed => :changed!::text[],
  p_label => :label,
  p_requests_per_hour => :requestsPerHour,
  p_running_limit => :runningLimit,
  p_expires_in_seconds => :expiresInSeconds,
  p_allowed_addresses => (
    select array_agg(network(allowed.address::inet) order by allowed.number)
    from unnest(:allowedAddresses::text[]) with ordinality allowed (address, number)
  ),
  p_scopes => :scopes::key_scope[],
  p_budget_credits => :budgetCredits,
  p_budget_period => :budgetPeriod::budget_period,
  p_json_keep_alive => :jsonKeepAlive
) as "isUpdated?";

/* @name reportLeakedKey */
select report_leaked_key(:hash!, :address)::text as "done?";

/* @name rotateKey */
select
  key_id as "keyId!",
  case
    when :isAudited!::boolean then write_audit_entry(
      p_actor_id => act_as(:actorId, :address),
      p_action => 'key.rotate',
      p_account_id => :accountId!,
      p_subject => key_id::text,
      p_reason => :reason,
      p_details => jsonb_build_object('after', jsonb_build_object(
        'last_four', :lastFour!::text, 'overlap_seconds', :overlapSeconds!::integer
      ))
    )::text
  end as "audited?"
from replace_key_secret(
  p_key_id => :id!,
  p_account_id => :accountId!,
  p_overlap => :overlapSeconds!::integer * interval '1 second',
  p_secret_id => :secretId!,
  p_hash => :hash!,
  p_prefix => :prefix!,
  p_last_four => :lastFour!
) as t (key_id);

/* @name revokeKey */
with former as (
  select id, revoked_at
  from keys
  where id = :id! and (:accountId::uuid is null or account_id = :accountId)
  for no key update
), revoked as (
  update keys k
  set revoked_at = coalesce(k.revoked_at, clock())
  from former
  where k.id = former.id
  returning k.id, k.account_id, k.revoked_at, former.revoked_at is null as is_new
)
select
  id, revoked_at,
  case
    when :isAudited!::boolean and is_new then write_audit_entry(
      p_actor_id => act_as(:actorId, :address),
      p_action => 'key.revoke',
      p_account_id => account_id,
      p_subject => id::text,
      p_reason => :reason,
      p_details => audit_diff('revoked', false, true)
    )::text
  end as "audited?"
from revoked;

/* @name listKeyIds */
select id as "id!"
from list_active_keys(:accountId!)
union all
select id
from list_former_keys(:accountId!, :maxFormer!);

/* @name listKeyPage */
select id
from keys
where account_id = :accountId!
  and (
    :beforeId::uuid is null
    or (created_at, id) < (
      select created_at, id
      from keys
      where id = :beforeId
    )
  )
order by created_at desc, id desc
limit :limit!;

/* @name describeKeys */
select
  k.id, k.dialect, k.label, k.expires_at, k.revoked_at, k.last_used_at, k.created_at,
  s.prefix, s.last_four,
  k.allowed_addresses::text[] as "allowedAddresses?", k.scopes::text[] as "scopes!",
  k.json_keep_alive,
  least(k.requests_per_hour, p.requests_per_hour) as "requestsPerHour?",
  least(k.running_limit, p.running_limit) as "runningLimit?",
  case
    when k.revoked_at is not null then 'revoked'
    when k.expires_at <= clock() then 'expired'
    else 'active'
  end as "status!",
  (
    -- No secret outlives its key.
    select least(max(o.expires_at), k.expires_at)
    from key_secrets o
    where o.key_id = k.id
      and o.expires_at > clock()
      and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > clock())
    having max(o.expires_at) is not null
  ) as "oldSecretUntil?",
  coalesce(m.captured_credits, 0) as "monthCredits!",
  b.credits as "budgetCredits?", b.period as "budgetPeriod?",
  b.credits - r.credits as "budgetSpent?",
  case
    when b.period <> 'lifetime'
      then (budget_period_start(b.period, clock()) + ('1 ' || b.period)::interval) at time zone 'utc'
  end as "budgetResetsAt?"
from keys k
  join accounts a on a.id = k.account_id
  left join plan_access p on p.plan_id = a.plan_id and p.dialect = k.dialect
  join lateral (
    select prefix, last_four
    from key_secrets
    where key_id = k.id
    order by created_at desc, id desc
    limit 1
  ) s on true
  left join key_budgets b on b.key_id = k.id
  left join lateral list_key_budgets(array[k.id], clock()) r on true
  left join key_spend m on m.key_id = k.id and m.month = (select month_start(clock()))
where k.account_id = :accountId! and k.id = any (:ids!::uuid[])
order by k.created_at desc, k.id desc;

/* @name authenticateKeys */
select
  item_position as "itemPosition!", key_id as "keyId!", a.account_id as "accountId!", state as "state!",
  dialect as "dialect!", is_allowed as "isAllowed!", running_limit as "runningLimit?",
  rate_limit as "rateLimit?", rate_remaining as "rateRemaining?", rate_resets_at as "rateResetsAt?",
  rate_reset_seconds as "rateResetSeconds?", is_admitted as "isAdmitted!",
  k.scopes::text[] as "scopes!", k.json_keep_alive as "jsonKeepAlive!"
from authenticate_keys(:hashes!, :dialect!, :addresses!::text[]::inet[]) a
  -- Limited, so that each key is looked up and no plan reads all keys.
  cross join lateral (select scopes, json_keep_alive from keys where id = a.key_id limit 1) k;

/* @name isKeyActive */
select exists (
  select 1
  from keys k
    join accounts a on a.id = k.account_id
  where k.id = :id!
    and k.revoked_at is null
    and coalesce(k.expires_at > clock(), true)
    and a.disabled_at is null
) as "active!";

/* @name findKey */
select id, account_id, dialect, label, expires_at, revoked_at
from keys
where id = :id!;

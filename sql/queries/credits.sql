/* @name listExpiredGrants */
select id, account_id
from (
  select id, account_id
  from credit_grants
  where closed_at is null
    and expires_at <= (select clock())
    and (remaining > 0 or held = 0)
    and account_id <> all (:exceptAccounts!::uuid[])
  order by expires_at
  limit :limit!
) due
order by account_id;

/* @name expireGrants */
select expire_grants(:grantIds!)::integer as "closed!";

/* @name findBalance */
select
  p.name as account_type,
  a.held,
  coalesce(b.spendable, 0)::integer as "spendable!",
  coalesce(b.expiring, '[]') as "expiring!"
from accounts a
  join plans p on p.id = a.plan_id
  cross join lateral (
    select
      sum(d.credits) as spendable,
      jsonb_agg(jsonb_build_object('credits', d.credits, 'expiresAt', d.expires_at) order by d.expires_at)
        filter (where d.expires_at is not null and d.place <= :maxDates!::integer) as expiring
    from (
      select
        expires_at, sum(remaining) as credits,
        row_number() over (order by expires_at nulls last) as place
      from credit_grants
      where account_id = a.id
        and closed_at is null
        and remaining > 0
        and (expires_at is null or expires_at > (select clock()))
      group by expires_at
    ) d
  ) b
where a.id = :accountId!;

/* @name findMonthlySpend */
select
  p.id as plan_id, p.name as plan_name, p.monthly_credit_cap,
  case when a.spend_month = month_start(clock()) then a.month_spend else 0 end as "spent!"
from accounts a
  join plans p on p.id = a.plan_id
where a.id = :accountId!;

/* @name listGrants */
select
  id, source, amount, held, expires_at, note, created_at,
  case when expires_at is null or expires_at > clock() then remaining else 0 end as "remaining!"
from credit_grants
where account_id = :accountId!
  and closed_at is null
  and (held > 0 or expires_at is null or expires_at > clock())
order by priority, expires_at nulls last, (source = 'purchase'), created_at, id
limit :limit!;

/* @name findGrant */
select
  id, source, amount, held, expires_at, note, created_at,
  case when expires_at is null or expires_at > clock() then remaining else 0 end as "remaining!"
from credit_grants
where id = :id! and account_id = :accountId!;

/* @name grantCredits */
select admin_grant(
  p_actor_id => act_as(:actorId, :address),
  p_account_id => :accountId!,
  p_grant_id => :grantId!,
  p_credits => :credits!,
  p_source => :source!,
  p_expires_in_seconds => :expiresInSeconds,
  p_note => :note,
  p_reference => :reference,
  p_op_key => :opKey!,
  p_reason => :reason
) as "outcome!";

/* @name voidGrant */
select admin_void(act_as(:actorId, :address), :accountId!, :grantId!, :reason!) as "voided?";

/* @name listMonthlyGrantsDue */
select a.id as "accountId!"
from plans p
  cross join lateral (
    select id
    from accounts
    where plan_id = p.id
      and disabled_at is null
      and granted_month < (select month_start(clock()))
      and id <> all (:exceptAccounts!::uuid[])
    order by granted_month
    limit :limit!
  ) a
where p.monthly_grant_credits > 0
limit :limit!;

/* @name grantPlanCredits */
select settled::integer as "settled!", granted::integer as "granted!"
from grant_plan_credits(:accountIds!);

/* @name listPlanAccess */
select
  p.id, p.name, p.monthly_credit_cap, p.monthly_grant_credits, p.retention_days, p.max_key_days,
  p.min_moderation, p.image_metadata, p.priority, p.blocked_per_day,
  d.dialect as "dialect?", d.allowed as "allowed?",
  d.requests_per_hour as "requestsPerHour?", d.running_limit as "runningLimit?",
  d.account_requests_per_hour as "accountRequestsPerHour?",
  d.account_running_limit as "accountRunningLimit?"
from plans p
  left join plan_access d on d.plan_id = p.id
order by p.id, d.dialect;

/* @name listPlanPolicies */
select id, min_moderation, image_metadata
from plans
where min_moderation <> 'low' or image_metadata <> 'keep';

/* @name findAccountPlan */
select plan_id
from accounts
where id = :accountId!;

/* @name setPlanPolicy */
select admin_set_plan_policy(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_plan_id => :planId!,
  p_min_moderation => :minModeration,
  p_image_metadata => :imageMetadata
) as "done?";

/* @name setPlan */
select admin_set_plan(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_id => :id!,
  p_name => :name!,
  p_monthly_credit_cap => :monthlyCreditCap,
  p_monthly_grant_credits => :monthlyGrantCredits!
) as "done?";

/* @name setPlanKeyLifetime */
select admin_set_plan_key_lifetime(
  p_actor_id => act_as(:actorId, :address, :reason), p_plan_id => :planId!, p_days => :days
) as "done?";

/* @name setPlanPriority */
select admin_set_plan_priority(
  p_actor_id => act_as(:actorId, :address, :reason), p_plan_id => :planId!, p_priority => :priority!
) as "done?";

/* @name setPlanRefusals */
select admin_set_plan_refusals(
  p_actor_id => act_as(:actorId, :address, :reason), p_plan_id => :planId!, p_per_day => :perDay
) as "done?";

/* @name setPlanAccess */
select admin_set_plan_access(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_plan_id => :planId!,
  p_dialect => :dialect!,
  p_allowed => :allowed!,
  p_requests_per_hour => :requestsPerHour,
  p_running_limit => :runningLimit,
  p_account_requests_per_hour => :accountRequestsPerHour,
  p_account_running_limit => :accountRunningLimit
) as "done?";

/* The rules of the plan of an account, by dialect. */
/* @name listAccountAccess */
select d.dialect, d.allowed, d.running_limit
from accounts a
  join plan_access d on d.plan_id = a.plan_id
where a.id = :accountId!
order by d.dialect;

/* @name listPlans */
select id, name, monthly_credit_cap, monthly_grant_credits
from plans
order by id;

/* @name putPlan */
select admin_put_plan(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_id => :id!,
  p_name => :name!,
  p_monthly_credit_cap => :monthlyCreditCap,
  p_monthly_grant_credits => :monthlyGrantCredits!,
  p_dialects => :dialects!,
  p_allowed => :allowed!,
  p_requests_per_hour => :requestsPerHour!,
  p_running_limits => :runningLimits!,
  p_account_requests_per_hour => :accountRequestsPerHour!,
  p_account_running_limits => :accountRunningLimits!,
  p_settings => row(
    :retentionDays::integer, :maxKeyDays::integer, :minModeration!::text, :imageMetadata!::text
  )::plan_settings,
  p_priority => :priority!,
  p_sets_blocked_per_day => true,
  p_blocked_per_day => :blockedPerDay
) as "done?";

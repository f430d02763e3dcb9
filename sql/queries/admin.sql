/* What operators see and change. */

/* @name listAccounts */
select id as "id!", fits as "fits!", is_end as "isEnd!"
from list_accounts(:filter!, :beforeId, :limit!, :window!);

/* @name describeAccounts */
select
  a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, a.disabled_at, a.held, a.created_at,
  spendable_credits(a.id, clock()) as "spendable!",
  greatest(
    (select max(s.seen_at) from sessions s where s.account_id = a.id),
    (select max(k.last_used_at) from keys k where k.account_id = a.id)
  ) as "lastSeenAt?"
from accounts a
  join plans p on p.id = a.plan_id
where a.id = any (:ids!::uuid[])
order by a.created_at desc, a.id desc;

/* @name updateAccount */
select admin_update_account(
  :actorId, :accountId!, :planId, :admin, :disabled, :reason!
) as "outcome!";

/* @name grantToAccount */
select admin_grant(:actorId, :accountId!, :grant!, :opKey!, :reason) as "outcome!";

/* @name voidOfAccount */
select admin_void(:actorId, :accountId!, :grantId!, :reason!) as "voided?";

/* @name replacePrices */
select admin_replace_prices(:actorId, :prices!) as "unpriced?";

/* @name putPlan */
select admin_put_plan(:actorId, :plan!) as "put?";

/* @name putModel */
select admin_put_model(:actorId, :model!) as "unpriced?";

/* @name openSignUp */
select admin_open_sign_up(:actorId, :open!, :reason) as "opened?";

/* @name cancelGeneration */
select admin_cancel(:actorId, :generationId!, :reason!) as "outcome?";

/* @name listProviderHealth */
select
  p.name as "provider!",
  case
    when h.opened_until is null then 'up'
    when h.opened_until > clock() then 'down'
    else 'probing'
  end as "state!",
  h.since as "since?", h.opened_until as "nextProbeAt?",
  (
    select count(*) from provider_attempts
    where provider = p.name and ended_at > (select clock()) - interval '1 hour' and sent_at is not null
  )::integer as "callsLastHour!",
  (
    select count(*) from provider_attempts
    where provider = p.name
      and ended_at > (select clock()) - interval '1 hour'
      and outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')
  )::integer as "failuresLastHour!",
  (
    select count(*) from provider_attempts
    where provider = p.name and spend_unknown and ended_at > (select clock()) - interval '30 days'
  )::integer as "spendUnknown!",
  (
    select max(ended_at)
    from (
      select ended_at, outcome
      from provider_attempts
      where provider = p.name and ended_at is not null
      order by ended_at desc
      limit 1000
    ) latest
    where outcome = 'images'
  ) as "lastSuccessAt?",
  (
    select message
    from (
      select ended_at, outcome, message
      from provider_attempts
      where provider = p.name and ended_at is not null
      order by ended_at desc
      limit 1000
    ) latest
    where outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')
    order by ended_at desc
    limit 1
  ) as "lastError?"
from unnest(:providers!::text[]) p (name)
  left join provider_health h on h.provider = p.name;

/* One row for each worker, or one without a worker, each with the whole queue in the same snapshot. */
/* @name readQueue */
with live as materialized (
  select status, worker_id, created_at from generations where finished_at is null
), queue as (
  select
    count(*) filter (where status = 'queued') as queued,
    count(*) filter (where status = 'running') as running,
    min(created_at) filter (where status = 'queued') as oldest_queued_at
  from live
), deliveries as (
  select count(*) as pending, min(created_at) as oldest_at
  from webhook_deliveries
  where state = 'pending'
)
select
  q.queued::integer as "queued!",
  q.running::integer as "running!",
  q.oldest_queued_at as "oldestQueuedAt?",
  d.pending::integer as "deliveriesPending!",
  d.oldest_at as "oldestDeliveryAt?",
  w.id as "workerId?",
  w.started_at as "startedAt?",
  w.seen_at as "seenAt?",
  (select count(*) from live where worker_id = w.id)::integer as "runningThere!"
from queue q
  cross join deliveries d
  left join workers w on w.stopped_at is null
order by w.started_at, w.id;

/* Those past half of their time. */
/* @name listStuck */
select
  g.id, g.account_id, a.email as account_email, g.status, g.model, g.provider, g.created_at,
  g.deadline_at, g.cancel_requested_at
from generations g
  join accounts a on a.id = g.account_id
where g.finished_at is null
  and clock() >
    coalesce(g.started_at, g.created_at) + (g.deadline_at - coalesce(g.started_at, g.created_at)) / 2
order by g.created_at, g.id
limit :limit!;

/* @name listAuditEntries */
select
  e.id, e.actor, e.action, e.account_id, a.email as "accountEmail?", e.subject, e.reason, e.details,
  e.created_at, l.fits as "fits!", l.is_end as "isEnd!"
from list_audit_entries(:filter!, :beforeId, :limit!, :window!) l
  join audit_entries e on e.id = l.id
  left join accounts a on a.id = e.account_id
order by e.created_at desc, e.id desc;

/* @name setPassword */
select admin_set_password(:actorId, :accountId!, :passwordHash!, :reason) as "outcome!";

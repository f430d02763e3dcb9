/* @name acquireProviderSlot */
select acquire_provider_slot(:name!, :limit!, :windowMs!, :maxWaitMs!) as "waitMs?";

/* @name tryAcquireCircuit */
select try_acquire_circuit(:provider!, :probeSeconds!) as "waitMs!";

/* @name recordCircuitOutcome */
select record_circuit_outcome(:provider!, :isHealthy!, :threshold!, :openSeconds!) as "done?";

/* @name findTaskGeneration */
with live as (
  select 1
  from provider_attempts
  where provider = :provider! and ended_at is null and :taskId!::text = any (task_ids)
), notified as (
  select pg_notify('provider_task', :taskId!::text) from live
)
select count(*)::integer as "notified!" from notified;

/* @name listProviderHealth */
select
  p.name as "provider!",
  (
    case
      when h.opened_until is null then 'up'
      when h.opened_until > clock() then 'down'
      else 'probing'
    end
  )::provider_state as "state!",
  h.since as "since?", h.opened_until as "nextProbeAt?",
  last_hour.calls as "callsLastHour!", last_hour.failures as "failuresLastHour!",
  last_month.spend_unknown as "spendUnknown!",
  latest.success_at as "lastSuccessAt?", latest.error as "lastError?"
from unnest(:providers!::text[]) p (name)
  left join provider_health h on h.provider = p.name
  cross join lateral (
    select
      count(sent_at)::integer as calls,
      count(*) filter (
        where outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')
      )::integer as failures
    from provider_attempts
    where provider = p.name and ended_at > (select clock()) - interval '1 hour'
  ) last_hour
  cross join lateral (
    select count(*)::integer as spend_unknown
    from all_provider_attempts
    where provider = p.name and spend_unknown and ended_at > (select clock()) - interval '30 days'
  ) last_month
  cross join lateral (
    select
      max(a.ended_at) filter (where a.outcome = 'images') as success_at,
      (
        array_agg(a.message order by a.ended_at desc) filter (
          where a.outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')
        )
      )[1] as error
    from (
      select ended_at, outcome, message
      from all_provider_attempts
      where provider = p.name and ended_at is not null
      order by ended_at desc
      limit 1000
    ) a
  ) latest;

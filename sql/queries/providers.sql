/* @name acquireProviderSlot */
select acquire_provider_slot(:name!, :limit!, :windowMs!, :patienceMs!) as "waitMs?";

/* @name tryAcquireCircuit */
select try_acquire_circuit(:provider!, :probeSeconds!) as "waitMs!";

/* @name recordCircuitOutcome */
select record_circuit_outcome(:provider!, :isWell!, :threshold!, :openSeconds!) as "noted?";

/* @name findTaskGeneration */
with live as (
  select 1
  from provider_attempts
  where provider = :provider! and ended_at is null and :taskId!::text = any (task_ids)
), notified as (
  select pg_notify('provider_task', :taskId!::text) from live
)
select count(*)::integer as "notified!" from notified;

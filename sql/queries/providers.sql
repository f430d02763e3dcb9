/* @name takeTurn */
select take_turn(:name!, :limit!, :windowMs!, :patienceMs!) as "waitMs?";

/* @name admitToProvider */
select admit_to_provider(:provider!, :probeSeconds!) as "waitMs!";

/* @name noteProvider */
select note_provider(:provider!, :isWell!, :threshold!, :openSeconds!) as "noted?";

/* @name callAbout */
with live as (
  select 1
  from provider_attempts
  where provider = :provider! and ended_at is null and :taskId!::text = any (task_ids)
), told as (
  select pg_notify('provider_task', :taskId!::text) from live
)
select count(*)::integer as "told!" from told;

/* @name addPendingInputs */
insert into pending_inputs (storage_key, owner_id)
select storage_key, :ownerId!
from unnest(:storageKeys!::text[]) storage_key
returning storage_key;

/* isAbandoned is false for an input that a generation or an upload needs. */
/* @name listPendingInputs */
select
  p.storage_key as id,
  not exists (select 1 from generations g where g.id = p.owner_id)
  and not exists (
    select 1 from uploads u where u.id = p.owner_id and u.copy_key = p.storage_key
  ) as "isAbandoned!"
from pending_inputs p
where p.created_at < (select clock()) - :graceSeconds!::integer * interval '1 second'
  and p.storage_key <> all (:exceptIds!::text[])
order by p.created_at
limit :limit!;

/* @name deletePendingInputs */
delete from pending_inputs
where storage_key = any (:storageKeys!::text[]);

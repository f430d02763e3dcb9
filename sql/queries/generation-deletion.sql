/* @name deleteGeneration */
select delete_generation(:id!, :accountId!) as "outcome!";

/* The files of deleted generations, without the input images that another generation uses as well. */
/* @name listFilesToRemove */
select
  g.id,
  array(
    select i.storage_key
    from images i
    where i.generation_id = g.id
    union
    select i.webp_key
    from images i
    where i.generation_id = g.id and i.webp_key is not null
    union
    select p.storage_key
    from partial_images p
    where p.generation_id = g.id
    union
    select input.storage_key
    from unnest(input_storage_keys(g.inputs)) input (storage_key)
    where not exists (
      select 1
      from generations o
      where o.inputs <> '[]'
        and o.inputs @> jsonb_build_array(jsonb_build_object('storageKey', input.storage_key))
        and o.id <> g.id
        and o.deleted_at is null
    )
  ) as "keys!"
from generations g
where g.deleted_at is not null
  and g.files_removed_at is null
  and (:id::uuid is null or g.id = :id)
  and (:accountId::uuid is null or g.account_id = :accountId)
  and g.id <> all (:exceptIds!::uuid[])
order by g.deleted_at
limit :limit!;

/* @name eraseDeletedGenerations */
select erase_deleted_generations(:ids!) as "done?";

/* @name listAccountsToErase */
select id
from accounts
where closed_at is not null and erased_at is null
order by closed_at
limit :limit!;

/* @name eraseGenerations */
select last_id as "lastId!", erased as "erased!", live as "live!"
from erase_generations(
  p_account_id => :accountId!,
  p_before_at => null,
  p_before_id => :beforeId,
  p_limit => :limit!
);

/* @name eraseAccountRecords */
select erase_account_records(:accountId!, :limit!) as "erased!";

/* @name markAccountErased */
update accounts
set erased_at = clock()
where id = :accountId! and closed_at is not null and erased_at is null;

/* @name findErasure */
select
  erased_at is not null
  and not exists (
    select 1
    from generations g
    where g.account_id = a.id and g.deleted_at is not null and g.files_removed_at is null
  ) as "isErased!"
from accounts a
where id = :accountId!;
